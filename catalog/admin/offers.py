"""Suppliers' terms, to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from accounts.admin.base import ReadOnlyInline, Section, StaffModelAdmin
from catalog.admin.products import tiers_line
from catalog.enums import OfferStatus
from catalog.models import Offer, PriceTier, StockLevel
from catalog.permissions import StaffCatalogPermission


class PriceTierInline(ReadOnlyInline):
    model = PriceTier
    view_permission = StaffCatalogPermission.VIEW_CATALOG
    fields = readonly_fields = ("minimum_quantity", "unit_price")
    ordering = ("minimum_quantity",)


class StockLevelInline(ReadOnlyInline):
    model = StockLevel
    view_permission = StaffCatalogPermission.VIEW_CATALOG
    fields = readonly_fields = ("warehouse", "on_hand", "reserved", "backorder_limit")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch warehouses at once."""
        return super().get_queryset(request).select_related("warehouse")


@admin.register(Offer)
class OfferAdmin(StaffModelAdmin):
    """What each supplier asks for a variant."""

    view_permission = StaffCatalogPermission.VIEW_CATALOG
    section, icon, position = Section.CATALOG, "sell", 30
    list_display = ("supplier_sku", "product", "supplier", "status_label", "prices", "lead_time_days")
    list_filter = (("status", ChoicesDropdownFilter), ("supplier", AutocompleteSelectFilter), "is_stocked", "currency")
    search_fields = ("supplier_sku", "variant__sku", "product__name_zh", "product__name_en", "public_id")
    list_select_related = ("product", "supplier")
    ordering = ("-pk",)
    inlines = (PriceTierInline, StockLevelInline)
    fields = (
        ("supplier", "product"),
        ("variant", "supplier_sku"),
        ("status", "currency", "price_includes_tax"),
        ("unit", "tax_code"),
        ("minimum_order_quantity", "order_multiple", "lead_time_days"),
        "is_stocked",
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch prices at once."""
        return super().get_queryset(request).prefetch_related("tiers")

    @display(
        description=_("Status"),
        ordering="status",
        label={OfferStatus.ACTIVE: "success", OfferStatus.PAUSED: "warning"},
    )
    def status_label(self, offer: Offer) -> tuple[str, str]:
        """Return the status in its colour."""
        return offer.status, offer.get_status_display()

    @admin.display(description=_("Prices"))
    def prices(self, offer: Offer) -> str:
        """Return the tiers as one line."""
        return tiers_line(offer)
