"""Trade Northwind's orders again, day by day: placed, confirmed, shipped, billed and received when the source says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from demo.intake import Report
from demo.northwind.source import Northwind, PastOrder, moment
from demo.northwind.staff import SYSTEM, carrier_code
from demo.northwind.tables import ship_to
from finance.models import Invoice
from finance.services.invoices import issue_invoice
from kernel.actors import Actor
from kernel.errors import DomainError
from openplatform.selectors.external_ids import get_object_ids
from openplatform.services.external_ids import map_external_ids
from orders.enums import OrderStatus
from orders.models import Order, Shipment
from orders.services.orders import confirm_order
from orders.services.placement import AgreedPrice, LineRequest, OrderRequest, place_order
from orders.services.shipments import receive_shipment, ship_order

GROUP = "order_group"


@dataclass
class Part:
    """What one supplier has of an order, and how far it has come."""

    order_id: str
    status: str
    shipment_id: str = ""
    is_billed: bool = False


@dataclass
class Desk:
    """What is at hand while trading: who acts, and what the source's keys stand for."""

    actor: Actor
    buyers: Mapping[str, int]
    offers: Mapping[str, str]
    employees: Mapping[str, User]
    carriers: Mapping[str, str]
    report: Report
    parts: dict[str, list[Part]] = field(default_factory=dict)
    placed: dict[str, str] = field(default_factory=dict)

    def representative(self, order: PastOrder) -> Actor:
        """Return the sales representative who looked after the order."""
        return replace(self.actor, user_id=self.employees[order.employee_id].pk)


Step = Callable[[Desk, PastOrder, datetime], None]


def trade(source: Northwind, desk: Desk) -> int:
    """Do what has not been done yet, each day in a transaction of its own; returns how many orders were placed."""
    _recall(source, desk)
    known = len(desk.placed)
    days: dict[date, list[tuple[datetime, Step, PastOrder]]] = defaultdict(list)
    for order in source.orders:
        for at, step in _steps(order):
            days[at.date()].append((at, step, order))
    for day in sorted(days):
        _trade_day(desk, sorted(days[day], key=lambda each: (each[0], int(each[2].number))))
    return len(desk.placed) - known


def _steps(order: PastOrder) -> Iterator[tuple[datetime, Step]]:
    """Yield what happens to an order, and when; the source has days only, and no day of receipt but that of shipping."""
    yield moment(order.ordered_on, 9), _place
    yield moment(order.ordered_on, 11), _confirm
    if order.shipped_on:
        yield moment(order.shipped_on, 14), _ship
        yield moment(order.shipped_on, 14, 30), _bill
        yield moment(order.shipped_on, 17), _receive


@transaction.atomic
def _trade_day(desk: Desk, agenda: list[tuple[datetime, Step, PastOrder]]) -> None:
    before = set(desk.placed)
    for at, step, order in agenda:
        step(desk, order, at)
    fresh = {number: group for number, group in desk.placed.items() if number not in before}
    if fresh:
        map_external_ids(actor=desk.actor, kind=GROUP, object_ids=fresh, system=SYSTEM)


def _recall(source: Northwind, desk: Desk) -> None:
    """Find out how far an earlier run has come."""
    numbers = [order.number for order in source.orders]
    desk.placed = get_object_ids(actor=desk.actor, kind=GROUP, external_ids=numbers, system=SYSTEM)
    keys = {group: number for number, group in desk.placed.items()}
    shipments = dict(Shipment.objects.filter(order__group__public_id__in=keys).values_list("order_id", "public_id"))
    billed = set(Invoice.objects.filter(order__group__public_id__in=keys).values_list("order_id", flat=True))
    orders = Order.objects.filter(group__public_id__in=keys).select_related("group").order_by("pk")
    for order in orders:
        part = Part(order.public_id, order.status, shipments.get(order.pk, ""), order.pk in billed)
        desk.parts.setdefault(keys[order.group.public_id], []).append(part)


def _place(desk: Desk, order: PastOrder, at: datetime) -> None:
    if order.number in desk.placed:
        return
    offers = {line: desk.offers[line.product_id] for line in order.lines}
    request = OrderRequest(
        lines=[LineRequest(offers[line], line.quantity, requested_on=order.required_on) for line in order.lines],
        agreed_prices={
            offers[line]: AgreedPrice(line.unit_price, line.list_amount - line.amount) for line in order.lines
        },
        purchase_order_number=order.number,
        shipping_address=ship_to(order),
        freight_amount=order.freight,
    )
    actor = replace(desk.representative(order), organization_id=desk.buyers[order.customer_id])
    try:
        with transaction.atomic():
            group = place_order(actor=actor, request=request, now=at)
    except DomainError as refusal:
        desk.report.refuse("orders", order.number, str(refusal))
        return
    desk.placed[order.number] = group.public_id
    desk.parts[order.number] = [Part(each.public_id, each.status) for each in group.placed_orders]


def _confirm(desk: Desk, order: PastOrder, at: datetime) -> None:
    for part in desk.parts.get(order.number, ()):
        if part.status == OrderStatus.PLACED:
            part.status = confirm_order(actor=desk.representative(order), order_id=part.order_id, now=at).status


def _ship(desk: Desk, order: PastOrder, at: datetime) -> None:
    for part in desk.parts.get(order.number, ()):
        if part.status == OrderStatus.CONFIRMED:
            carrier = desk.carriers[order.shipper_id]
            shipment = ship_order(actor=desk.representative(order), order_id=part.order_id, carrier=carrier, now=at)
            part.status, part.shipment_id = OrderStatus.SHIPPED, shipment.public_id


def _bill(desk: Desk, order: PastOrder, at: datetime) -> None:
    for part in desk.parts.get(order.number, ()):
        if part.shipment_id and not part.is_billed:
            issue_invoice(actor=desk.actor, shipment_id=part.shipment_id, now=at)
            part.is_billed = True


def _receive(desk: Desk, order: PastOrder, at: datetime) -> None:
    for part in desk.parts.get(order.number, ()):
        if part.status == OrderStatus.SHIPPED:
            receive_shipment(actor=desk.actor, shipment_id=part.shipment_id, now=at)
            part.status = OrderStatus.COMPLETED


def carriers_of(source: Northwind) -> dict[str, str]:
    """Return the carriers' codes by the shippers' numbers."""
    return {row["shipperID"]: carrier_code(row) for row in source.shippers}
