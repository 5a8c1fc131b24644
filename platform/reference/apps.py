"""The reference app."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    """Reference in Django's registry."""

    name = "reference"
