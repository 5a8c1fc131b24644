from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KernelConfig(AppConfig):
    name = "kernel"
    verbose_name = _("Kernel")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the kernel's own invariants, and who wakes the relay after a commit."""
        from kernel import invariants, tasks  # noqa: F401, PLC0415 - registration needs loaded models
