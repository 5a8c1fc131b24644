from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from accounts.permissions import CompanyPermission, StaffAccountsPermission
from kernel.actors import Actor
from kernel.errors import NotFound
from openplatform.models import ApiClient, ApiCredential


def list_clients(*, actor: Actor) -> QuerySet[ApiClient]:
    """
    Return the API clients of the actor's company with their secrets' names, newest first.

    :raises Forbidden: when the actor may not manage API clients.
    """
    _require(actor)
    return _with_credentials(ApiClient.objects.visible_to(actor)).order_by("-pk")


def get_client(*, actor: Actor, client_id: str, lock: bool = False) -> ApiClient:
    """
    Return one API client.

    :raises Forbidden: when the actor may not manage API clients.
    :raises NotFound: when the actor may not see it.
    """
    _require(actor)
    clients = ApiClient.objects.visible_to(actor)
    clients = clients.locked().select_related("organization") if lock else _with_credentials(clients)
    client = clients.filter(public_id=client_id).first()
    if client is None:
        raise NotFound
    return client


def _require(actor: Actor) -> None:
    if not actor.has(StaffAccountsPermission.MANAGE_PLATFORM):
        actor.require(CompanyPermission.MANAGE_API_KEY)


def _with_credentials(clients: QuerySet[ApiClient]) -> QuerySet[ApiClient]:
    newest_first = ApiCredential.objects.order_by("-created_at", "-pk")
    return clients.select_related("organization", "created_by", "application").prefetch_related(
        Prefetch("credentials", queryset=newest_first)
    )
