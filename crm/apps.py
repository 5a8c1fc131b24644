"""The crm app."""

from django.apps import AppConfig


class CrmConfig(AppConfig):
    """CRM in Django's registry."""

    name = "crm"
