"""Trade of today through the real services, so that every state of an order is there to be worked on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from accounts.models import Address, User
from accounts.selectors.actors import actor_for_user
from catalog.models import Offer, StockLevel
from demo.services.companies import Directory
from demo.services.logins import BUYER, SUPPLIER
from kernel.actors import Actor
from orders.models import Order, OrderGroup
from orders.services.carts import add_to_cart
from orders.services.orders import cancel_order, confirm_order, reject_order
from orders.services.placement import LineRequest, OrderRequest, place_order
from orders.services.shipments import receive_shipment, ship_order

STATES = (
    "placed",
    "placed",
    "confirmed",
    "confirmed",
    "partial",
    "shipped",
    "shipped",
    "received",
    "rejected",
    "cancelled",
)


@dataclass(frozen=True)
class _Sides:
    buyer: Actor
    supplier: Actor


def trade_today(*, directory: Directory, now: datetime) -> None:
    """Let the demo buyer order from the demo supplier, and bring each order to another state."""
    sides = _Sides(actor_in(directory, BUYER, 1), actor_in(directory, SUPPLIER, 0))
    offers = _offers(directory)
    address = Address.objects.get(organization_id=directory.organizations[BUYER], is_default=True)
    for number, (state, lines) in enumerate(zip(STATES, offers, strict=False)):
        placed_at = now - timedelta(hours=2 * (len(STATES) - number))
        request = OrderRequest(
            lines=[LineRequest(offer.public_id, offer.minimum_order_quantity) for offer in lines],
            address_id=address.public_id,
            purchase_order_number=f"PO{now:%y%m%d}-{number + 1:02d}",
            cost_center="设备维修",
        )
        group = place_order(actor=sides.buyer, request=request, now=placed_at)
        _bring_to(state, group, sides, at=placed_at + timedelta(minutes=30))
    for offer in next(offers, []):
        add_to_cart(actor=sides.buyer, offer_id=offer.public_id, quantity=offer.minimum_order_quantity, now=now)


def actor_in(directory: Directory, company: str, chair: int) -> Actor:
    """Return the person of a seat as an actor with what the seat's roles allow."""
    user = User.objects.get(pk=directory.people[company, chair])
    return actor_for_user(user, organization_id=directory.organizations[company])


def _offers(directory: Directory) -> Iterator[list[Offer]]:
    """Return baskets of three articles of the demo supplier that are in stock."""
    in_stock = StockLevel.objects.filter(on_hand__gt=Decimal(0)).values("offer_id")
    offers = list(
        Offer.objects.filter(supplier_id=directory.organizations[SUPPLIER], pk__in=in_stock).order_by("pk")[:200]
    )
    for start in range(0, len(offers) - 2, 3):
        yield offers[start : start + 3]


def _bring_to(state: str, group: OrderGroup, sides: _Sides, *, at: datetime) -> None:
    order = Order.objects.get(group=group)
    later = at + timedelta(minutes=30)
    if state == "rejected":
        reject_order(actor=sides.supplier, order_id=order.public_id, reason="该规格暂时缺货", now=at)
    elif state == "cancelled":
        cancel_order(actor=sides.buyer, order_id=order.public_id, reason="规格选错，重新下单", now=at)
    elif state != "placed":
        confirm_order(actor=sides.supplier, order_id=order.public_id, now=at)
        if state != "confirmed":
            _ship(state, order, sides, at=later)


def _ship(state: str, order: Order, sides: _Sides, *, at: datetime) -> None:
    parts = {1: order.lines.get(position=1).quantity} if state == "partial" else None
    shipment = ship_order(
        actor=sides.supplier,
        order_id=order.public_id,
        now=at,
        quantities=parts,
        carrier="sf",
        tracking_number=f"SF{order.pk:012d}",
    )
    if state == "received":
        receive_shipment(actor=sides.buyer, shipment_id=shipment.public_id, now=at + timedelta(minutes=20))
