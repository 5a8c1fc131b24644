"""Who is calling: a company's API client by bearer token or API key, or a person by session."""

from __future__ import annotations

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.request import Request

from openplatform.api.network import caller_address, is_within
from openplatform.errors import AddressNotAllowed, InvalidCredentials, OrganizationNotActive
from openplatform.selectors.credentials import ClientIdentity, identify
from openplatform.services.usage import note_use

__all__ = ["ClientAuthentication", "ClientIdentity", "SessionAuthentication"]

BEARER = "bearer"


class ClientAuthentication(BaseAuthentication):
    """`Authorization: Bearer` with an OAuth access token or an API key; the identity is found in `request.auth`."""

    def authenticate(self, request: Request) -> tuple[None, ClientIdentity] | None:
        """
        Identify the client, or leave the request to the next kind of authentication.

        :raises InvalidCredentials: when the token opens nothing.
        :raises OrganizationNotActive: when the client's company may not trade.
        :raises AddressNotAllowed: when the client is bound to other addresses.
        """
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != BEARER:
            return None
        identity = identify(token.strip())
        if identity is None:
            raise InvalidCredentials
        if not identity.organization_is_active:
            raise OrganizationNotActive
        if identity.allowed_networks and not is_within(
            caller_address(request._request),
            identity.allowed_networks,
        ):
            raise AddressNotAllowed
        note_use(client_id=identity.client_id, now=timezone.now())
        return None, identity

    def authenticate_header(self, request: Request) -> str:
        """Name the scheme, which makes a missing identity a 401."""
        return 'Bearer realm="api"'
