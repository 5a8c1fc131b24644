"""The marketing app."""

from django.apps import AppConfig


class MarketingConfig(AppConfig):
    """Marketing in Django's registry."""

    name = "marketing"
