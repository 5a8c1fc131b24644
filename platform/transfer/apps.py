"""The transfer app."""

from django.apps import AppConfig


class TransferConfig(AppConfig):
    """Transfer in Django's registry."""

    name = "transfer"
