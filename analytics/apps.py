"""The analytics app."""

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    """Analytics in Django's registry."""

    name = "analytics"
