"""Read orders: a buyer's own, a supplier's sales, or all of them for staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from kernel.actors import Actor
from kernel.errors import NotFound
from kernel.models import TransitionLog
from orders.enums import OrderStatus
from orders.models import Order, OrderLine, Shipment, ShipmentLine

ORDER_TYPE = "orders.order"
SHIPMENT_TYPE = "orders.shipment"


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """What a list of orders is narrowed down to; days are in UTC."""

    query: str = ""
    status: str = ""
    partner: str = ""
    placed_from: date | None = None
    placed_to: date | None = None


def list_purchases(*, actor: Actor, criteria: OrderFilter | None = None) -> QuerySet[Order]:
    """Return what the actor's company bought, newest first."""
    return _narrow(Order.objects.bought_by(actor), criteria or OrderFilter(), partner="supplier")


def list_sales(*, actor: Actor, criteria: OrderFilter | None = None) -> QuerySet[Order]:
    """Return what the actor's company sold, newest first."""
    return _narrow(Order.objects.sold_by(actor), criteria or OrderFilter(), partner="buyer")


def list_orders(*, actor: Actor, criteria: OrderFilter | None = None) -> QuerySet[Order]:
    """Return every order the actor may see, newest first; for ERP clients and staff."""
    return _narrow(Order.objects.visible_to(actor), criteria or OrderFilter(), partner="buyer")


def _narrow(orders: QuerySet[Order], criteria: OrderFilter, *, partner: str) -> QuerySet[Order]:
    if criteria.status:
        orders = orders.filter(status=criteria.status)
    if criteria.partner:
        orders = orders.filter(**{f"{partner}__public_id": criteria.partner})
    if criteria.placed_from:
        orders = orders.filter(placed_at__date__gte=criteria.placed_from)
    if criteria.placed_to:
        orders = orders.filter(placed_at__date__lte=criteria.placed_to)
    if criteria.query:
        found = OrderLine.objects.filter(order=OuterRef("pk")).filter(
            Q(name_zh__icontains=criteria.query)
            | Q(name_en__icontains=criteria.query)
            | Q(sku__iexact=criteria.query)
            | Q(supplier_sku__iexact=criteria.query)
        )
        orders = orders.filter(
            Q(number__icontains=criteria.query)
            | Q(group__purchase_order_number__icontains=criteria.query)
            | Exists(found)
        )
    return orders.select_related("group", "buyer", "supplier").order_by("-placed_at", "-pk")


def count_by_status(*, actor: Actor, as_supplier: bool) -> dict[str, int]:
    """Return how many orders the actor's company has in each status."""
    orders = Order.objects.sold_by(actor) if as_supplier else Order.objects.bought_by(actor)
    counted = dict(orders.values_list("status").annotate(count=Count("pk")).order_by("status"))
    return {status.value: counted.get(status.value, 0) for status in OrderStatus}


def get_order(*, actor: Actor, order_id: str, lock: bool = False) -> Order:
    """
    Return an order by its public id or number, with group, companies and lines in their order.

    :raises NotFound: when the actor may not see it.
    """
    orders = Order.objects.visible_to(actor).filter(Q(public_id=order_id) | Q(number=order_id))
    # Who locks is about to write, and has no use for the names that pages show: joining them costs more than the lock.
    orders = orders.locked() if lock else orders.select_related("group", "buyer", "supplier")
    order = orders.prefetch_related(
        Prefetch("lines", OrderLine.objects.select_related("offer").order_by("position"))
    ).first()
    if order is None:
        raise NotFound
    return order


def list_order_shipments(*, order: Order) -> list[Shipment]:
    """Return the shipments of an order the caller has read, with lines and receipts, oldest first."""
    lines = ShipmentLine.objects.select_related("order_line").order_by("order_line__position")
    return list(
        Shipment.objects.filter(order=order)
        .prefetch_related(Prefetch("lines", lines), "receipts__lines")
        .select_related("shipped_by")
        .order_by("pk")
    )


def list_shipments(*, actor: Actor, as_supplier: bool, status: str = "") -> QuerySet[Shipment]:
    """Return the shipments the actor's company sent or gets, newest first."""
    side = {"order__supplier_id" if as_supplier else "order__buyer_id": actor.organization_id}
    shipments = Shipment.objects.visible_to(actor).filter(**side)
    if status:
        shipments = shipments.filter(status=status)
    return shipments.select_related("order", "order__buyer", "order__supplier", "order__group").order_by(
        "-shipped_at", "-pk"
    )


def list_all_shipments(*, actor: Actor) -> QuerySet[Shipment]:
    """Return every shipment that the actor may see, with order and lines, for ERP clients and staff."""
    lines = ShipmentLine.objects.select_related("order_line").order_by("order_line__position")
    return Shipment.objects.visible_to(actor).select_related("order").prefetch_related(Prefetch("lines", lines))


def get_shipment(*, actor: Actor, shipment_id: str, lock: bool = False) -> Shipment:
    """
    Return a shipment by its public id or number, with its order and lines.

    :raises NotFound: when the actor may not see it.
    """
    shipments = Shipment.objects.visible_to(actor).filter(Q(public_id=shipment_id) | Q(number=shipment_id))
    companies = ("order", "order__group", "order__buyer", "order__supplier")
    shipments = shipments.locked() if lock else shipments.select_related(*companies)
    lines = ShipmentLine.objects.select_related("order_line").order_by("order_line__position")
    shipment = shipments.prefetch_related(Prefetch("lines", lines)).first()
    if shipment is None:
        raise NotFound
    return shipment


def get_order_of_shipment(*, actor: Actor, shipment_id: str) -> tuple[str, int]:
    """
    Return the public id and the buyer of the order that a shipment, by public id or number, belongs to.

    :raises NotFound: when the actor may not see it.
    """
    shipments = Shipment.objects.visible_to(actor).filter(Q(public_id=shipment_id) | Q(number=shipment_id))
    found = shipments.values_list("order__public_id", "order__buyer_id").order_by("pk").first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One step as both sides see it: codes for the page to put into words, and who did it."""

    document_type: str
    document_number: str
    status: str
    reason: str
    data: dict[str, Any]
    actor_name: str
    actor_organization_id: int | None
    on_behalf: bool
    occurred_at: datetime


def list_timeline(*, order: Order, shipments: Iterable[Shipment]) -> list[TimelineEntry]:
    """Return every step of an order the caller has read, and of its shipments, oldest first."""
    numbers = {(ORDER_TYPE, order.pk): order.number}
    numbers.update({(SHIPMENT_TYPE, shipment.pk): shipment.number for shipment in shipments})
    documents = Q(document_type=ORDER_TYPE, document_id=order.pk)
    documents |= Q(document_type=SHIPMENT_TYPE, document_id__in=[pk for kind, pk in numbers if kind == SHIPMENT_TYPE])
    steps = list(TransitionLog.objects.filter(documents).order_by("occurred_at", "pk"))
    names = dict(User.objects.filter(pk__in={step.actor_user_id for step in steps}).values_list("pk", "name"))
    return [
        TimelineEntry(
            document_type=step.document_type,
            document_number=numbers[step.document_type, step.document_id],
            status=step.to_status,
            reason=step.reason,
            data=step.data,
            actor_name=names.get(step.actor_user_id or 0, step.actor_name),
            actor_organization_id=step.actor_organization_id,
            on_behalf=step.on_behalf_of_user_id is not None,
            occurred_at=step.occurred_at,
        )
        for step in steps
    ]
