"""Answer an order: confirm it whole or in part, reject it, cancel it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from catalog.services.stock import release_stock
from kernel.actors import Actor, Channel
from kernel.errors import NotFound
from kernel.events import publish
from kernel.transitions import Step, record_transition
from orders.errors import NothingToDo, PromiseInThePast, QuantityTooLarge, ReasonMissing, UnknownLine
from orders.events import OrderCancelled, OrderConfirmed, OrderEvent, OrderRejected
from orders.models import Order, OrderLine
from orders.permissions import BuyerOrdersPermission, SellerOrdersPermission
from orders.selectors.orders import ORDER_TYPE, get_order
from orders.services.placement import HOLDER_TYPE

ZERO = Decimal(0)


@transaction.atomic
def confirm_order(
    *,
    actor: Actor,
    order_id: str,
    now: datetime,
    quantities: Mapping[int, Decimal] | None = None,
    promised_on: date | None = None,
    reason: str = "",
) -> Order:
    """
    Confirm an order as its supplier; `quantities` (by line position) confirms only a part and gives back the stock of the rest.

    Positions that are not named are confirmed whole.
    :raises NotFound: when the actor may not see the order.
    :raises Forbidden: without `order.confirm` in the supplying company.
    :raises IllegalTransition: when the order is not waiting for an answer.
    :raises PromiseInThePast: when the promised day is over.
    :raises UnknownLine, QuantityTooLarge: when a line does not exist, or more is confirmed than was ordered.
    :raises NothingToDo: when nothing would be left; reject the order instead.
    :raises ReasonMissing: when less is confirmed without saying why.
    """
    order = _as_supplier(actor, order_id, SellerOrdersPermission.CONFIRM)
    if promised_on is not None and promised_on < order.supplier.local_date(now):
        raise PromiseInThePast
    refused = _refused_quantities(order, quantities or {})
    if refused and not reason.strip():
        raise ReasonMissing
    before = order.status
    order.mark_confirmed(at=now)
    _cancel_quantities(order, refused)
    if promised_on is not None:
        OrderLine.objects.filter(order=order).update(promised_on=promised_on)
    order.save(update_fields=["status", "confirmed_at", "updated_at"])
    data = {"refused": {str(position): format(quantity.normalize(), "f") for position, quantity in refused.items()}}
    _record(order, before, actor=actor, now=now, reason=reason, data=data if refused else {})
    publish(OrderConfirmed(**event_fields(order, now, actor), is_whole=not refused))
    return order


def _refused_quantities(order: Order, quantities: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Return by position what is not confirmed of it."""
    lines = {line.position: line for line in order.lines.all()}
    if unknown := sorted(quantities.keys() - lines.keys()):
        raise UnknownLine(line=unknown[0])
    refused = {}
    for position, quantity in quantities.items():
        ordered = lines[position].quantity
        if not quantity.is_finite() or not ZERO <= quantity <= ordered:
            raise QuantityTooLarge(line=position, open=format(ordered.normalize(), "f"))
        if quantity < ordered:
            refused[position] = ordered - quantity
    if sum(refused.values(), ZERO) == sum((line.quantity for line in lines.values()), ZERO):
        raise NothingToDo
    return refused


@transaction.atomic
def reject_order(*, actor: Actor, order_id: str, reason: str, now: datetime) -> Order:
    """
    Refuse an order as its supplier, giving back all of its stock.

    :raises ReasonMissing: without a reason.
    :raises IllegalTransition: when the order is not waiting for an answer.
    """
    order = _as_supplier(actor, order_id, SellerOrdersPermission.CONFIRM)
    if not reason.strip():
        raise ReasonMissing
    before = order.status
    order.mark_rejected(at=now, reason=reason)
    _close(order, before, actor=actor, now=now, reason=reason)
    publish(OrderRejected(**event_fields(order, now, actor), reason=reason))
    return order


@transaction.atomic
def cancel_order(*, actor: Actor, order_id: str, reason: str, now: datetime) -> Order:
    """
    Cancel an order as its buyer, as long as nothing has been shipped, giving back all of its stock.

    :raises NotFound: when the actor's company is not its buyer.
    :raises Forbidden: without `order.cancel` in the buying company.
    :raises ReasonMissing: without a reason.
    :raises OrderAlreadyShipped: once goods have left.
    """
    order = get_order(actor=actor, order_id=order_id, lock=True)
    if order.buyer_id != actor.organization_id and not actor.is_system:
        raise NotFound
    actor.require(BuyerOrdersPermission.CANCEL, organization_id=order.buyer_id)
    if not reason.strip():
        raise ReasonMissing
    before = order.status
    order.mark_cancelled(at=now, reason=reason)
    _close(order, before, actor=actor, now=now, reason=reason)
    publish(OrderCancelled(**event_fields(order, now, actor), reason=reason))
    return order


def _as_supplier(actor: Actor, order_id: str, permission: str) -> Order:
    """Lock an order that the actor's company sells."""
    order = get_order(actor=actor, order_id=order_id, lock=True)
    if order.supplier_id != actor.organization_id and not actor.is_system:
        raise NotFound
    actor.require(permission, organization_id=order.supplier_id)
    return order


def _close(order: Order, before: str, *, actor: Actor, now: datetime, reason: str) -> None:
    _cancel_quantities(order, {line.position: line.open_quantity for line in order.lines.all()})
    order.save(update_fields=["status", "closed_at", "close_reason", "updated_at"])
    _record(order, before, actor=actor, now=now, reason=reason)


def _cancel_quantities(order: Order, quantities: Mapping[int, Decimal]) -> None:
    """Move quantities of lines from open to cancelled and give their stock back."""
    changed = []
    for line in order.lines.all():
        if quantity := quantities.get(line.position):
            line.cancelled_quantity += quantity
            changed.append(line)
    OrderLine.objects.bulk_update(changed, ["cancelled_quantity"])
    release_stock(
        holder_type=HOLDER_TYPE,
        quantities={line.pk: quantities[line.position] for line in changed if line.offer.is_stocked},
    )


def _record(
    order: Order, before: str, *, actor: Actor, now: datetime, reason: str = "", data: dict[str, Any] | None = None
) -> None:
    record_transition(Step(ORDER_TYPE, order.pk, before, order.status, reason=reason, data=data), actor=actor, at=now)


def event_fields(order: Order, now: datetime, actor: Actor) -> dict[str, Any]:
    """Return the fields that every event about an order carries."""
    return {
        "occurred_at": now,
        "order_id": order.public_id,
        "number": order.number,
        "buyer_id": order.buyer_id,
        "supplier_id": order.supplier_id,
        "organization_ids": (order.buyer_id, order.supplier_id),
        "is_history": actor.channel == Channel.IMPORT,
    }


__all__ = ["OrderEvent", "cancel_order", "confirm_order", "event_fields", "reject_order"]
