"""An order with everything that hangs on it, as the page of either side shows it."""

from __future__ import annotations

from dataclasses import dataclass

from finance.models import Invoice
from finance.selectors.invoices import list_order_invoices
from kernel.actors import Actor
from kernel.errors import NotFound
from orders.models import Order, Shipment
from orders.selectors.orders import TimelineEntry, get_order, list_order_shipments, list_timeline
from orders.selectors.sales import get_sale


@dataclass(frozen=True, slots=True)
class OrderFile:
    """An order, its shipments, its invoices as far as the actor may see them, and every step so far."""

    order: Order
    shipments: tuple[Shipment, ...]
    invoices: tuple[Invoice, ...]
    timeline: tuple[TimelineEntry, ...]


def get_purchase_file(*, actor: Actor, order_id: str) -> OrderFile:
    """
    Return everything about an order that the actor's company placed.

    :raises NotFound: when the company did not place it, or the actor may not see it.
    """
    order = get_order(actor=actor, order_id=order_id)
    if order.buyer_id != actor.organization_id:
        raise NotFound
    return _file(actor, order)


def get_sale_file(*, actor: Actor, order_id: str) -> OrderFile:
    """
    Return everything about an order that the actor's company sells.

    :raises NotFound: when it is another company's, or the actor may not see it.
    """
    return _file(actor, get_sale(actor=actor, order_id=order_id))


def _file(actor: Actor, order: Order) -> OrderFile:
    shipments = list_order_shipments(order=order)
    return OrderFile(
        order=order,
        shipments=tuple(shipments),
        invoices=tuple(list_order_invoices(actor=actor, order=order)),
        timeline=tuple(list_timeline(order=order, shipments=shipments)),
    )
