"""By what lists of orders and shipments can be narrowed."""

from __future__ import annotations

import django_filters

from orders.enums import OrderStatus, ShipmentStatus
from orders.models import Order, Shipment


class OrderFilter(django_filters.FilterSet):
    """Orders by status, number, partner and time."""

    status = django_filters.ChoiceFilter(choices=OrderStatus.choices)
    number = django_filters.CharFilter(help_text="Order number, whole.")
    purchase_order_number = django_filters.CharFilter(
        field_name="group__purchase_order_number", help_text="The buyer's own number, whole."
    )
    buyer = django_filters.CharFilter(field_name="buyer__public_id", help_text="Id of a company.")
    supplier = django_filters.CharFilter(field_name="supplier__public_id", help_text="Id of a company.")
    placed_at = django_filters.IsoDateTimeFromToRangeFilter()
    updated_at = django_filters.IsoDateTimeFromToRangeFilter(help_text="To fetch what has changed since last time.")

    class Meta:
        model = Order
        fields: list[str] = []


class ShipmentFilter(django_filters.FilterSet):
    """Shipments by status, order and time."""

    status = django_filters.ChoiceFilter(choices=ShipmentStatus.choices)
    order = django_filters.CharFilter(field_name="order__number", help_text="Order number, whole.")
    shipped_at = django_filters.IsoDateTimeFromToRangeFilter()

    class Meta:
        model = Shipment
        fields: list[str] = []
