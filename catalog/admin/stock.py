"""Stock, to look at: only suppliers and their orders change it."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter

from accounts.admin.base import Section, StaffModelAdmin
from catalog.models import StockLevel, StockMovement, Warehouse
from catalog.permissions import StaffCatalogPermission


@admin.register(Warehouse)
class WarehouseAdmin(StaffModelAdmin):
    """Where suppliers keep stock."""

    view_permission = StaffCatalogPermission.VIEW_CATALOG
    section, icon, position = Section.CATALOG, "warehouse", 40
    list_display = ("name", "organization", "code", "priority", "is_active")
    list_filter = (("organization", AutocompleteSelectFilter), "is_active")
    search_fields = ("name", "code", "address", "organization__name_zh", "organization__name_en")
    list_select_related = ("organization",)
    ordering = ("organization_id", "priority", "pk")


@admin.register(StockLevel)
class StockLevelAdmin(StaffModelAdmin):
    """What lies where, and what of it is promised."""

    view_permission = StaffCatalogPermission.VIEW_CATALOG
    section, icon, position = Section.CATALOG, "shelves", 41
    list_display = ("offer", "product", "supplier", "warehouse", "on_hand", "reserved", "available")
    list_filter = (("warehouse__organization", AutocompleteSelectFilter),)
    search_fields = ("offer__supplier_sku", "offer__product__name_zh", "offer__product__name_en", "warehouse__name")
    list_select_related = ("offer__product", "offer__supplier", "warehouse")
    ordering = ("-pk",)

    @admin.display(description=_("Product"))
    def product(self, level: StockLevel) -> str:
        """Return the product's name."""
        return level.offer.product.name

    @admin.display(description=_("Supplier"))
    def supplier(self, level: StockLevel) -> str:
        """Return whose it is."""
        return level.offer.supplier.name

    @admin.display(description=_("Available"))
    def available(self, level: StockLevel) -> str:
        """Return what can be promised."""
        return f"{(level.on_hand + level.backorder_limit - level.reserved).normalize():f}"


@admin.register(StockMovement)
class StockMovementAdmin(StaffModelAdmin):
    """Every change of stock on hand."""

    view_permission = StaffCatalogPermission.VIEW_CATALOG
    section, icon, position = Section.CATALOG, "swap_vert", 42
    list_display = ("occurred_at", "article", "warehouse", "kind", "quantity", "reason")
    list_filter = (("kind", ChoicesDropdownFilter),)
    search_fields = ("level__offer__supplier_sku", "level__warehouse__name", "reason")
    list_select_related = ("level__offer", "level__warehouse")
    ordering = ("-pk",)

    @admin.display(description=_("Article"))
    def article(self, movement: StockMovement) -> str:
        """Return the article number."""
        return movement.level.offer.supplier_sku

    @admin.display(description=_("Warehouse"))
    def warehouse(self, movement: StockMovement) -> str:
        """Return where it happened."""
        return movement.level.warehouse.name
