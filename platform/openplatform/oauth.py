"""What the OAuth endpoint asks of us: which client, which secret, which scopes."""

from __future__ import annotations

import base64
import binascii
from typing import Any
from urllib.parse import unquote_plus

from django.utils import timezone
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.scopes import BaseScopes

from openplatform.enums import ApiClientStatus, CredentialKind
from openplatform.models import ApiClient, ApiCredential
from openplatform.scopes import all_scopes
from openplatform.selectors.credentials import secret_digest


class ClientCredentialsValidator(OAuth2Validator):
    """Knows clients by our own secrets, of which two may live at once, and grants client credentials only."""

    def client_authentication_required(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Every client is confidential."""
        return True

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        """Look for a live secret of an active client; the application of a match becomes `request.client`."""
        client_id, secret = _credentials(request)
        if not client_id or not secret or "\x00" in client_id:
            return False
        found = (
            ApiCredential.objects.live(timezone.now())
            .filter(
                secret_hash=secret_digest(secret),
                kind=CredentialKind.CLIENT_SECRET,
                client__application__client_id=client_id,
                client__status=ApiClientStatus.ACTIVE,
            )
            .select_related("client__application")
            .first()
        )
        if found is None:
            return False
        request.client = found.client.application
        request.client_id = client_id
        return True


class RegisteredScopes(BaseScopes):
    """The scopes that apps registered; a client gets those it was given, all of them unless it asks for fewer."""

    def get_all_scopes(self) -> dict[str, str]:
        """Return every scope with its label."""
        return {scope.code: str(scope.label) for scope in all_scopes()}

    def get_available_scopes(
        self, application: Any = None, request: Any = None, *args: Any, **kwargs: Any
    ) -> list[str]:
        """Return what a client was given."""
        scopes = ApiClient.objects.filter(application=application).values_list("scopes", flat=True).first()
        return list(scopes or [])

    def get_default_scopes(self, application: Any = None, request: Any = None, *args: Any, **kwargs: Any) -> list[str]:
        """Return what a client gets when it asks for nothing in particular."""
        return self.get_available_scopes(application, request)


def _credentials(request: Any) -> tuple[str, str]:
    """Return client id and secret from the Basic header, or else from the body."""
    kind, _, encoded = (request.headers.get("HTTP_AUTHORIZATION") or "").partition(" ")
    if kind.lower() != "basic":
        return request.client_id or "", request.client_secret or ""
    try:
        client_id, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(client_id), unquote_plus(secret)
