"""What finance announces."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.events import Event, register


@register
@dataclass(frozen=True, kw_only=True)
class InvoiceIssued(Event):
    """A supplier's invoice got its number."""

    name = "finance.invoice.issued"
    invoice_id: str
    number: str
    order_id: str
    buyer_id: int
    supplier_id: int
