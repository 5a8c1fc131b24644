"""How signing in fits this platform: where people land, which mails they get, whose second factor may not be removed."""

from __future__ import annotations

import base64
import hashlib
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User

_SALT = b"accounts.second_factor:"
# Said on screen already, or of no use to anybody.
SILENT_MESSAGES = frozenset({"account/messages/logged_in.txt", "account/messages/logged_out.txt"})


class AccountAdapter(DefaultAccountAdapter):
    """Passwords, e-mail addresses and sessions."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Bring staff to the back office, suppliers to the seller office, applicants to their checklist, buyers home."""
        user = request.user
        if getattr(user, "is_staff", False):
            return reverse("admin:index")
        organization = getattr(user, "last_organization", None)
        if organization is None or not organization.is_active:
            return reverse("account:home")
        return "/seller/" if organization.can_sell and not organization.can_buy else "/"

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Bring a new company to its checklist."""
        return reverse("account:home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return to the page that the change began on."""
        return reverse("mfa_index")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password once more, unless the person has just signed in."""
        records = get_authentication_records(self.request, self.request.user)
        is_fresh = bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return not is_fresh and bool(super().is_reauthentication_required(app=app, **kwargs))

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Leave out the greetings."""
        if message_template not in SILENT_MESSAGES:
            super().add_message(request, level, message_template, *args, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Give every mail the brand."""
        super().send_mail(template_prefix, email, {"brand": settings.BRAND, **context})


class SecondFactorAdapter(DefaultMFAAdapter):
    """Authenticator apps and backup codes; their secrets are encrypted with a key made from `SECRET_KEY`."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret for the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret back, also one written under an earlier `SECRET_KEY`."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Refuse to staff, for whom the second factor is a duty."""
        return not authenticator.user.is_staff


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """People who sign in through their company's own service."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Take the name as the service gives it."""
        user: User = super().populate_user(request, sociallogin, data)
        given = " ".join(filter(None, [data.get("first_name"), data.get("last_name")]))
        user.name = (data.get("name") or given or user.email.partition("@")[0])[:100]
        return user


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(_SALT + key.encode()).digest())) for key in keys]
    )
