"""Read invoices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from finance.models import Invoice, InvoiceLine
from kernel.actors import Actor
from kernel.errors import NotFound
from orders.models import Order


@dataclass(frozen=True, slots=True)
class InvoiceFilter:
    """What a list of invoices is narrowed down to."""

    query: str = ""
    partner: str = ""
    issued_from: date | None = None
    issued_to: date | None = None
    order: str = ""


def list_invoices(
    *, actor: Actor, criteria: InvoiceFilter | None = None, as_supplier: bool | None = None
) -> QuerySet[Invoice]:
    """Return the invoices the actor may see, newest first; `as_supplier` keeps one side."""
    criteria = criteria or InvoiceFilter()
    invoices = Invoice.objects.visible_to(actor)
    if as_supplier is not None:
        invoices = invoices.filter(**{"supplier_id" if as_supplier else "buyer_id": actor.organization_id})
    if criteria.query:
        invoices = invoices.filter(
            Q(number__icontains=criteria.query)
            | Q(order__number__icontains=criteria.query)
            | Q(order__group__purchase_order_number__icontains=criteria.query)
        )
    if criteria.partner:
        invoices = invoices.filter(Q(supplier__public_id=criteria.partner) | Q(buyer__public_id=criteria.partner))
    if criteria.order:
        invoices = invoices.filter(Q(order__public_id=criteria.order) | Q(order__number=criteria.order))
    if criteria.issued_from:
        invoices = invoices.filter(issued_on__gte=criteria.issued_from)
    if criteria.issued_to:
        invoices = invoices.filter(issued_on__lte=criteria.issued_to)
    return invoices.select_related("supplier", "buyer", "order", "shipment").order_by("-issued_on", "-pk")


def list_order_invoices(*, actor: Actor, order: Order) -> list[Invoice]:
    """Return an order's invoices that the actor may see, oldest first."""
    return list(Invoice.objects.visible_to(actor).filter(order=order).select_related("shipment").order_by("pk"))


def get_invoice(*, actor: Actor, invoice_id: str) -> Invoice:
    """
    Return an invoice by its public id, with its lines in order.

    :raises NotFound: when the actor may not see it.
    """
    invoice = (
        Invoice.objects.visible_to(actor)
        .filter(public_id=invoice_id)
        .select_related("supplier", "buyer", "order", "order__group", "shipment", "pdf_zh", "pdf_en")
        .prefetch_related(Prefetch("lines", InvoiceLine.objects.order_by("position")))
        .first()
    )
    if invoice is None:
        raise NotFound
    return invoice
