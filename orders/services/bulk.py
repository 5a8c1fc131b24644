"""One step for many orders at once: each in its own transaction, so that a refused one does not hold up the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kernel.actors import Actor
from kernel.errors import DomainError, Forbidden
from orders.permissions import SellerOrdersPermission
from orders.services.orders import confirm_order

MAX_ORDERS = 200


@dataclass(frozen=True, slots=True)
class Refused:
    """An order for which the step was refused, by the id that was given, and why."""

    order_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What became of the orders."""

    done: int
    refused: tuple[Refused, ...]


def confirm_orders(*, actor: Actor, order_ids: Iterable[str], now: datetime) -> BulkOutcome:
    """
    Confirm orders whole, as their supplier.

    :raises Forbidden: without `order.confirm`.
    """
    if not actor.has(SellerOrdersPermission.CONFIRM):
        raise Forbidden(permission=SellerOrdersPermission.CONFIRM)
    done, refused = 0, []
    for order_id in list(dict.fromkeys(order_ids))[:MAX_ORDERS]:
        try:
            confirm_order(actor=actor, order_id=order_id, now=now)
        except DomainError as refusal:
            refused.append(Refused(order_id, refusal.detail))
        else:
            done += 1
    return BulkOutcome(done, tuple(refused))
