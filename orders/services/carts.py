"""Fill a cart and check it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from catalog.errors import OfferNotForSale, QuantityNotAllowed
from catalog.models import Offer
from catalog.selectors.prices import list_tiers, orderable_quantity, price_at
from kernel.actors import Actor
from kernel.errors import NotFound
from orders.errors import EmptyOrder, OwnOffer
from orders.models import Cart, CartLine, OrderGroup
from orders.permissions import BuyerOrdersPermission
from orders.selectors.orders import get_order
from orders.services.placement import MAX_QUANTITY, LineRequest, OrderRequest, place_order

ZERO = Decimal(0)
NOTE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class CheckoutLine:
    """What the buyer saw of a line on the page from which the order was placed."""

    offer_id: str
    quantity: Decimal
    unit_price: Decimal


@transaction.atomic
def add_to_cart(*, actor: Actor, offer_id: str, quantity: Decimal, now: datetime) -> CartLine:
    """
    Put a quantity of an offer into the actor's cart, on top of what is there.

    :raises OfferNotForSale: when the offer cannot be bought.
    :raises QuantityNotAllowed: when the line's new quantity is below the minimum or no multiple.
    """
    offer = _offer(actor, offer_id)
    cart = _locked_cart(actor)
    line = CartLine.objects.filter(cart=cart, offer=offer).first() or CartLine(
        cart=cart, offer=offer, quantity=ZERO, added_at=now
    )
    return _write_line(line, line.quantity + quantity)


@transaction.atomic
def set_cart_quantity(*, actor: Actor, offer_id: str, quantity: Decimal, now: datetime) -> CartLine | None:
    """
    Set a line's quantity; zero takes it out. The price now shown counts as seen.

    :raises NotFound: when the offer is not in the cart.
    """
    cart = _locked_cart(actor)
    line = CartLine.objects.filter(cart=cart, offer__public_id=offer_id).select_related("offer").first()
    if line is None:
        raise NotFound
    if quantity == 0:
        line.delete()
        return None
    return _write_line(line, quantity)


@transaction.atomic
def accept_cart_prices(*, actor: Actor) -> None:
    """Take today's prices of all lines as seen."""
    cart = _locked_cart(actor)
    lines = list(CartLine.objects.filter(cart=cart).order_by("pk"))
    tiers = list_tiers([line.offer_id for line in lines])
    for line in lines:
        line.seen_unit_price = price_at(tiers.get(line.offer_id, ()), line.quantity)
    CartLine.objects.bulk_update(lines, ["seen_unit_price"])


@transaction.atomic
def check_out(*, actor: Actor, request: OrderRequest, lines: Sequence[CheckoutLine], now: datetime) -> OrderGroup:
    """
    Place the order that the buyer saw and take its lines out of the cart; `request.lines` is made from `lines`.

    A second click finds the lines gone and is refused instead of ordering twice.
    :raises EmptyOrder: when the cart no longer holds these lines in these quantities.
    :raises DomainError: whatever `place_order` refuses.
    """
    cart = _locked_cart(actor)
    stored = {line.offer.public_id: line for line in cart.lines.select_related("offer").order_by("pk")}
    if not lines or any(
        line.offer_id not in stored or stored[line.offer_id].quantity != line.quantity for line in lines
    ):
        raise EmptyOrder
    wanted = [
        LineRequest(line.offer_id, line.quantity, expected_unit_price=line.unit_price, note=stored[line.offer_id].note)
        for line in lines
    ]
    group = place_order(actor=actor, request=replace(request, lines=wanted), now=now)
    CartLine.objects.filter(pk__in=[stored[line.offer_id].pk for line in lines]).delete()
    return group


def _locked_cart(actor: Actor) -> Cart:
    """Return the actor's cart, made if need be, locked so that two clicks follow each other."""
    actor.require(BuyerOrdersPermission.USE_CART)
    person = actor.on_behalf_of_user_id or actor.user_id
    if actor.organization_id is None or person is None:
        raise NotFound
    Cart.objects.bulk_create([Cart(buyer_id=actor.organization_id, user_id=person)], ignore_conflicts=True)
    return Cart.objects.visible_to(actor).locked().get()


def _offer(actor: Actor, offer_id: str) -> Offer:
    offer = Offer.objects.for_sale().filter(public_id=offer_id).first()
    if offer is None:
        raise OfferNotForSale(offers=[offer_id])
    if offer.supplier_id == actor.organization_id:
        raise OwnOffer
    return offer


def _write_line(line: CartLine, quantity: Decimal) -> CartLine:
    offer = line.offer
    is_allowed = (
        quantity.is_finite()
        and offer.minimum_order_quantity <= quantity <= MAX_QUANTITY
        and quantity % offer.order_multiple == 0
    )
    if not is_allowed:
        raise QuantityNotAllowed(
            offer=offer.public_id,
            sku=offer.supplier_sku,
            minimum=format(offer.minimum_order_quantity.normalize(), "f"),
            multiple=format(offer.order_multiple.normalize(), "f"),
        )
    line.quantity = quantity
    line.seen_unit_price = price_at(list_tiers([offer.pk]).get(offer.pk, ()), quantity)
    line.save()
    return line


@transaction.atomic
def note_cart_line(*, actor: Actor, offer_id: str, note: str) -> CartLine:
    """
    Keep a note with a line; the supplier reads it on the order.

    :raises NotFound: when the offer is not in the cart.
    """
    line = CartLine.objects.filter(cart=_locked_cart(actor), offer__public_id=offer_id).first()
    if line is None:
        raise NotFound
    line.note = note.strip()[:NOTE_LENGTH]
    line.save(update_fields=["note"])
    return line


@dataclass(frozen=True, slots=True)
class Reorder:
    """What of an old order went into the cart again, and the names of what is no longer sold."""

    added: int
    missing: tuple[str, ...]


@transaction.atomic
def reorder(*, actor: Actor, order_id: str, now: datetime) -> Reorder:
    """
    Put the articles of an order the actor's company placed into the cart again, in today's packing and at today's prices.

    What is in the cart already keeps at least the quantity it has.
    :raises NotFound: when the company did not place the order, or the actor may not see it.
    """
    order = get_order(actor=actor, order_id=order_id)
    if order.buyer_id != actor.organization_id:
        raise NotFound
    cart = _locked_cart(actor)
    lines = list(order.lines.all())
    offers = {offer.pk: offer for offer in Offer.objects.for_sale().filter(pk__in=[line.offer_id for line in lines])}
    stored = {line.offer_id: line for line in cart.lines.select_related("offer").order_by("pk")}
    for line in lines:
        offer = offers.get(line.offer_id)
        if offer is not None:
            again = stored.get(offer.pk) or CartLine(cart=cart, offer=offer, quantity=ZERO, added_at=now)
            stored[offer.pk] = _write_line(again, max(again.quantity, orderable_quantity(offer, line.quantity)))
    return Reorder(
        added=len({line.offer_id for line in lines} & offers.keys()),
        missing=tuple(line.name for line in lines if line.offer_id not in offers),
    )
