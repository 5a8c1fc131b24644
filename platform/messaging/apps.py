"""The messaging app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    """Messaging in Django's registry."""

    name = "messaging"
    verbose_name = _("Messages")

    def ready(self) -> None:
        """Listen to events, declare the messages about companies and people, and let senders be woken."""
        from messaging import invariants, permissions, receivers, registrations, tasks  # noqa: F401, PLC0415 - need models

        permissions.register()
        registrations.register()
