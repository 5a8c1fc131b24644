"""Load three years of orders, with everything that happened to each."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from demo.content.buyers import Buyer
from demo.content.suppliers import Supplier
from demo.content.trade import Purchase, TradeLine, TradeOrder, TradeShipment
from demo.services.catalogue import TAX_CODES, Shelf
from demo.services.companies import Directory
from demo.services.copying import PublicIds, Row, copy_rows, take_keys
from demo.services.scenario import Scenario
from demo.services.stock import Sale, StockBook
from kernel.models import TransitionLog
from kernel.numbering import take_numbers
from orders.amounts import LineAmounts, line_amounts
from orders.enums import OrderStatus, PaymentMethod, ShipmentStatus
from orders.models import GoodsReceipt, GoodsReceiptLine, Order, OrderGroup, OrderLine, Shipment, ShipmentLine
from orders.selectors.orders import ORDER_TYPE, SHIPMENT_TYPE
from reference.selectors.taxes import rate_on

CURRENCY = "CNY"
_CHANNELS = ("pc", "pc", "pc", "pc", "h5", "app", "api")


@dataclass
class LineBooking:
    """An order line on its way into the database."""

    key: int
    position: int
    content: TradeLine
    row: dict[str, Any]
    amounts: LineAmounts
    shipped: int = 0


@dataclass
class ShipmentBooking:
    """A shipment on its way into the database."""

    key: int
    content: TradeShipment
    number: str
    parts: list[tuple[LineBooking, int, int]]
    """Order line, quantity, key of the shipment line."""


@dataclass
class OrderBooking:
    """An order on its way into the database; invoices are made of it."""

    key: int
    number: str
    group_key: int
    purchase: Purchase
    content: TradeOrder
    lines: list[LineBooking]
    shipments: list[ShipmentBooking]
    status: OrderStatus = OrderStatus.PLACED


@dataclass
class Ledger:
    """Everything that was traded, for the loaders that come after."""

    orders: list[OrderBooking] = field(default_factory=list)
    stock: StockBook = field(default_factory=StockBook)


@dataclass
class Desk:
    """What the loaders of trade have at hand."""

    scenario: Scenario
    directory: Directory
    shelf: Shelf
    ids: PublicIds
    rates: dict[tuple[str, date], Decimal] = field(default_factory=dict)

    def rate(self, tax_code: str, on: date) -> Decimal:
        """Return the tax rate of a day."""
        if (tax_code, on) not in self.rates:
            self.rates[tax_code, on] = rate_on(tax_code, on)
        return self.rates[tax_code, on]


def load_trade(desk: Desk) -> Ledger:
    """Load groups, orders, lines, shipments, receipts and the trail of every step."""
    ledger = Ledger()
    purchases = desk.scenario.trade
    numbers = _numbers("SO", [purchase.placed_at for purchase in purchases])
    groups = list(zip(take_keys(OrderGroup, len(purchases)), numbers, purchases, strict=True))
    ledger.orders = _book_orders(desk, groups)
    buyers = {buyer.code: buyer for buyer in desk.scenario.buyers}
    suppliers = {supplier.code: supplier for supplier in desk.scenario.suppliers}
    _write_groups(desk, groups, ledger, buyers)
    copy_rows(Order, (_order_row(desk, order) for order in ledger.orders), now=desk.scenario.now)
    _write_lines(desk, ledger)
    _write_shipments(desk, ledger, suppliers)
    _write_receipts(desk, ledger, buyers)
    steps = sorted(_trail(desk, ledger, buyers, suppliers), key=lambda row: row["occurred_at"])
    copy_rows(TransitionLog, steps, now=desk.scenario.now)
    _keep_stock_book(desk, ledger, suppliers)
    return ledger


def _numbers(prefix: str, moments: list[datetime]) -> list[str]:
    """Take document numbers for many days, one statement for a day."""
    by_day: dict[date, list[int]] = {}
    for place, moment in enumerate(moments):
        by_day.setdefault(moment.date(), []).append(place)
    numbers = [""] * len(moments)
    for day, places in by_day.items():
        for place, number in zip(places, take_numbers(prefix, on=day, count=len(places)), strict=True):
            numbers[place] = number
    return numbers


# ── Booking: decide keys, amounts and states ─────────────────────────────────────────────────────────────────────────


Group = tuple[int, str, Purchase]


def _book_orders(desk: Desk, groups: list[Group]) -> list[OrderBooking]:
    orders = [order for _, _, purchase in groups for order in purchase.orders]
    keys = take_keys(Order, len(orders))
    line_keys = take_keys(OrderLine, sum(len(order.lines) for order in orders))
    booked = []
    for group_key, number, purchase in groups:
        for part, order in enumerate(purchase.orders, start=1):
            lines = [_book_line(desk, purchase, line, place, line_keys) for place, line in enumerate(order.lines, 1)]
            booked.append(OrderBooking(next(keys), f"{number}-{part}", group_key, purchase, order, lines, []))
    _book_shipments(booked)
    for booking in booked:
        booking.status = _status_of(booking)
    return booked


def _book_line(desk: Desk, purchase: Purchase, line: TradeLine, position: int, keys: Iterator[int]) -> LineBooking:
    product = desk.scenario.products[line.product]
    tax_code = TAX_CODES[product.tax_rate]
    rate = desk.rate(tax_code, purchase.placed_at.date())
    amounts = line_amounts(
        quantity=Decimal(line.quantity),
        unit_price=line.unit_price,
        tax_rate=rate,
        price_includes_tax=True,
        currency=CURRENCY,
    )
    offer = product.offers[line.offer]
    variant = next(variant for variant in product.variants if variant.sku == offer.sku)
    row = {
        "offer_id": desk.shelf.offers[line.product][line.offer],
        "name_zh": product.name.zh,
        "name_en": product.name.en,
        "options_zh": variant.label.zh,
        "options_en": variant.label.en,
        "sku": variant.manufacturer_part_number,
        "supplier_sku": offer.supplier_sku,
        "picture": desk.shelf.picture_path(product.picture),
        "unit": product.unit,
        "tax_code": tax_code,
        "tax_rate": rate,
    }
    return LineBooking(next(keys), position, line, row, amounts)


def _book_shipments(orders: list[OrderBooking]) -> None:
    shipments = [(order, shipment) for order in orders for shipment in order.content.shipments]
    numbers = _numbers("SH", [shipment.shipped_at for _, shipment in shipments])
    keys = take_keys(Shipment, len(shipments))
    part_keys = take_keys(
        ShipmentLine, sum(quantity > 0 for _, shipment in shipments for quantity in shipment.quantities)
    )
    for (order, shipment), number in zip(shipments, numbers, strict=True):
        parts = []
        for line, quantity in zip(order.lines, shipment.quantities, strict=True):
            if quantity:
                line.shipped += quantity
                parts.append((line, quantity, next(part_keys)))
        order.shipments.append(ShipmentBooking(next(keys), shipment, number, parts))


def _status_of(order: OrderBooking) -> OrderStatus:
    if order.content.closed_at:
        return OrderStatus.REJECTED if order.content.is_rejected else OrderStatus.CANCELLED
    if not order.content.confirmed_at:
        return OrderStatus.PLACED
    if not order.shipments:
        return OrderStatus.CONFIRMED
    if any(line.shipped < line.content.quantity for line in order.lines):
        return OrderStatus.PARTIALLY_SHIPPED
    if any(shipment.content.received_at is None for shipment in order.shipments):
        return OrderStatus.SHIPPED
    return OrderStatus.COMPLETED


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _write_groups(desk: Desk, groups: list[Group], ledger: Ledger, buyers: dict[str, Buyer]) -> None:
    totals: dict[int, Decimal] = defaultdict(Decimal)
    for order in ledger.orders:
        totals[order.group_key] += sum((line.amounts.gross_amount for line in order.lines), Decimal(0))
    rows = (
        _group_row(desk, purchase, key, number, totals[key], buyers[purchase.buyer]) for key, number, purchase in groups
    )
    copy_rows(OrderGroup, rows, now=desk.scenario.now)


def _group_row(desk: Desk, purchase: Purchase, key: int, number: str, total: Decimal, buyer: Buyer) -> Row:
    on_terms = purchase.on_terms
    return {
        "id": key,
        "public_id": desk.ids.new("grp", purchase.placed_at),
        "number": number,
        "buyer_id": desk.directory.organizations[purchase.buyer],
        "placed_by_id": desk.directory.people[purchase.buyer, purchase.seat],
        "purchase_order_number": purchase.purchase_order_number,
        "cost_center": purchase.cost_center.zh,
        "payment_method": PaymentMethod.TERMS if on_terms else PaymentMethod.BANK_TRANSFER,
        "payment_term": f"net_{buyer.terms_days}" if on_terms else "",
        "shipping_address": desk.directory.addresses[purchase.buyer, purchase.branch],
        "channel": _CHANNELS[key % len(_CHANNELS)],
        "gross_amount": total,
        "placed_at": purchase.placed_at,
        "created_at": purchase.placed_at,
        "updated_at": purchase.placed_at,
    }


def _order_row(desk: Desk, order: OrderBooking) -> Row:
    content, placed_at = order.content, order.purchase.placed_at
    net = sum((line.amounts.net_amount for line in order.lines), Decimal(0))
    tax = sum((line.amounts.tax_amount for line in order.lines), Decimal(0))
    is_whole = all(line.shipped == line.content.quantity for line in order.lines)
    last = order.shipments[-1].content if order.shipments else None
    return {
        "id": order.key,
        "public_id": desk.ids.new("ord", placed_at),
        "number": order.number,
        "group_id": order.group_key,
        "buyer_id": desk.directory.organizations[order.purchase.buyer],
        "supplier_id": desk.directory.organizations[content.supplier],
        "status": order.status,
        "net_amount": net,
        "tax_amount": tax,
        "gross_amount": net + tax,
        "placed_at": placed_at,
        "confirmed_at": content.confirmed_at,
        "shipped_at": last.shipped_at if last and is_whole else None,
        "completed_at": _completed_at(order),
        "closed_at": content.closed_at,
        "close_reason": content.close_reason.zh if content.closed_at else "",
        "created_at": placed_at,
        "updated_at": placed_at,
    }


def _completed_at(order: OrderBooking) -> datetime | None:
    if order.status != OrderStatus.COMPLETED:
        return None
    return max(shipment.content.received_at or datetime.min.replace(tzinfo=UTC) for shipment in order.shipments)


def _write_lines(desk: Desk, ledger: Ledger) -> None:
    rows = (_line_row(order, line) for order in ledger.orders for line in order.lines)
    copy_rows(OrderLine, rows, now=desk.scenario.now)


def _line_row(order: OrderBooking, line: LineBooking) -> Row:
    received = sum(
        quantity
        for shipment in order.shipments
        if shipment.content.received_at
        for part, quantity, _ in shipment.parts
        if part is line
    )
    return {
        **line.row,
        "id": line.key,
        "order_id": order.key,
        "position": line.position,
        "quantity": line.content.quantity,
        "unit_price": line.content.unit_price,
        "price_includes_tax": True,
        "net_amount": line.amounts.net_amount,
        "tax_amount": line.amounts.tax_amount,
        "gross_amount": line.amounts.gross_amount,
        "cancelled_quantity": line.content.quantity if order.content.closed_at else 0,
        "shipped_quantity": line.shipped,
        "received_quantity": received,
    }


def _write_shipments(desk: Desk, ledger: Ledger, suppliers: dict[str, Supplier]) -> None:
    copy_rows(
        Shipment,
        (
            {
                "id": shipment.key,
                "public_id": desk.ids.new("shp", shipment.content.shipped_at),
                "number": shipment.number,
                "order_id": order.key,
                "status": ShipmentStatus.RECEIVED if shipment.content.received_at else ShipmentStatus.SHIPPED,
                "carrier": shipment.content.carrier,
                "tracking_number": shipment.content.tracking_number,
                "shipped_at": shipment.content.shipped_at,
                "shipped_by_id": desk.directory.person_with(suppliers[order.content.supplier], "warehouse"),
                "received_at": shipment.content.received_at,
                "created_at": shipment.content.shipped_at,
                "updated_at": shipment.content.received_at or shipment.content.shipped_at,
            }
            for order in ledger.orders
            for shipment in order.shipments
        ),
        now=desk.scenario.now,
    )
    copy_rows(
        ShipmentLine,
        (
            {
                "id": key,
                "shipment_id": shipment.key,
                "order_line_id": line.key,
                "quantity": quantity,
                "received_quantity": quantity if shipment.content.received_at else 0,
            }
            for order in ledger.orders
            for shipment in order.shipments
            for line, quantity, key in shipment.parts
        ),
        now=desk.scenario.now,
    )


def _write_receipts(desk: Desk, ledger: Ledger, buyers: dict[str, Buyer]) -> None:
    received = [
        (order, shipment, shipment.content.received_at)
        for order in ledger.orders
        for shipment in order.shipments
        if shipment.content.received_at
    ]
    numbers = _numbers("GR", [at for _, _, at in received])
    keys = list(take_keys(GoodsReceipt, len(received)))
    copy_rows(
        GoodsReceipt,
        (
            {
                "id": key,
                "public_id": desk.ids.new("rcp", at),
                "number": number,
                "shipment_id": shipment.key,
                "received_by_id": desk.directory.person_with(buyers[order.purchase.buyer], "receiver"),
                "received_at": at,
                "created_at": at,
                "updated_at": at,
            }
            for (order, shipment, at), key, number in zip(received, keys, numbers, strict=True)
        ),
        now=desk.scenario.now,
    )
    copy_rows(
        GoodsReceiptLine,
        (
            {"receipt_id": key, "shipment_line_id": part, "quantity": quantity}
            for (_, shipment, _), key in zip(received, keys, strict=True)
            for _, quantity, part in shipment.parts
        ),
        now=desk.scenario.now,
    )


# ── The trail and the stock ──────────────────────────────────────────────────────────────────────────────────────────


def _trail(
    desk: Desk, ledger: Ledger, buyers: dict[str, Buyer], suppliers: dict[str, Supplier]
) -> Iterator[dict[str, Any]]:
    for order in ledger.orders:
        buyer, supplier = buyers[order.purchase.buyer], suppliers[order.content.supplier]
        buying = _actor(desk, buyer.code, desk.directory.people[buyer.code, order.purchase.seat])
        selling = _actor(desk, supplier.code, desk.directory.person_with(supplier, "sales"))
        packing = _actor(desk, supplier.code, desk.directory.person_with(supplier, "warehouse"))
        receiving = _actor(desk, buyer.code, desk.directory.person_with(buyer, "receiver"))
        yield from _order_steps(order, buying, selling)
        yield from _shipping_steps(order, packing, receiving)


def _actor(desk: Desk, company: str, user_id: int) -> dict[str, Any]:
    return {
        "actor_user_id": user_id,
        "actor_organization_id": desk.directory.organizations[company],
        "actor_name": desk.directory.names[user_id],
        "channel": "pc",
    }


def _order_steps(order: OrderBooking, buying: Row, selling: Row) -> Iterator[dict[str, Any]]:
    content, before = order.content, OrderStatus.PLACED
    yield _step(ORDER_TYPE, order.key, "", before, order.purchase.placed_at, buying)
    if content.confirmed_at:
        yield _step(ORDER_TYPE, order.key, before, OrderStatus.CONFIRMED, content.confirmed_at, selling)
        before = OrderStatus.CONFIRMED
    if content.closed_at:
        actor = selling if content.is_rejected else buying
        yield {
            **_step(ORDER_TYPE, order.key, before, order.status, content.closed_at, actor),
            "reason": content.close_reason.zh,
        }


def _shipping_steps(order: OrderBooking, packing: Row, receiving: Row) -> Iterator[dict[str, Any]]:
    before = OrderStatus.CONFIRMED
    open_quantity = sum(line.content.quantity for line in order.lines)
    for shipment in order.shipments:
        content = shipment.content
        data = {"data": {"carrier": content.carrier, "tracking": content.tracking_number}}
        shipped = _step(SHIPMENT_TYPE, shipment.key, "", ShipmentStatus.SHIPPED, content.shipped_at, packing)
        yield {**shipped, **data}
        open_quantity -= sum(quantity for _, quantity, _ in shipment.parts)
        after = OrderStatus.PARTIALLY_SHIPPED if open_quantity else OrderStatus.SHIPPED
        yield _step(ORDER_TYPE, order.key, before, after, content.shipped_at, packing)
        before = after
        if content.received_at:
            received = (ShipmentStatus.SHIPPED, ShipmentStatus.RECEIVED)
            yield _step(SHIPMENT_TYPE, shipment.key, *received, content.received_at, receiving)
    if completed_at := _completed_at(order):
        yield _step(ORDER_TYPE, order.key, OrderStatus.SHIPPED, OrderStatus.COMPLETED, completed_at, receiving)


def _step(kind: str, key: int, before: str, after: str, at: datetime, actor: Row) -> dict[str, Any]:
    return {
        **actor,
        "document_type": kind,
        "document_id": key,
        "from_status": before,
        "to_status": after,
        "occurred_at": at,
    }


def _keep_stock_book(desk: Desk, ledger: Ledger, suppliers: dict[str, Supplier]) -> None:
    for order in ledger.orders:
        user_id = desk.directory.person_with(suppliers[order.content.supplier], "warehouse")
        for shipment in order.shipments:
            for line, quantity, _ in shipment.parts:
                offer = (line.content.product, line.content.offer)
                ledger.stock.sales.append(Sale(offer, quantity, shipment.key, user_id, shipment.content.shipped_at))
        if order.content.closed_at:
            continue
        for line in order.lines:
            if left := line.content.quantity - line.shipped:
                offer = (line.content.product, line.content.offer)
                ledger.stock.held.append((offer, line.key, left, order.purchase.placed_at))
