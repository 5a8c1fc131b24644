from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    name = "finance"
    verbose_name = _("Finance")

    def ready(self) -> None:
        """Register permissions, invariants and what this app does when others announce something."""
        from finance import invariants, messages, permissions, receivers, scopes  # noqa: F401, PLC0415 - registration needs loaded models
