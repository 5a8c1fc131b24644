from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpenplatformConfig(AppConfig):
    name = "openplatform"
    verbose_name = _("Open platform")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register invariants and the scopes of the layers below."""
        from openplatform import invariants, registrations  # noqa: F401, PLC0415 - registration needs loaded models
