"""What the storefront shows of a company's purchases besides the orders themselves."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from accounts.models import Organization
from catalog.selectors.cards import ProductCard, list_cards
from kernel.actors import Actor
from kernel.errors import NotFound
from orders.enums import OPEN_STATUSES, ShipmentStatus
from orders.models import Order, OrderGroup, OrderLine
from orders.permissions import BuyerOrdersPermission
from orders.selectors.orders import OrderFilter, list_purchases, list_shipments

RECENT_LINES = 60


@dataclass(frozen=True, slots=True)
class PlacedGroup:
    """What a buyer placed in one go, with the orders it became."""

    group: OrderGroup
    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class PurchaseOverview:
    """Where a company's purchases stand: the newest open orders, how much waits for receipt, and what was bought lately."""

    open_orders: tuple[Order, ...]
    open_count: int
    arriving_count: int
    bought_lately: tuple[ProductCard, ...]


def may_see_purchases(*, actor: Actor) -> bool:
    """Tell whether the actor may see any of the company's purchases."""
    return actor.has(BuyerOrdersPermission.VIEW_OWN) or actor.has(BuyerOrdersPermission.VIEW_COMPANY)


def list_purchases_with_lines(*, actor: Actor, criteria: OrderFilter) -> QuerySet[Order]:
    """Return the company's purchases, newest first, with their lines for pictures and names."""
    lines = OrderLine.objects.order_by("position")
    return list_purchases(actor=actor, criteria=criteria).prefetch_related(Prefetch("lines", lines))


def list_purchase_partners(*, actor: Actor) -> QuerySet[Organization]:
    """Return the suppliers from whom the actor's company bought, by name."""
    bought = Order.objects.bought_by(actor).values("supplier_id")
    return Organization.objects.filter(pk__in=bought).order_by("name_zh", "pk")


def get_placed_group(*, actor: Actor, group_id: str) -> PlacedGroup:
    """
    Return what the actor's company placed under one number.

    :raises NotFound: when the actor may see none of its orders as buyer.
    """
    lines = OrderLine.objects.order_by("position")
    orders = tuple(
        Order.objects.bought_by(actor)
        .filter(group__public_id=group_id)
        .select_related("group", "group__placed_by", "supplier")
        .prefetch_related(Prefetch("lines", lines))
        .order_by("pk")
    )
    if not orders:
        raise NotFound
    return PlacedGroup(orders[0].group, orders)


def get_purchase_overview(*, actor: Actor, order_limit: int, product_limit: int) -> PurchaseOverview:
    """Return where the purchases of the actor's company stand, for its home page."""
    still_open = list_purchases(actor=actor).filter(status__in=OPEN_STATUSES)
    arriving = list_shipments(actor=actor, as_supplier=False).exclude(status=ShipmentStatus.RECEIVED)
    recent = OrderLine.objects.filter(order__in=Order.objects.bought_by(actor).values("pk")).order_by("-pk")
    products = dict.fromkeys(recent.values_list("offer__product_id", flat=True)[:RECENT_LINES])
    return PurchaseOverview(
        open_orders=tuple(still_open[:order_limit]),
        open_count=still_open.count(),
        arriving_count=arriving.count(),
        bought_lately=tuple(list_cards(actor=actor, listings=list(products)[:product_limit])),
    )
