"""What was sent and what arrived."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RangeDateTimeFilter
from unfold.decorators import display

from accounts.admin.base import Section, StaffModelAdmin
from orders.admin.orders import SHIPMENT_TONES, OrdersInline
from orders.models import GoodsReceipt, GoodsReceiptLine, Shipment, ShipmentLine
from orders.permissions import StaffOrdersPermission
from reference.selectors.dictionaries import label_of


class ShipmentLineInline(OrdersInline):
    model = ShipmentLine
    fields = readonly_fields = ("article", "quantity", "received_quantity")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch order lines at once."""
        return super().get_queryset(request).select_related("order_line")

    @admin.display(description=_("Article"))
    def article(self, line: ShipmentLine) -> str:
        """Return number and name."""
        return f"{line.order_line.supplier_sku} {line.order_line.name}"


class ReceiptInline(OrdersInline):
    model = GoodsReceipt
    fields = readonly_fields = ("number", "received_at", "received_by", "note")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch people at once."""
        return super().get_queryset(request).select_related("received_by")


@admin.register(Shipment)
class ShipmentAdmin(StaffModelAdmin):
    """Goods that left a supplier."""

    view_permission = StaffOrdersPermission.VIEW_ORDER
    section, icon, position = Section.TRADE, "local_shipping", 30
    list_display = ("number", "order", "status_label", "carrier_name", "tracking_number", "shipped_at", "received_at")
    list_filter = (("status", ChoicesDropdownFilter), ("shipped_at", RangeDateTimeFilter))
    search_fields = ("number", "tracking_number", "order__number", "public_id")
    list_select_related = ("order",)
    ordering = ("-shipped_at", "-pk")
    inlines = (ShipmentLineInline, ReceiptInline)
    fields = (("number", "status", "order"), ("carrier", "tracking_number"), "note", ("shipped_at", "received_at"))

    @display(description=_("Status"), ordering="status", label=SHIPMENT_TONES)
    def status_label(self, shipment: Shipment) -> tuple[str, str]:
        """Return the status in its colour."""
        return shipment.status, shipment.get_status_display()

    @admin.display(description=_("Carrier"), ordering="carrier")
    def carrier_name(self, shipment: Shipment) -> str:
        """Return the carrier in words."""
        return label_of("carrier", shipment.carrier) if shipment.carrier else "–"


class ReceiptLineInline(OrdersInline):
    model = GoodsReceiptLine
    fields = readonly_fields = ("article", "quantity")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch order lines at once."""
        return super().get_queryset(request).select_related("shipment_line__order_line")

    @admin.display(description=_("Article"))
    def article(self, line: GoodsReceiptLine) -> str:
        """Return number and name."""
        ordered = line.shipment_line.order_line
        return f"{ordered.supplier_sku} {ordered.name}"


@admin.register(GoodsReceipt)
class GoodsReceiptAdmin(StaffModelAdmin):
    """Buyers' word that goods arrived."""

    view_permission = StaffOrdersPermission.VIEW_ORDER
    section, icon, position = Section.TRADE, "inventory", 40
    list_display = ("number", "shipment", "received_by", "received_at")
    search_fields = ("number", "shipment__number", "public_id")
    list_select_related = ("shipment", "received_by")
    ordering = ("-received_at", "-pk")
    inlines = (ReceiptLineInline,)
    fields = (("number", "shipment"), ("received_by", "received_at"), "note")
