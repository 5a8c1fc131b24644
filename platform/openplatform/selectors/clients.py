from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from accounts.models import Organization
from accounts.permissions import CompanyPermission, StaffAccountsPermission
from kernel.actors import Actor
from kernel.errors import NotFound
from openplatform.models import ApiClient, ApiCredential
from openplatform.scopes import Scope, scopes_for
from openplatform.selectors.credentials import audiences_of


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
    visible = ApiClient.objects.visible_to(actor)
    found = visible.locked().select_related("organization") if lock else _with_credentials(visible)
    client = found.filter(public_id=client_id).first()
    if client is None:
        raise NotFound
    return client


def list_grantable_scopes(*, actor: Actor, including: Iterable[str] = ()) -> list[Scope]:
    """
    Return the scopes that the actor may give to a client of his company: nobody gives more than he holds.

    `including` are codes that a client has already and keeps.
    """
    company = Organization.objects.filter(pk=actor.organization_id or 0).values("kind", "can_buy", "can_sell").first()
    audiences = audiences_of(**company) if company else []
    kept = set(including)
    return [
        scope
        for scope in scopes_for(audiences)
        if scope.code in kept or actor.is_system or scope.permissions_for(audiences) <= actor.permissions
    ]


def _require(actor: Actor) -> None:
    if not actor.has(StaffAccountsPermission.MANAGE_PLATFORM):
        actor.require(CompanyPermission.MANAGE_API_KEY)


def _with_credentials(clients: QuerySet[ApiClient]) -> QuerySet[ApiClient]:
    newest_first = ApiCredential.objects.order_by("-created_at", "-pk")
    return clients.select_related("organization", "created_by", "application").prefetch_related(
        Prefetch("credentials", queryset=newest_first)
    )
