"""The orders app."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Orders in Django's registry."""

    name = "orders"
