"""The transfer app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TransferConfig(AppConfig):
    """Transfer in Django's registry."""

    name = "transfer"
    verbose_name = _("Import and export")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let workers be woken; declare events, invariants and messages."""
        from transfer import events, invariants, messages, receivers  # noqa: F401, PLC0415 - needs loaded models
        from transfer.kinds import organizations  # noqa: F401, PLC0415 - needs loaded models

        messages.register()
