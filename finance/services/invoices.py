"""Bill shipments: one frozen invoice each, with a gap-free number and a balanced booking."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum

from accounts.models import Organization
from finance.enums import AccountKind, InvoiceStatus
from finance.events import InvoiceIssued
from finance.models import Invoice, InvoiceLine
from finance.services.ledger import Leg, post_entry
from kernel.actors import Actor, Channel
from kernel.events import publish
from kernel.numbering import take_gap_free
from kernel.transitions import Step, record_transition
from orders.amounts import LineAmounts, part_of_line
from orders.models import Order, OrderGroup, Shipment, ShipmentLine
from orders.selectors.orders import get_shipment
from reference.selectors.dictionaries import get_labels

INVOICE_TYPE = "finance.invoice"
ENTRY_KIND = "invoice"
ZERO = Decimal(0)


@transaction.atomic
def issue_invoice(*, actor: Actor, shipment_id: str, now: datetime) -> Invoice:
    """
    Bill a shipment, exactly once: the invoice that exists already is returned as it is.

    Amounts are the shipped part of each order line by running totals, so that all invoices of a completely shipped order add up to it.
    :raises NotFound: when the actor may not see the shipment.
    """
    # The order's lock makes the running totals of its lines, and this shipment's one invoice, a matter of one writer at a time.
    seen = get_shipment(actor=actor, shipment_id=shipment_id)
    list(Order.objects.filter(pk=seen.order_id).locked().values_list("pk"))
    order = seen.order
    existing = Invoice.objects.filter(shipment_id=seen.pk).first()
    if existing is not None:
        return existing
    lines = _lines(order, seen)
    invoice = Invoice.objects.create(
        supplier=order.supplier,
        buyer=order.buyer,
        order=order,
        shipment=seen,
        currency=order.currency,
        net_amount=sum((line.net_amount for line in lines), ZERO),
        tax_amount=sum((line.tax_amount for line in lines), ZERO),
        gross_amount=sum((line.gross_amount for line in lines), ZERO),
        payment_term=order.group.payment_term,
        snapshot=snapshot_of(
            order.group,
            supplier=_party(order.supplier),
            buyer=_party(order.buyer),
            order_number=order.number,
            shipment_number=seen.number,
            shipped_on=order.supplier.local_date(seen.shipped_at),
        ),
    )
    for line in lines:
        line.invoice = invoice
    InvoiceLine.objects.bulk_create(lines)
    _issue(invoice, lines, actor=actor, now=now)
    return invoice


def _issue(invoice: Invoice, lines: Sequence[InvoiceLine], *, actor: Actor, now: datetime) -> None:
    on = invoice.supplier.local_date(now)
    number = f"INV{on:%Y}-{take_gap_free(f'invoice:{invoice.supplier_id}:{on:%Y}'):06d}"
    due_on = due_date(invoice.payment_term, on)
    digest = content_hash(invoice, lines, number=number, on=on, due_on=due_on)
    invoice.mark_issued(number=number, at=now, on=on, due_on=due_on, content_hash=digest)
    invoice.save(update_fields=["status", "number", "issued_at", "issued_on", "due_on", "content_hash", "updated_at"])
    record_transition(
        Step(INVOICE_TYPE, invoice.pk, InvoiceStatus.DRAFT, invoice.status, organization_id=invoice.supplier_id),
        actor=actor,
        at=now,
    )
    _book(invoice, at=now, on=on)
    publish(
        InvoiceIssued(
            occurred_at=now,
            invoice_id=invoice.public_id,
            number=number,
            order_id=invoice.order.public_id,
            buyer_id=invoice.buyer_id,
            supplier_id=invoice.supplier_id,
            organization_ids=(invoice.buyer_id, invoice.supplier_id),
            is_history=actor.channel == Channel.IMPORT,
        )
    )


def _book(invoice: Invoice, *, at: datetime, on: date) -> None:
    supplier, buyer = invoice.supplier_id, invoice.buyer_id
    if not invoice.gross_amount:
        return
    post_entry(
        kind=ENTRY_KIND,
        document=(INVOICE_TYPE, invoice.pk),
        currency=invoice.currency,
        legs=[
            Leg(supplier, buyer, AccountKind.RECEIVABLE, invoice.gross_amount),
            Leg(supplier, buyer, AccountKind.REVENUE, -invoice.net_amount),
            Leg(supplier, buyer, AccountKind.OUTPUT_TAX, -invoice.tax_amount),
        ],
        at=at,
        on=on,
    )


def due_date(payment_term: str, on: date) -> date:
    """
    Return when an invoice of `on` is due by its term's entry in the public dictionary: so many days after it, or after the month's end.

    Without a term, or with one that asks for payment in advance, it is due at once.
    """
    entry = get_labels("payment_term").get(payment_term)
    if entry is None:
        return on
    start = on
    if entry.attributes.get("base") == "end_of_month":
        start = (on.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return start + timedelta(days=int(entry.attributes.get("days", 0)))


def _lines(order: Order, shipment: Shipment) -> list[InvoiceLine]:
    """Return the unsaved lines of the invoice for a shipment read with its lines, freight on the order's first one."""
    shipped = list(shipment.lines.all())
    before = dict(
        InvoiceLine.objects.filter(order_line__in=[line.order_line_id for line in shipped])
        .values_list("order_line_id")
        .annotate(done=Sum("quantity"))
        .order_by("order_line_id")
    )
    lines = [
        _line(place, part, before.get(part.order_line_id, ZERO), order.currency)
        for place, part in enumerate(shipped, start=1)
    ]
    if order.freight_amount and not Invoice.objects.filter(order=order).exists():
        lines.append(_freight(len(lines) + 1, order.freight_amount))
    return lines


def _line(position: int, part: ShipmentLine, before: Decimal, currency: str) -> InvoiceLine:
    ordered = part.order_line
    amounts = part_of_line(
        ordered.amounts, quantity=ordered.quantity, before=before, part=part.quantity, currency=currency
    )
    zero = LineAmounts(ZERO, ZERO, ordered.discount_amount)
    discount = part_of_line(zero, quantity=ordered.quantity, before=before, part=part.quantity, currency=currency)
    return InvoiceLine(
        position=position,
        order_line=ordered,
        name_zh=ordered.name_zh,
        name_en=ordered.name_en,
        options_zh=ordered.options_zh,
        options_en=ordered.options_en,
        sku=ordered.supplier_sku,
        unit=ordered.unit,
        quantity=part.quantity,
        unit_price=ordered.unit_price,
        price_includes_tax=ordered.price_includes_tax,
        discount_amount=discount.gross_amount,
        tax_rate=ordered.tax_rate,
        net_amount=amounts.net_amount,
        tax_amount=amounts.tax_amount,
        gross_amount=amounts.gross_amount,
    )


def _freight(position: int, amount: Decimal) -> InvoiceLine:
    return InvoiceLine(
        position=position,
        name_zh="运费",
        name_en="Freight",
        quantity=Decimal(1),
        unit_price=amount,
        discount_amount=ZERO,
        tax_rate=ZERO,
        net_amount=amount,
        tax_amount=ZERO,
        gross_amount=amount,
    )


def snapshot_of(
    group: OrderGroup,
    *,
    supplier: dict[str, str],
    buyer: dict[str, str],
    order_number: str,
    shipment_number: str,
    shipped_on: date,
) -> dict[str, Any]:
    """Return what an invoice copies, so that it says the same for ever; `shipped_on` is a day of the supplier's calendar."""
    return {
        "supplier": supplier,
        "buyer": buyer,
        "order_number": order_number,
        "purchase_order_number": group.purchase_order_number,
        "cost_center": group.cost_center,
        "shipment_number": shipment_number,
        "shipped_on": shipped_on.isoformat(),
        "payment_method": group.payment_method,
        "shipping_address": group.shipping_address,
    }


def _party(organization: Organization) -> dict[str, str]:
    return {
        "name_zh": organization.name_zh,
        "name_en": organization.name_en,
        "tax_number": organization.tax_number or organization.credit_code,
        "phone": organization.phone,
        "bank_name": organization.bank_name,
        "bank_account": organization.bank_account,
        "country": organization.country,
    }


def content_hash(invoice: Invoice, lines: Sequence[InvoiceLine], *, number: str, on: date, due_on: date) -> str:
    """Return the SHA-256 over everything an issued invoice says; `verify` computes it again."""
    content = {
        "number": number,
        "issued_on": on.isoformat(),
        "due_on": due_on.isoformat(),
        "currency": invoice.currency,
        "amounts": [_plain(invoice.net_amount), _plain(invoice.tax_amount), _plain(invoice.gross_amount)],
        "snapshot": invoice.snapshot,
        "lines": [
            [
                line.position,
                line.name_zh,
                line.name_en,
                line.sku,
                line.unit,
                *map(_plain, (line.quantity, line.unit_price, line.discount_amount, line.tax_rate)),
                *map(_plain, (line.net_amount, line.tax_amount, line.gross_amount)),
            ]
            for line in lines
        ],
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(amount: Decimal) -> str:
    """Return an amount without trailing zeros, the same before and after it was stored."""
    return format(amount.normalize(), "f")
