"""Bill everything that was shipped: frozen invoices with gap-free numbers, and the bookings behind them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from psycopg2.extras import execute_values

from demo.content.buyers import Buyer
from demo.services.copying import Row, copy_rows, take_keys
from demo.services.trading import CURRENCY, Desk, Ledger, LineBooking, OrderBooking, ShipmentBooking
from finance.enums import AccountKind, InvoiceStatus
from finance.models import Invoice, InvoiceLine, JournalEntry, JournalLine, LedgerAccount
from finance.services.invoices import ENTRY_KIND, INVOICE_TYPE, content_hash, due_date, snapshot_of
from kernel.models import NumberSeries, TransitionLog
from orders.amounts import LineAmounts, part_of_line
from orders.enums import PaymentMethod
from orders.models import OrderGroup

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass
class Bill:
    """An invoice on its way into the database."""

    key: int
    order: OrderBooking
    shipment: ShipmentBooking
    invoice: Invoice
    lines: list[InvoiceLine]
    issued_at: datetime
    issued_on: date
    due_on: date
    number: str
    digest: str


def load_invoices(desk: Desk, ledger: Ledger) -> None:
    """Load one issued invoice per shipment, as the receiver of the shipment's event would have written it."""
    bills = _make_bills(desk, ledger)
    # The database refuses lines of an issued invoice: drafts first, then lines, then the issue.
    copy_rows(Invoice, (_invoice_row(desk, bill) for bill in bills), now=desk.scenario.now)
    copy_rows(InvoiceLine, _line_rows(bills), now=desk.scenario.now)
    _issue(bills)
    _write_series(desk, bills)
    copy_rows(TransitionLog, (_step(desk, bill) for bill in bills), now=desk.scenario.now)
    _book(desk, bills)


def _make_bills(desk: Desk, ledger: Ledger) -> list[Bill]:
    shipments = [(order, shipment) for order in ledger.orders for shipment in order.shipments]
    shipments.sort(key=lambda pair: (pair[1].content.shipped_at, pair[1].key))
    buyers = {buyer.code: buyer for buyer in desk.scenario.buyers}
    keys = take_keys(Invoice, len(shipments))
    series: dict[tuple[str, int], int] = defaultdict(int)
    billed: dict[int, int] = defaultdict(int)
    bills = []
    for order, shipment in shipments:
        issued_on = shipment.content.shipped_at.astimezone(CHINA).date()
        series[order.content.supplier, issued_on.year] += 1
        number = f"INV{issued_on:%Y}-{series[order.content.supplier, issued_on.year]:06d}"
        bill = _make_bill(desk, next(keys), order, shipment, buyers[order.purchase.buyer], number, billed)
        bills.append(bill)
    return bills


def _make_bill(
    desk: Desk,
    key: int,
    order: OrderBooking,
    shipment: ShipmentBooking,
    buyer: Buyer,
    number: str,
    billed: dict[int, int],
) -> Bill:
    issued_at = shipment.content.shipped_at
    issued_on = issued_at.astimezone(CHINA).date()
    term = f"net_{buyer.terms_days}" if order.purchase.on_terms else ""
    due_on = due_date(term, issued_on)
    lines = []
    for position, (line, quantity, _) in enumerate(shipment.parts, start=1):
        lines.append(_invoice_line(key, position, line, quantity, billed[line.key]))
        billed[line.key] += quantity
    invoice = Invoice(
        currency=CURRENCY,
        net_amount=sum((line.net_amount for line in lines), Decimal(0)),
        tax_amount=sum((line.tax_amount for line in lines), Decimal(0)),
        gross_amount=sum((line.gross_amount for line in lines), Decimal(0)),
        payment_term=term,
        snapshot=_snapshot(desk, order, shipment, shipped_on=issued_on),
    )
    digest = content_hash(invoice, lines, number=number, on=issued_on, due_on=due_on)
    return Bill(key, order, shipment, invoice, lines, issued_at, issued_on, due_on, number, digest)


def _invoice_line(key: int, position: int, line: LineBooking, quantity: int, before: int) -> InvoiceLine:
    amounts: LineAmounts = part_of_line(
        line.amounts,
        quantity=Decimal(line.content.quantity),
        before=Decimal(before),
        part=Decimal(quantity),
        currency=CURRENCY,
    )
    return InvoiceLine(
        invoice_id=key,
        position=position,
        order_line_id=line.key,
        name_zh=line.row["name_zh"],
        name_en=line.row["name_en"],
        options_zh=line.row["options_zh"],
        options_en=line.row["options_en"],
        sku=line.row["supplier_sku"],
        unit=line.row["unit"],
        quantity=Decimal(quantity),
        unit_price=line.content.unit_price,
        price_includes_tax=True,
        discount_amount=Decimal(0),
        tax_rate=line.row["tax_rate"],
        net_amount=amounts.net_amount,
        tax_amount=amounts.tax_amount,
        gross_amount=amounts.gross_amount,
    )


def _snapshot(desk: Desk, order: OrderBooking, shipment: ShipmentBooking, *, shipped_on: date) -> dict[str, Any]:
    purchase = order.purchase
    group = OrderGroup(
        purchase_order_number=purchase.purchase_order_number,
        cost_center=purchase.cost_center.zh,
        payment_method=PaymentMethod.TERMS.value if purchase.on_terms else PaymentMethod.BANK_TRANSFER.value,
        shipping_address=desk.directory.addresses[purchase.buyer, purchase.branch],
    )
    return snapshot_of(
        group,
        supplier=desk.directory.parties[order.content.supplier],
        buyer=desk.directory.parties[purchase.buyer],
        order_number=order.number,
        shipment_number=shipment.number,
        shipped_on=shipped_on,
    )


def _invoice_row(desk: Desk, bill: Bill) -> Row:
    return {
        "id": bill.key,
        "public_id": desk.ids.new("ivc", bill.issued_at),
        "status": InvoiceStatus.DRAFT,
        "supplier_id": desk.directory.organizations[bill.order.content.supplier],
        "buyer_id": desk.directory.organizations[bill.order.purchase.buyer],
        "order_id": bill.order.key,
        "shipment_id": bill.shipment.key,
        "currency": CURRENCY,
        "net_amount": bill.invoice.net_amount,
        "tax_amount": bill.invoice.tax_amount,
        "gross_amount": bill.invoice.gross_amount,
        "payment_term": bill.invoice.payment_term,
        "snapshot": bill.invoice.snapshot,
        "created_at": bill.issued_at,
        "updated_at": bill.issued_at,
    }


def _line_rows(bills: list[Bill]) -> Iterator[Row]:
    names = [field.attname for field in InvoiceLine._meta.concrete_fields if not field.primary_key]
    for bill in bills:
        for line in bill.lines:
            yield {name: getattr(line, name) for name in names}


def _issue(bills: list[Bill]) -> None:
    with connection.cursor() as cursor:
        execute_values(
            cursor,
            "UPDATE finance_invoice i SET status = 'issued', number = v.number, issued_at = v.issued_at, "
            "issued_on = v.issued_on, due_on = v.due_on, content_hash = v.digest "
            "FROM (VALUES %s) AS v (id, number, issued_at, issued_on, due_on, digest) WHERE i.id = v.id",
            [(bill.key, bill.number, bill.issued_at, bill.issued_on, bill.due_on, bill.digest) for bill in bills],
            template="(%s::bigint, %s, %s::timestamptz, %s::date, %s::date, %s)",
            page_size=2_000,
        )


def _write_series(desk: Desk, bills: list[Bill]) -> None:
    """Leave the number series where the next invoice goes on."""
    last: dict[str, int] = defaultdict(int)
    for bill in bills:
        supplier_id = desk.directory.organizations[bill.order.content.supplier]
        last[f"invoice:{supplier_id}:{bill.issued_on:%Y}"] += 1
    NumberSeries.objects.bulk_create(NumberSeries(key=key, last_value=value) for key, value in last.items())


def _step(desk: Desk, bill: Bill) -> Row:
    return {
        "document_type": INVOICE_TYPE,
        "document_id": bill.key,
        "from_status": InvoiceStatus.DRAFT,
        "to_status": InvoiceStatus.ISSUED,
        "actor_organization_id": desk.directory.organizations[bill.order.content.supplier],
        "actor_name": "finance",
        "channel": "system",
        "occurred_at": bill.issued_at,
    }


# ── The ledger ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _book(desk: Desk, bills: list[Bill]) -> None:
    accounts = _load_accounts(desk, bills)
    keys = list(take_keys(JournalEntry, len(bills)))
    copy_rows(
        JournalEntry,
        (
            {
                "id": key,
                "public_id": desk.ids.new("jou", bill.issued_at),
                "kind": ENTRY_KIND,
                "document_type": INVOICE_TYPE,
                "document_id": bill.key,
                "booked_at": bill.issued_at,
                "booked_on": bill.issued_on,
            }
            for key, bill in zip(keys, bills, strict=True)
        ),
        now=desk.scenario.now,
    )
    copy_rows(JournalLine, _leg_rows(keys, bills, accounts), now=desk.scenario.now)


def _load_accounts(desk: Desk, bills: list[Bill]) -> dict[tuple[str, str, AccountKind], int]:
    pairs = dict.fromkeys((bill.order.content.supplier, bill.order.purchase.buyer) for bill in bills)
    wanted = [(*pair, kind) for pair in pairs for kind in AccountKind]
    accounts = dict(zip(wanted, take_keys(LedgerAccount, len(wanted)), strict=True))
    rows = (
        {
            "id": key,
            "organization_id": desk.directory.organizations[supplier],
            "partner_id": desk.directory.organizations[buyer],
            "kind": kind,
            "currency": CURRENCY,
        }
        for (supplier, buyer, kind), key in accounts.items()
    )
    copy_rows(LedgerAccount, rows, now=desk.scenario.now)
    return accounts


def _leg_rows(keys: list[int], bills: list[Bill], accounts: dict[tuple[str, str, AccountKind], int]) -> Iterator[Row]:
    for key, bill in zip(keys, bills, strict=True):
        pair = (bill.order.content.supplier, bill.order.purchase.buyer)
        legs = (
            (AccountKind.RECEIVABLE, bill.invoice.gross_amount),
            (AccountKind.REVENUE, -bill.invoice.net_amount),
            (AccountKind.OUTPUT_TAX, -bill.invoice.tax_amount),
        )
        for kind, amount in legs:
            if amount:
                yield {"entry_id": key, "account_id": accounts[*pair, kind], "currency": CURRENCY, "amount": amount}
