from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.transitions import Transitions


class PaymentMethod(models.TextChoices):
    """How the buyer undertakes to pay."""

    TERMS = "terms", _("On account")
    BANK_TRANSFER = "bank_transfer", _("Bank transfer in advance")


class OrderStatus(models.TextChoices):
    """Where an order stands; from the confirmation on it follows from the quantities of its lines."""

    PLACED = "placed", _("Waiting for the supplier")
    CONFIRMED = "confirmed", _("Confirmed")
    PARTIALLY_SHIPPED = "partially_shipped", _("Partly shipped")
    SHIPPED = "shipped", _("Shipped")
    COMPLETED = "completed", _("Received")
    REJECTED = "rejected", _("Rejected by the supplier")
    CANCELLED = "cancelled", _("Cancelled")


ORDER_TRANSITIONS: Transitions = {
    OrderStatus.PLACED: frozenset({OrderStatus.CONFIRMED, OrderStatus.REJECTED, OrderStatus.CANCELLED}),
    OrderStatus.CONFIRMED: frozenset({OrderStatus.PARTIALLY_SHIPPED, OrderStatus.SHIPPED, OrderStatus.CANCELLED}),
    OrderStatus.PARTIALLY_SHIPPED: frozenset({OrderStatus.SHIPPED}),
    OrderStatus.SHIPPED: frozenset({OrderStatus.COMPLETED}),
    OrderStatus.COMPLETED: frozenset(),
    OrderStatus.REJECTED: frozenset(),
    OrderStatus.CANCELLED: frozenset(),
}

OPEN_STATUSES = frozenset(
    {OrderStatus.PLACED, OrderStatus.CONFIRMED, OrderStatus.PARTIALLY_SHIPPED, OrderStatus.SHIPPED}
)


class ShipmentStatus(models.TextChoices):
    """Whether the goods have arrived; follows from the received quantities."""

    SHIPPED = "shipped", _("On the way")
    PARTIALLY_RECEIVED = "partially_received", _("Partly received")
    RECEIVED = "received", _("Received")


SHIPMENT_TRANSITIONS: Transitions = {
    ShipmentStatus.SHIPPED: frozenset({ShipmentStatus.PARTIALLY_RECEIVED, ShipmentStatus.RECEIVED}),
    ShipmentStatus.PARTIALLY_RECEIVED: frozenset({ShipmentStatus.RECEIVED}),
    ShipmentStatus.RECEIVED: frozenset(),
}
