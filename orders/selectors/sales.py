"""Read what the actor's company sold, as the seller office shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Prefetch, QuerySet, Sum
from django.db.models.functions import TruncDate

from accounts.models import Organization
from kernel.actors import Actor
from kernel.errors import NotFound
from orders.enums import OrderStatus
from orders.models import Order, OrderLine, Shipment
from orders.selectors.orders import OrderFilter, get_order, get_shipment, list_sales

ZERO = Decimal(0)
TO_SHIP = (OrderStatus.CONFIRMED, OrderStatus.PARTIALLY_SHIPPED)
LOST = (OrderStatus.REJECTED, OrderStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class SalesQueue:
    """How many orders wait for the supplier, and since when the oldest of each kind does."""

    to_confirm: int
    oldest_to_confirm_at: datetime | None
    to_ship: int
    oldest_to_ship_at: datetime | None


@dataclass(frozen=True, slots=True)
class SalesDay:
    """What was ordered on one day, in one currency."""

    day: date
    amount: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class SalesMonth:
    """The sales of this month by day, beside those of last month up to the same day. Rejected and cancelled orders do not count."""

    currency: str
    days: tuple[SalesDay, ...]
    amount: Decimal
    count: int
    amount_before: Decimal
    count_before: int

    @property
    def change(self) -> Decimal | None:
        """Return the growth over the same days of last month, 0.100 for ten percent; None when nothing was sold then."""
        if not self.amount_before:
            return None
        return ((self.amount - self.amount_before) / self.amount_before).quantize(Decimal("0.001"))

    @property
    def count_change(self) -> int:
        """Return how many orders more came in than in the same days of last month."""
        return self.count - self.count_before


def list_sales_with_lines(*, actor: Actor, criteria: OrderFilter) -> QuerySet[Order]:
    """Return what the actor's company sold, newest first, with lines for pictures and names."""
    lines = OrderLine.objects.order_by("position")
    return list_sales(actor=actor, criteria=criteria).prefetch_related(Prefetch("lines", lines))


def list_customers(*, actor: Actor) -> QuerySet[Organization]:
    """Return the companies that ordered from the actor's company, by name."""
    return Organization.objects.filter(pk__in=Order.objects.sold_by(actor).values("buyer_id")).order_by("name_zh", "pk")


def get_sale(*, actor: Actor, order_id: str) -> Order:
    """
    Return an order that the actor's company sells.

    :raises NotFound: when it is another company's, even one that the actor may see as its buyer.
    """
    order = get_order(actor=actor, order_id=order_id)
    if order.supplier_id != actor.organization_id:
        raise NotFound
    return order


def get_sent_shipment(*, actor: Actor, shipment_id: str) -> Shipment:
    """
    Return a shipment that the actor's company sent, with its lines.

    :raises NotFound: when it is another company's.
    """
    shipment = get_shipment(actor=actor, shipment_id=shipment_id)
    if shipment.order.supplier_id != actor.organization_id:
        raise NotFound
    return shipment


def get_sales_queue(*, actor: Actor) -> SalesQueue:
    """Return what waits for the supplier, in one statement."""
    rows = {
        status: (count, oldest)
        for status, count, oldest in Order.objects.sold_by(actor)
        .filter(status__in=[OrderStatus.PLACED, *TO_SHIP])
        .values_list("status")
        .annotate(count=Count("pk"), oldest=Min("placed_at"))
        .order_by("status")
    }
    waiting, oldest_waiting = rows.get(OrderStatus.PLACED, (0, None))
    to_ship = [rows[status] for status in TO_SHIP if status in rows]
    return SalesQueue(
        to_confirm=waiting,
        oldest_to_confirm_at=oldest_waiting,
        to_ship=sum(count for count, _oldest in to_ship),
        oldest_to_ship_at=min((oldest for _count, oldest in to_ship), default=None),
    )


def get_sales_month(*, actor: Actor, currency: str, time_zone: str, now: datetime) -> SalesMonth:
    """Return this month's sales in one currency, by the days of the company's own calendar, beside last month's."""
    zone = ZoneInfo(time_zone)
    today = now.astimezone(zone).date()
    first = today.replace(day=1)
    first_before = (first - timedelta(days=1)).replace(day=1)
    last_before = min(first_before + (today - first), first - timedelta(days=1))
    found = _sold_by_day(actor, currency, zone, since=first_before)
    days = [found.get(day) or SalesDay(day, ZERO, 0) for day in _days(first, today)]
    before = [sold for day, sold in found.items() if first_before <= day <= last_before]
    return SalesMonth(
        currency=currency,
        days=tuple(days),
        amount=_amount(days),
        count=sum(day.count for day in days),
        amount_before=_amount(before),
        count_before=sum(day.count for day in before),
    )


def _sold_by_day(actor: Actor, currency: str, zone: ZoneInfo, *, since: date) -> dict[date, SalesDay]:
    start = datetime.combine(since, datetime.min.time(), zone)
    rows = (
        Order.objects.sold_by(actor)
        .filter(placed_at__gte=start, currency=currency)
        .exclude(status__in=LOST)
        .annotate(day=TruncDate("placed_at", tzinfo=zone))
        .values_list("day")
        .annotate(amount=Sum("gross_amount"), count=Count("pk"))
        .order_by("day")
    )
    return {day: SalesDay(day, amount, count) for day, amount, count in rows}


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=place) for place in range((last - first).days + 1)]


def _amount(days: Sequence[SalesDay]) -> Decimal:
    return sum((day.amount for day in days), ZERO)
