"""Register the demonstration data with Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Carry the commands that fill an empty instance; there are no tables of its own."""

    name = "demo"
    label = "demo"
