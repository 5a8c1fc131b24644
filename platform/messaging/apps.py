"""The messaging app."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """Messaging in Django's registry."""

    name = "messaging"
