"""API clients with their secrets in clear, as only their owners ever see them."""

from datetime import datetime

from django.utils import timezone

from accounts.models import Organization
from kernel.actors import Actor
from openplatform.enums import CredentialKind
from openplatform.scopes import scopes_for
from openplatform.selectors.credentials import audiences_of, forget_identities
from openplatform.services.clients import IssuedSecret, create_client
from tests.factories.accounts import BuyerFactory


def api_client(
    organization: Organization | None = None,
    *,
    scopes: list[str] | None = None,
    kind: CredentialKind = CredentialKind.API_KEY,
    now: datetime | None = None,
    **values,
) -> IssuedSecret:
    """Return a new client with its first secret; with every scope its company can use unless told otherwise."""
    organization = organization or BuyerFactory()
    forget_identities()
    actor = Actor(user_id=None, organization_id=organization.pk, is_system=True)
    if scopes is None:
        audiences = audiences_of(kind=organization.kind, can_buy=organization.can_buy, can_sell=organization.can_sell)
        scopes = [scope.code for scope in scopes_for(audiences)]
    return create_client(actor=actor, name="ERP", scopes=scopes, kind=kind, now=now or timezone.now(), **values)


def bearer(secret: str) -> dict[str, str]:
    """Return the header that sends a token or key."""
    return {"Authorization": f"Bearer {secret}"}


def api_headers(organization: Organization | None = None, **values) -> dict[str, str]:
    """Return the header of a new client of an organization."""
    return bearer(api_client(organization, **values).secret)
