"""Find the client behind a bearer token: one statement, or none while a recent answer is remembered."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import F
from django.utils import timezone
from oauth2_provider.models import get_access_token_model

from accounts.enums import Audience, OrganizationKind, OrganizationStatus
from kernel.actors import Actor, Channel
from openplatform.enums import ApiClientStatus, CredentialKind
from openplatform.models import ApiCredential
from openplatform.scopes import permissions_from_scopes

API_KEY_PREFIX = "ts_live_"
# A revoked key must die within five seconds (S16): nothing is remembered longer than this.
REMEMBERED_SECONDS = 4.0
REMEMBERED_MAX = 5_000

_CLIENT_COLUMNS = (
    "id",
    "name",
    "scopes",
    "allowed_networks",
    "organization_id",
    "organization__status",
    "organization__kind",
    "organization__can_buy",
    "organization__can_sell",
)


@dataclass(frozen=True, slots=True)
class ClientIdentity:
    """A client as the credentials of one request show it."""

    client_id: int
    scopes: frozenset[str]
    allowed_networks: tuple[str, ...]
    organization_is_active: bool
    actor: Actor


_remembered: dict[str, tuple[float, ClientIdentity | None]] = {}
_lock = Lock()


def identify(token: str) -> ClientIdentity | None:
    """Return the client that a token or key opens now; unknown, expired and revoked look the same."""
    digest = secret_digest(token)
    remembered = _remembered.get(digest)
    if remembered is not None and remembered[0] > time.monotonic():
        return remembered[1]
    identity = _by_key(digest) if token.startswith(API_KEY_PREFIX) else _by_access_token(digest)
    if identity is not None:
        _remember(digest, identity)
    return identity


def forget_identities() -> None:
    """Forget in this process what was remembered; others forget by themselves within seconds."""
    with _lock:
        _remembered.clear()


def secret_digest(secret: str) -> str:
    """Return the SHA-256 by which secrets are stored; they are long and random, so it needs no salt and no slowness."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _remember(digest: str, identity: ClientIdentity) -> None:
    with _lock:
        if len(_remembered) >= REMEMBERED_MAX:
            _remembered.clear()
        _remembered[digest] = (time.monotonic() + REMEMBERED_SECONDS, identity)


def _by_key(digest: str) -> ClientIdentity | None:
    live = ApiCredential.objects.live(timezone.now()).filter(
        secret_hash=digest, kind=CredentialKind.API_KEY, client__status=ApiClientStatus.ACTIVE
    )
    found = live.annotate(**_aliased("client__")).values(*_aliased("")).first()
    return _identity(found, found["the_scopes"]) if found else None


def _by_access_token(digest: str) -> ClientIdentity | None:
    live = get_access_token_model().objects.filter(
        token_checksum=digest,
        expires__gt=timezone.now(),
        application__api_client__status=ApiClientStatus.ACTIVE,
    )
    found = live.annotate(**_aliased("application__api_client__")).values("scope", *_aliased("")).first()
    if not found:
        return None
    # A scope that was taken from the client is gone from the tokens it already has.
    return _identity(found, set(found["scope"].split()) & set(found["the_scopes"]))


def _aliased(prefix: str) -> dict[str, F]:
    """Return the client's columns, reached over `prefix`, under names of their own."""
    return {f"the_{name}": F(prefix + name) for name in _CLIENT_COLUMNS}


def _identity(found: dict[str, Any], scopes: Iterable[str]) -> ClientIdentity:
    audiences = audiences_of(
        kind=found["the_organization__kind"],
        can_buy=found["the_organization__can_buy"],
        can_sell=found["the_organization__can_sell"],
    )
    return ClientIdentity(
        client_id=found["the_id"],
        scopes=frozenset(scopes),
        allowed_networks=tuple(found["the_allowed_networks"]),
        organization_is_active=found["the_organization__status"] == OrganizationStatus.ACTIVE,
        actor=Actor(
            user_id=None,
            organization_id=found["the_organization_id"],
            permissions=permissions_from_scopes(scopes, audiences),
            is_platform=found["the_organization__kind"] == OrganizationKind.PLATFORM,
            channel=Channel.API,
            client_id=found["the_id"],
            name=found["the_name"],
        ),
    )


def audiences_of(*, kind: str, can_buy: bool, can_sell: bool) -> list[Audience]:
    """Return the sides of a trade on which a company stands."""
    sides = {
        Audience.BUYER: can_buy,
        Audience.SELLER: can_sell,
        Audience.STAFF: kind == OrganizationKind.PLATFORM,
    }
    return [audience for audience, stands in sides.items() if stands]
