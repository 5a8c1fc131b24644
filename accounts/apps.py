"""The accounts app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Accounts in Django's registry."""

    name = "accounts"
    verbose_name = _("Companies and people")

    def ready(self) -> None:
        """Register events, invariants, the checklist's steps, and what the app reads and stores of the public configuration."""
        from accounts import checklist, configuration, events, invariants  # noqa: F401, PLC0415 - registration needs loaded models
