"""OpenID Connect from the environment: one service whose people may sign in here."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import environ


def single_sign_on(env: environ.Env) -> dict[str, Any]:
    """Return allauth's `SOCIALACCOUNT_PROVIDERS`; without `OIDC_SERVER_URL` and `OIDC_CLIENT_ID` there is no provider."""
    server_url, client_id = env.str("OIDC_SERVER_URL", default=""), env.str("OIDC_CLIENT_ID", default="")
    if not (server_url and client_id):
        return {}
    app = {
        "provider_id": env.str("OIDC_PROVIDER_ID", default="sso"),
        "name": env.str("OIDC_NAME", default="Single sign-on"),
        "client_id": client_id,
        "secret": env.str("OIDC_CLIENT_SECRET", default=""),
        "settings": {"server_url": server_url},
    }
    # Whoever the service vouches for is taken to be the person of that e-mail address: only for a service one runs oneself.
    is_trusted = env.bool("OIDC_TRUST_EMAIL", default=False)
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "EMAIL_AUTHENTICATION": is_trusted,
            "EMAIL_AUTHENTICATION_AUTO_CONNECT": is_trusted,
            "APPS": [app],
        }
    }


def sign_on_origins(server_url: str) -> list[str]:
    """Return the origin that the sign-in form is redirected to, for the content security policy."""
    parts = urlsplit(server_url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
