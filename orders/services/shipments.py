"""Ship goods and receive them, in parts as they come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from catalog.services.stock import consume_stock
from kernel.actors import Actor
from kernel.errors import IllegalTransition, NotFound
from kernel.events import publish
from kernel.numbering import take_numbers
from kernel.transitions import Step, record_transitions
from orders.enums import OrderStatus, ShipmentStatus
from orders.errors import NothingToDo, QuantityTooLarge, UnknownLine
from orders.events import GoodsReceived, OrderCompleted, ShipmentShipped
from orders.models import GoodsReceipt, GoodsReceiptLine, Order, OrderLine, Shipment, ShipmentLine
from orders.permissions import BuyerOrdersPermission, SellerOrdersPermission
from orders.selectors.orders import ORDER_TYPE, SHIPMENT_TYPE, get_order, get_order_of_shipment, get_shipment
from orders.services.orders import event_fields
from orders.services.placement import HOLDER_TYPE

ZERO = Decimal(0)
SHIPPABLE = frozenset({OrderStatus.CONFIRMED, OrderStatus.PARTIALLY_SHIPPED})


@transaction.atomic
def ship_order(
    *,
    actor: Actor,
    order_id: str,
    now: datetime,
    quantities: Mapping[int, Decimal] | None = None,
    carrier: str = "",
    tracking_number: str = "",
    note: str = "",
) -> Shipment:
    """
    Ship quantities by line position, or everything that is open; stock goes out and the order moves on.

    :raises NotFound: when the actor's company does not sell the order.
    :raises Forbidden: without `order.ship` in the supplying company.
    :raises IllegalTransition: when the order is not confirmed, or all of it has been shipped.
    :raises QuantityTooLarge: when more is shipped than is open on a line.
    :raises NothingToDo: when no line has a quantity.
    """
    order = get_order(actor=actor, order_id=order_id, lock=True)
    if order.supplier_id != actor.organization_id and not actor.is_system:
        raise NotFound
    actor.require(SellerOrdersPermission.SHIP, organization_id=order.supplier_id)
    if order.status not in SHIPPABLE:
        raise IllegalTransition(current=order.status, target=OrderStatus.SHIPPED)
    lines = {line.position: line for line in order.lines.all()}
    parts = _checked(quantities, {position: line.open_quantity for position, line in lines.items()})
    shipment = _create_shipment(
        order, lines, parts, actor=actor, now=now, carrier=carrier, tracking_number=tracking_number, note=note
    )
    before = order.status
    order.mark_shipped(at=now, is_whole=all(line.open_quantity == 0 for line in lines.values()))
    order.save(update_fields=["status", "shipped_at", "updated_at"])
    details = {"carrier": carrier, "tracking": tracking_number}
    steps = [Step(SHIPMENT_TYPE, shipment.pk, "", shipment.status, data=details)]
    if order.status != before:
        steps.append(Step(ORDER_TYPE, order.pk, before, order.status))
    record_transitions(steps, actor=actor, at=now)
    publish(
        ShipmentShipped(
            **event_fields(order, now, actor), shipment_id=shipment.public_id, shipment_number=shipment.number
        )
    )
    stocked = {lines[place].pk: quantity for place, quantity in parts.items() if lines[place].offer.is_stocked}
    document = (SHIPMENT_TYPE, shipment.pk)
    consume_stock(holder_type=HOLDER_TYPE, quantities=stocked, document=document, actor=actor, now=now)
    return shipment


def _create_shipment(
    order: Order,
    lines: Mapping[int, OrderLine],
    parts: Mapping[int, Decimal],
    *,
    actor: Actor,
    now: datetime,
    **details: str,
) -> Shipment:
    """Write the shipment with its lines and add it to what has been shipped of the order's lines."""
    (number,) = take_numbers("SH", on=order.supplier.local_date(now))
    shipment = Shipment.objects.create(
        number=number, order=order, shipped_at=now, shipped_by_id=actor.user_id, **details
    )
    ShipmentLine.objects.bulk_create(
        ShipmentLine(shipment=shipment, order_line=lines[position], quantity=quantity)
        for position, quantity in sorted(parts.items())
    )
    for position, quantity in parts.items():
        lines[position].shipped_quantity += quantity
    OrderLine.objects.bulk_update([lines[position] for position in parts], ["shipped_quantity"])
    return shipment


def _checked(quantities: Mapping[int, Decimal] | None, open_quantities: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Return the positive quantities by key; None means everything that is open."""
    wanted = open_quantities if quantities is None else quantities
    if unknown := sorted(wanted.keys() - open_quantities.keys()):
        raise UnknownLine(line=unknown[0])
    for key, quantity in wanted.items():
        if not quantity.is_finite() or not ZERO <= quantity <= open_quantities[key]:
            raise QuantityTooLarge(line=key, open=format(open_quantities[key].normalize(), "f"))
    parts = {key: quantity for key, quantity in wanted.items() if quantity > 0}
    if not parts:
        raise NothingToDo
    return parts


@transaction.atomic
def receive_shipment(
    *, actor: Actor, shipment_id: str, now: datetime, quantities: Mapping[int, Decimal] | None = None, note: str = ""
) -> GoodsReceipt:
    """
    Confirm that goods arrived: quantities by order line position, or everything on the way.

    :raises NotFound: when the actor's company is not the buyer of the order.
    :raises Forbidden: without `order.receive` in the buying company.
    :raises IllegalTransition: when all of it has been received.
    :raises QuantityTooLarge: when more arrives than was shipped and is still missing.
    """
    order_id, buyer_id = get_order_of_shipment(actor=actor, shipment_id=shipment_id)
    if buyer_id != actor.organization_id and not actor.is_system:
        raise NotFound
    actor.require(BuyerOrdersPermission.RECEIVE, organization_id=buyer_id)
    # The order before its shipment, as everywhere.
    order = get_order(actor=actor, order_id=order_id, lock=True)
    shipment = get_shipment(actor=actor, shipment_id=shipment_id, lock=True)
    if shipment.status == ShipmentStatus.RECEIVED:
        raise IllegalTransition(current=shipment.status, target=ShipmentStatus.RECEIVED)
    lines = {line.order_line.position: line for line in shipment.lines.all()}
    parts = _checked(quantities, {position: line.open_quantity for position, line in lines.items()})
    (number,) = take_numbers("GR", on=order.buyer.local_date(now))
    receipt = GoodsReceipt.objects.create(
        number=number, shipment=shipment, received_by_id=actor.user_id, received_at=now, note=note
    )
    GoodsReceiptLine.objects.bulk_create(
        GoodsReceiptLine(receipt=receipt, shipment_line=lines[position], quantity=quantity)
        for position, quantity in sorted(parts.items())
    )
    _add_received(order, lines, parts)
    steps = _advance(order, shipment, lines, actor, now)
    record_transitions(steps, actor=actor, at=now)
    publish(
        GoodsReceived(
            **event_fields(order, now, actor),
            shipment_id=shipment.public_id,
            receipt_id=receipt.public_id,
            is_whole=shipment.status == ShipmentStatus.RECEIVED,
        )
    )
    return receipt


def _add_received(order: Order, lines: Mapping[int, ShipmentLine], parts: Mapping[int, Decimal]) -> None:
    order_lines = {line.position: line for line in order.lines.all()}
    for position, quantity in parts.items():
        lines[position].received_quantity += quantity
        order_lines[position].received_quantity += quantity
    ShipmentLine.objects.bulk_update([lines[position] for position in parts], ["received_quantity"])
    OrderLine.objects.bulk_update([order_lines[position] for position in parts], ["received_quantity"])


def _advance(
    order: Order, shipment: Shipment, lines: Mapping[int, ShipmentLine], actor: Actor, now: datetime
) -> list[Step]:
    """Move the shipment, and with the last goods the order, and return the steps for the trail."""
    before = shipment.status
    shipment.mark_received(at=now, is_whole=all(line.open_quantity == 0 for line in lines.values()))
    shipment.save(update_fields=["status", "received_at", "updated_at"])
    steps = [Step(SHIPMENT_TYPE, shipment.pk, before, shipment.status)]
    everything = all(line.received_quantity == line.shipped_quantity for line in order.lines.all())
    if order.status == OrderStatus.SHIPPED and everything:
        order.mark_completed(at=now)
        order.save(update_fields=["status", "completed_at", "updated_at"])
        steps.append(Step(ORDER_TYPE, order.pk, OrderStatus.SHIPPED, order.status))
        publish(OrderCompleted(**event_fields(order, now, actor)))
    return steps
