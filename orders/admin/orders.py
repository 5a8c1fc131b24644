"""What buyers placed, and the orders it became."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter, RangeDateTimeFilter
from unfold.decorators import display

from accounts.admin.base import ReadOnlyInline, Section, StaffModelAdmin
from orders.enums import OrderStatus, ShipmentStatus
from orders.models import Order, OrderGroup, OrderLine, Shipment
from orders.permissions import StaffOrdersPermission
from orders.selectors.orders import list_order_shipments, list_timeline

ORDER_TONES = {
    OrderStatus.PLACED: "warning",
    OrderStatus.CONFIRMED: "info",
    OrderStatus.PARTIALLY_SHIPPED: "info",
    OrderStatus.SHIPPED: "info",
    OrderStatus.COMPLETED: "success",
    OrderStatus.REJECTED: "danger",
    OrderStatus.CANCELLED: "danger",
}
SHIPMENT_TONES = {
    ShipmentStatus.SHIPPED: "info",
    ShipmentStatus.PARTIALLY_RECEIVED: "warning",
    ShipmentStatus.RECEIVED: "success",
}


class OrdersInline(ReadOnlyInline):
    """Something of an order."""

    view_permission = StaffOrdersPermission.VIEW_ORDER


class GroupOrderInline(OrdersInline):
    model = Order
    fields = readonly_fields = ("number", "supplier", "status", "gross_amount", "currency")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch suppliers at once."""
        return super().get_queryset(request).select_related("supplier")


class OrderLineInline(OrdersInline):
    model = OrderLine
    fields = readonly_fields = (
        "position",
        "supplier_sku",
        "article",
        "unit_price",
        "quantity",
        "cancelled_quantity",
        "shipped_quantity",
        "received_quantity",
        "gross_amount",
    )
    ordering = ("position",)

    @admin.display(description=_("Article"))
    def article(self, line: OrderLine) -> str:
        """Return the name as it was ordered."""
        return line.name


class OrderShipmentInline(OrdersInline):
    model = Shipment
    fields = readonly_fields = ("number", "status", "carrier", "tracking_number", "shipped_at", "received_at")
    show_change_link = True


@admin.register(OrderGroup)
class OrderGroupAdmin(StaffModelAdmin):
    """What a buyer placed in one go."""

    view_permission = StaffOrdersPermission.VIEW_ORDER
    section, icon, position = Section.TRADE, "shopping_cart_checkout", 20
    list_display = ("number", "buyer", "total", "payment_method", "channel", "placed_at")
    list_filter = (
        ("payment_method", ChoicesDropdownFilter),
        ("buyer", AutocompleteSelectFilter),
        ("placed_at", RangeDateTimeFilter),
    )
    search_fields = ("number", "purchase_order_number", "public_id", "buyer__name_zh", "buyer__name_en")
    list_select_related = ("buyer",)
    ordering = ("-placed_at", "-pk")
    inlines = (GroupOrderInline,)
    readonly_fields = ("delivery",)
    fields = (
        ("number", "buyer", "placed_by"),
        ("purchase_order_number", "cost_center"),
        ("payment_method", "payment_term"),
        ("gross_amount", "currency"),
        "delivery",
        "note",
        ("channel", "placed_at"),
    )

    @admin.display(description=_("Total"), ordering="gross_amount")
    def total(self, group: OrderGroup) -> str:
        """Return amount and currency."""
        return f"{group.gross_amount:,.2f} {group.currency}"

    @admin.display(description=_("Deliver to"))
    def delivery(self, group: OrderGroup) -> str:
        """Return the address as one line."""
        address = group.shipping_address
        return ", ".join(filter(None, [address.get("recipient"), address.get("line"), address.get("phone")]))


@admin.register(Order)
class OrderAdmin(StaffModelAdmin):
    """One supplier's part of what was placed, with lines, shipments and every step."""

    view_permission = StaffOrdersPermission.VIEW_ORDER
    section, icon, position = Section.TRADE, "receipt_long", 10
    list_display = ("number", "buyer", "supplier", "status_label", "total", "placed_at")
    list_filter = (
        ("status", ChoicesDropdownFilter),
        ("buyer", AutocompleteSelectFilter),
        ("supplier", AutocompleteSelectFilter),
        ("placed_at", RangeDateTimeFilter),
    )
    search_fields = (
        "number",
        "public_id",
        "group__purchase_order_number",
        "buyer__name_zh",
        "buyer__name_en",
        "supplier__name_zh",
        "supplier__name_en",
    )
    list_select_related = ("buyer", "supplier")
    ordering = ("-placed_at", "-pk")
    inlines = (OrderLineInline, OrderShipmentInline)
    readonly_fields = ("timeline",)
    fieldsets = (
        (None, {"fields": (("number", "status", "group"), ("buyer", "supplier"), "close_reason")}),
        (
            _("Amounts"),
            {"fields": (("net_amount", "tax_amount"), ("freight_amount", "gross_amount", "currency"))},
        ),
        (_("History"), {"fields": (("placed_at", "confirmed_at"), ("shipped_at", "completed_at"), "timeline")}),
    )

    @display(description=_("Status"), ordering="status", label=ORDER_TONES)
    def status_label(self, order: Order) -> tuple[str, str]:
        """Return the status in its colour."""
        return order.status, order.get_status_display()

    @admin.display(description=_("Total"), ordering="gross_amount")
    def total(self, order: Order) -> str:
        """Return amount and currency."""
        return f"{order.gross_amount:,.2f} {order.currency}"

    @admin.display(description=_("Steps"))
    def timeline(self, order: Order) -> str:
        """Return every step of the order and its shipments, newest first."""
        labels = {**dict(OrderStatus.choices), **dict(ShipmentStatus.choices)}
        entries = list_timeline(order=order, shipments=list_order_shipments(order=order))
        rows = (
            (
                timezone.localtime(entry.occurred_at).strftime("%Y-%m-%d %H:%M"),
                entry.document_number,
                labels.get(entry.status, entry.status),
                entry.actor_name,
                entry.reason,
            )
            for entry in reversed(entries)
        )
        return format_html_join("", "<div>{} · {} · {} · {} {}</div>", rows)
