"""What orders announce."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.events import Event, register


@dataclass(frozen=True, kw_only=True)
class OrderEvent(Event):
    """A fact about one supplier's order; both companies are concerned."""

    order_id: str
    number: str
    buyer_id: int
    supplier_id: int


@register
@dataclass(frozen=True, kw_only=True)
class OrderPlaced(OrderEvent):
    """A buyer placed an order."""

    name = "orders.order.placed"


@register
@dataclass(frozen=True, kw_only=True)
class OrderConfirmed(OrderEvent):
    """A supplier confirmed an order, whole or in part."""

    name = "orders.order.confirmed"
    is_whole: bool


@register
@dataclass(frozen=True, kw_only=True)
class OrderRejected(OrderEvent):
    """A supplier rejected an order."""

    name = "orders.order.rejected"
    reason: str


@register
@dataclass(frozen=True, kw_only=True)
class OrderCancelled(OrderEvent):
    """A buyer cancelled an order."""

    name = "orders.order.cancelled"
    reason: str


@register
@dataclass(frozen=True, kw_only=True)
class OrderCompleted(OrderEvent):
    """Everything that was shipped has been received and nothing is open."""

    name = "orders.order.completed"


@register
@dataclass(frozen=True, kw_only=True)
class ShipmentShipped(OrderEvent):
    """A supplier shipped goods."""

    name = "orders.shipment.shipped"
    shipment_id: str
    shipment_number: str


@register
@dataclass(frozen=True, kw_only=True)
class GoodsReceived(OrderEvent):
    """A buyer confirmed receipt of goods."""

    name = "orders.shipment.received"
    shipment_id: str
    receipt_id: str
    is_whole: bool
