"""The catalog app."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Catalog in Django's registry."""

    name = "catalog"
