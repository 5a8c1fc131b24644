from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_network

from django.db import transaction
from django.utils.translation import gettext as _
from oauth2_provider.models import get_access_token_model, get_application_model

from accounts.models import Organization
from accounts.permissions import CompanyPermission
from kernel.actors import Actor
from kernel.errors import InvalidInput, NotFound
from openplatform.enums import CredentialKind
from openplatform.errors import TooManySecrets, UnknownScope
from openplatform.models import ApiClient, ApiCredential
from openplatform.selectors.clients import get_client, list_grantable_scopes
from openplatform.selectors.credentials import API_KEY_PREFIX, forget_identities, secret_digest

SECRET_PREFIX = "ts_secret_"  # noqa: S105 - how a secret begins
SECRET_BYTES = 32
PREFIX_SHOWN = 14
LIVE_SECRETS_MAX = 2
# How long the old secret goes on working after a rotation, unless the caller says otherwise.
OVERLAP = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class IssuedSecret:
    """A new secret in clear, which exists nowhere else: it is shown once."""

    client: ApiClient
    credential: ApiCredential
    secret: str


@transaction.atomic
def create_client(
    *,
    actor: Actor,
    name: str,
    scopes: Iterable[str],
    now: datetime,
    allowed_networks: Iterable[str] = (),
    kind: CredentialKind = CredentialKind.CLIENT_SECRET,
) -> IssuedSecret:
    """
    Register a system of the actor's company and issue its first secret.

    :raises Forbidden: when the actor may not manage API clients.
    :raises NotFound: when the actor stands for no company.
    :raises UnknownScope: when a scope does not exist, or gives what the company or the actor does not have.
    :raises InvalidInput: when a network is malformed.
    """
    actor.require(CompanyPermission.MANAGE_API_KEY)
    organization = Organization.objects.filter(pk=actor.organization_id or 0).first()
    if organization is None:
        raise NotFound
    application = get_application_model().objects.create(
        name=name, client_type="confidential", authorization_grant_type="client-credentials"
    )
    client = ApiClient.objects.create(
        organization=organization,
        application=application,
        name=name,
        scopes=_grantable(actor, scopes),
        allowed_networks=_networks(allowed_networks),
        created_by_id=actor.user_id,
    )
    return _issue(client, kind=kind, now=now, expires_at=None)


@transaction.atomic
def update_client(
    *, actor: Actor, client_id: str, name: str, scopes: Iterable[str], allowed_networks: Iterable[str]
) -> ApiClient:
    """
    Change what a client is called, may do and may call from; a scope taken away is gone from tokens within seconds.

    :raises NotFound: when the actor may not see the client.
    :raises Forbidden: when the actor may not manage API clients.
    :raises UnknownScope: when a scope cannot be given.
    """
    client = get_client(actor=actor, client_id=client_id, lock=True)
    actor.require(CompanyPermission.MANAGE_API_KEY, organization_id=client.organization_id)
    kept = set(client.scopes)
    added = [code for code in scopes if code not in kept]
    _grantable(actor, added)
    client.name, client.scopes = name, sorted(set(scopes))
    client.allowed_networks = _networks(allowed_networks)
    client.save(update_fields=["name", "scopes", "allowed_networks", "updated_at"])
    transaction.on_commit(forget_identities)
    return client


@transaction.atomic
def issue_secret(
    *, actor: Actor, client_id: str, kind: CredentialKind, now: datetime, expires_at: datetime | None = None
) -> IssuedSecret:
    """
    Issue one more secret of a kind; at most two of a kind live at once.

    :raises NotFound: when the actor may not see the client.
    :raises TooManySecrets: when two are live already.
    """
    client = _manageable(actor, client_id)
    if client.credentials.live(now).filter(kind=kind).count() >= LIVE_SECRETS_MAX:
        raise TooManySecrets(limit=LIVE_SECRETS_MAX)
    return _issue(client, kind=kind, now=now, expires_at=expires_at)


@transaction.atomic
def rotate_secret(
    *, actor: Actor, client_id: str, kind: CredentialKind, now: datetime, overlap: timedelta = OVERLAP
) -> IssuedSecret:
    """
    Replace a client's secret: the new one works at once, the newest old one until `overlap` is over, older ones no more.

    :raises NotFound: when the actor may not see the client.
    """
    client = _manageable(actor, client_id)
    live = list(client.credentials.live(now).filter(kind=kind).order_by("-created_at", "-pk"))
    ends_at = now + overlap
    for credential in live[:1]:
        credential.expires_at = min(credential.expires_at or ends_at, ends_at)
        credential.save(update_fields=["expires_at"])
    client.credentials.filter(pk__in=[each.pk for each in live[1:]]).update(revoked_at=now)
    transaction.on_commit(forget_identities)
    return _issue(client, kind=kind, now=now, expires_at=None)


@transaction.atomic
def revoke_secret(*, actor: Actor, client_id: str, credential_id: str, now: datetime) -> None:
    """
    End one secret at once; access tokens that an OAuth secret opened end with it.

    :raises NotFound: when the actor may not see the client, or it has no such secret.
    """
    client = _manageable(actor, client_id)
    credential = client.credentials.filter(public_id=credential_id).first()
    if credential is None:
        raise NotFound
    credential.revoked_at = credential.revoked_at or now
    credential.save(update_fields=["revoked_at"])
    if credential.kind == CredentialKind.CLIENT_SECRET:
        _drop_tokens(client)
    transaction.on_commit(forget_identities)


@transaction.atomic
def revoke_client(*, actor: Actor, client_id: str, now: datetime) -> ApiClient:
    """
    End a client with all its secrets and tokens; within five seconds nothing it holds opens anything (S16).

    :raises NotFound: when the actor may not see the client.
    :raises Forbidden: when the actor may not manage API clients.
    """
    client = _manageable(actor, client_id)
    client.mark_revoked(at=now)
    client.save(update_fields=["status", "revoked_at", "updated_at"])
    client.credentials.filter(revoked_at=None).update(revoked_at=now)
    _drop_tokens(client)
    transaction.on_commit(forget_identities)
    return client


def _manageable(actor: Actor, client_id: str) -> ApiClient:
    client = get_client(actor=actor, client_id=client_id, lock=True)
    if not actor.is_platform:
        actor.require(CompanyPermission.MANAGE_API_KEY, organization_id=client.organization_id)
    return client


def _drop_tokens(client: ApiClient) -> None:
    get_access_token_model().objects.filter(application_id=client.application_id).delete()


def _grantable(actor: Actor, scopes: Iterable[str]) -> list[str]:
    """Return the scopes in a stable order, when the actor may give each of them."""
    chosen = sorted(set(scopes))
    usable = {scope.code for scope in list_grantable_scopes(actor=actor)}
    refused = [code for code in chosen if code not in usable]
    if refused:
        raise UnknownScope(scopes=", ".join(refused))
    return chosen


def _networks(networks: Iterable[str]) -> list[str]:
    try:
        return sorted({str(ip_network(network.strip(), strict=False)) for network in networks if network.strip()})
    except ValueError:
        raise InvalidInput(errors={"allowed_networks": [_("Enter addresses such as 203.0.113.0/24.")]}) from None


def _issue(client: ApiClient, *, kind: CredentialKind, now: datetime, expires_at: datetime | None) -> IssuedSecret:
    prefix = API_KEY_PREFIX if kind == CredentialKind.API_KEY else SECRET_PREFIX
    secret = prefix + secrets.token_urlsafe(SECRET_BYTES)
    credential = ApiCredential.objects.create(
        client=client,
        kind=kind,
        prefix=secret[:PREFIX_SHOWN],
        secret_hash=secret_digest(secret),
        created_at=now,
        expires_at=expires_at,
    )
    return IssuedSecret(client, credential, secret)
