"""The finance app."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """Finance in Django's registry."""

    name = "finance"
