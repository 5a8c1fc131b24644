"""The openplatform app."""

from django.apps import AppConfig


class OpenplatformConfig(AppConfig):
    """Openplatform in Django's registry."""

    name = "openplatform"
