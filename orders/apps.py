from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "orders"
    verbose_name = _("Orders")

    def ready(self) -> None:
        """Register permissions, invariants and what this app does when others announce something."""
        from orders import invariants, messages, permissions, scopes, transfer  # noqa: F401, PLC0415 - registration needs loaded models
