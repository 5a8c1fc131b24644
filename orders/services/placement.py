"""Place an order: price it, split it by supplier, ask whoever may refuse, and take the stock, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import Address, Organization
from accounts.services.trading import ensure_may_trade
from catalog.errors import OfferNotForSale, PriceMissing, QuantityNotAllowed
from catalog.models import Offer
from catalog.selectors.prices import list_tiers, price_at
from catalog.services.stock import StockRequest, reserve_stock
from kernel.actors import Actor, Channel
from kernel.errors import InvalidInput, NotFound
from kernel.events import publish
from kernel.numbering import take_numbers
from kernel.transitions import Step, record_transitions
from orders import gates
from orders.amounts import line_amounts
from orders.enums import OrderStatus, PaymentMethod
from orders.errors import EmptyOrder, MixedCurrencies, OwnOffer, PricesChanged, TooManyLines
from orders.events import OrderPlaced
from orders.models import Order, OrderGroup, OrderLine
from orders.permissions import BuyerOrdersPermission, StaffOrdersPermission
from orders.selectors.orders import ORDER_TYPE
from reference.selectors.taxes import rate_on

HOLDER_TYPE = "orders.line"
MAX_LINES = 500
MAX_QUANTITY = Decimal(10_000_000)
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class LineRequest:
    """One article to order. `expected_unit_price` is what the buyer saw; another price now is refused, never silently charged."""

    offer_id: str
    quantity: Decimal
    expected_unit_price: Decimal | None = None
    requested_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AgreedPrice:
    """A price settled elsewhere (an accepted quote, a past order), in the offer's terms, with an absolute discount on the line."""

    unit_price: Decimal
    discount_amount: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class OrderRequest:
    """What a buyer wants to order, where to, and how it will be paid. `address_id` is one of the company's own addresses."""

    lines: Sequence[LineRequest]
    address_id: str = ""
    purchase_order_number: str = ""
    cost_center: str = ""
    payment_method: PaymentMethod = PaymentMethod.TERMS
    payment_term: str = "net_30"
    note: str = ""
    # For documents brought in from elsewhere, by those who may import orders.
    shipping_address: Mapping[str, str] | None = None
    agreed_prices: Mapping[str, AgreedPrice] | None = None
    freight_amount: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class _PricedLine:
    request: LineRequest
    offer: Offer
    unit_price: Decimal
    discount_amount: Decimal


@transaction.atomic
def place_order(*, actor: Actor, request: OrderRequest, now: datetime) -> OrderGroup:
    """
    Turn a request into a group of orders, one per supplier, with stock reserved for every line, or into nothing.

    Everything is decided here from stored data: names, prices, taxes and totals are never taken from the request.
    :raises Forbidden: without `order.place`, or `order.place_on_credit` when paying on account.
    :raises OrganizationMayNotTrade: while the company is not active.
    :raises OfferNotForSale, PriceMissing, QuantityNotAllowed, OwnOffer, MixedCurrencies: naming the lines at fault.
    :raises PricesChanged: when a line's price is not the one the buyer saw.
    :raises InsufficientStock: with what is missing.
    :raises DomainError: when an app above refuses, such as finance for want of credit.
    """
    buyer = _ensure_may_order(actor, request, now)
    priced = _price_lines(actor, request)
    address = _shipping_address(actor, request)
    group, orders, lines = _build(actor, buyer, request, priced, address, now)
    gates.order_placement.send(sender=OrderGroup, orders=orders, actor=actor, now=now)
    group.save(force_insert=True)
    Order.objects.bulk_create(orders)
    OrderLine.objects.bulk_create(lines)
    record_transitions(
        [Step(ORDER_TYPE, order.pk, "", OrderStatus.PLACED, organization_id=order.buyer_id) for order in orders],
        actor=actor,
        at=now,
    )
    publish(*(_placed(order, now, actor) for order in orders))
    _reserve(lines, priced, now)
    return group


def _ensure_may_order(actor: Actor, request: OrderRequest, now: datetime) -> Organization:
    if actor.organization_id is None:
        raise NotFound
    actor.require(BuyerOrdersPermission.PLACE_ORDER)
    if request.payment_method == PaymentMethod.TERMS:
        actor.require(BuyerOrdersPermission.PLACE_ON_TERMS)
    if request.agreed_prices is not None or request.shipping_address is not None or request.freight_amount:
        actor.require(StaffOrdersPermission.IMPORT_ORDER)
    if not request.lines:
        raise EmptyOrder
    if len(request.lines) > MAX_LINES:
        raise TooManyLines(limit=MAX_LINES)
    buyer = Organization.objects.get(pk=actor.organization_id)
    ensure_may_trade(organization=buyer, now=now)
    return buyer


def _price_lines(actor: Actor, request: OrderRequest) -> list[_PricedLine]:
    """Find offers and prices for all lines in two statements and refuse what cannot be ordered."""
    wanted = {line.offer_id for line in request.lines}
    offers = {
        offer.public_id: offer
        for offer in Offer.objects.for_sale()
        .filter(public_id__in=wanted)
        .select_related("variant", "product", "supplier")
        .order_by("pk")
    }
    if missing := sorted(wanted - offers.keys()):
        raise OfferNotForSale(offers=missing)
    if any(offer.supplier_id == actor.organization_id for offer in offers.values()):
        raise OwnOffer
    currencies = sorted({offer.currency for offer in offers.values()})
    if len(currencies) > 1:
        raise MixedCurrencies(currencies=", ".join(currencies))
    _ensure_quantities(request.lines, offers, is_agreed=request.agreed_prices is not None)
    priced = _agreed(request, offers) if request.agreed_prices is not None else _listed(request, offers)
    _ensure_expected(priced)
    return priced


def _ensure_quantities(lines: Iterable[LineRequest], offers: Mapping[str, Offer], *, is_agreed: bool) -> None:
    for line in lines:
        offer, quantity = offers[line.offer_id], line.quantity
        if not quantity.is_finite() or not ZERO < quantity <= MAX_QUANTITY:
            raise InvalidInput(errors={"quantity": [f"0 < … ≤ {MAX_QUANTITY}"]}, offer=offer.public_id)
        if is_agreed:
            continue
        if quantity < offer.minimum_order_quantity or quantity % offer.order_multiple != 0:
            raise QuantityNotAllowed(
                offer=offer.public_id,
                sku=offer.supplier_sku,
                minimum=format(offer.minimum_order_quantity.normalize(), "f"),
                multiple=format(offer.order_multiple.normalize(), "f"),
            )


def _listed(request: OrderRequest, offers: Mapping[str, Offer]) -> list[_PricedLine]:
    """Price lines by the price engine; several lines of one offer reach the tier of their sum."""
    totals: dict[str, Decimal] = {}
    for line in request.lines:
        totals[line.offer_id] = totals.get(line.offer_id, ZERO) + line.quantity
    tiers = list_tiers([offer.pk for offer in offers.values()])
    priced = []
    for line in request.lines:
        offer = offers[line.offer_id]
        unit_price = price_at(tiers.get(offer.pk, ()), totals[line.offer_id])
        if unit_price is None:
            raise PriceMissing(offer=offer.public_id, sku=offer.supplier_sku)
        priced.append(_PricedLine(line, offer, unit_price, ZERO))
    return priced


def _agreed(request: OrderRequest, offers: Mapping[str, Offer]) -> list[_PricedLine]:
    agreed = request.agreed_prices or {}
    if missing := sorted({line.offer_id for line in request.lines} - agreed.keys()):
        raise PriceMissing(offers=missing)
    return [
        _PricedLine(
            line, offers[line.offer_id], agreed[line.offer_id].unit_price, agreed[line.offer_id].discount_amount
        )
        for line in request.lines
    ]


def _ensure_expected(priced: Iterable[_PricedLine]) -> None:
    changes = [
        {
            "offer": line.offer.public_id,
            "sku": line.offer.supplier_sku,
            "seen": str(line.request.expected_unit_price),
            "current": str(line.unit_price),
        }
        for line in priced
        if line.request.expected_unit_price is not None and line.request.expected_unit_price != line.unit_price
    ]
    if changes:
        raise PricesChanged(changes=changes)


def _shipping_address(actor: Actor, request: OrderRequest) -> dict[str, str]:
    if request.shipping_address is not None:
        return dict(request.shipping_address)
    address = Address.objects.filter(
        organization_id=actor.own_organization_id, public_id=request.address_id, is_active=True
    ).first()
    if address is None:
        raise InvalidInput(errors={"address_id": ["unknown"]})
    return address.snapshot()


def _build(
    actor: Actor,
    buyer: Organization,
    request: OrderRequest,
    priced: Sequence[_PricedLine],
    address: dict[str, str],
    now: datetime,
) -> tuple[OrderGroup, list[Order], list[OrderLine]]:
    """Make the unsaved documents: the group, its orders by supplier in the order of their first line, and their lines."""
    by_supplier: dict[int, list[_PricedLine]] = {}
    for line in priced:
        by_supplier.setdefault(line.offer.supplier_id, []).append(line)
    (number,) = take_numbers("SO", on=buyer.local_date(now))
    group = OrderGroup(
        number=number,
        buyer=buyer,
        placed_by_id=actor.on_behalf_of_user_id or actor.user_id,
        purchase_order_number=request.purchase_order_number,
        cost_center=request.cost_center,
        payment_method=request.payment_method,
        payment_term=request.payment_term if request.payment_method == PaymentMethod.TERMS else "",
        shipping_address=address,
        note=request.note,
        channel=actor.channel,
        currency=priced[0].offer.currency,
        placed_at=now,
    )
    orders, lines = [], []
    for part, (supplier_id, members) in enumerate(by_supplier.items(), start=1):
        freight = request.freight_amount if part == 1 else ZERO
        order = Order(
            number=f"{number}-{part}",
            group=group,
            buyer=buyer,
            supplier_id=supplier_id,
            currency=group.currency,
            freight_amount=freight,
            placed_at=now,
        )
        own = [_line(order, place, member, now) for place, member in enumerate(members, start=1)]
        order.net_amount = sum((line.net_amount for line in own), ZERO)
        order.tax_amount = sum((line.tax_amount for line in own), ZERO)
        order.gross_amount = order.net_amount + order.tax_amount + freight
        # For gates: the lines are not in the database yet.
        order.new_lines = own  # type: ignore[attr-defined]
        orders.append(order)
        lines.extend(own)
    group.placed_orders = orders
    group.gross_amount = sum((order.gross_amount for order in orders), ZERO)
    return group, orders, lines


def _line(order: Order, position: int, priced: _PricedLine, now: datetime) -> OrderLine:
    offer, product, variant = priced.offer, priced.offer.product, priced.offer.variant
    rate = rate_on(offer.tax_code, now.date())
    amounts = line_amounts(
        quantity=priced.request.quantity,
        unit_price=priced.unit_price,
        tax_rate=rate,
        price_includes_tax=offer.price_includes_tax,
        currency=offer.currency,
        discount_amount=priced.discount_amount,
    )
    return OrderLine(
        order=order,
        position=position,
        offer=offer,
        name_zh=product.name_zh,
        name_en=product.name_en,
        options_zh=_options(variant.options, "value_zh"),
        options_en=_options(variant.options, "value_en"),
        sku=variant.sku,
        supplier_sku=offer.supplier_sku,
        picture=product.picture,
        unit=offer.unit,
        quantity=priced.request.quantity,
        unit_price=priced.unit_price,
        price_includes_tax=offer.price_includes_tax,
        discount_amount=priced.discount_amount,
        tax_code=offer.tax_code,
        tax_rate=rate,
        net_amount=amounts.net_amount,
        tax_amount=amounts.tax_amount,
        gross_amount=amounts.gross_amount,
        requested_on=priced.request.requested_on,
        note=priced.request.note,
    )


def _options(options: Iterable[Mapping[str, Any]], key: str) -> str:
    return " / ".join(str(option.get(key) or option.get("value_zh") or "") for option in options)[:200]


def _reserve(lines: Sequence[OrderLine], priced: Sequence[_PricedLine], now: datetime) -> None:
    stocked = {line.offer.pk for line in priced if line.offer.is_stocked}
    requests = [StockRequest(line.offer_id, line.pk, line.quantity) for line in lines if line.offer_id in stocked]
    reserve_stock(requests=requests, holder_type=HOLDER_TYPE, now=now)


def _placed(order: Order, now: datetime, actor: Actor) -> OrderPlaced:
    return OrderPlaced(
        occurred_at=now,
        order_id=order.public_id,
        number=order.number,
        buyer_id=order.buyer_id,
        supplier_id=order.supplier_id,
        organization_ids=(order.buyer_id, order.supplier_id),
        is_history=actor.channel == Channel.IMPORT,
    )
