"""
Draw issued invoices: one HTML for the print view and for the PDF, in Chinese and in English.

A PDF is made once and kept; what it says is frozen with the invoice. Nothing is fetched while drawing: neither files nor the network.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from cn_amount import CNAmount
from django.contrib.staticfiles import finders
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from finance.enums import InvoiceStatus
from finance.models import Invoice
from finance.selectors.invoices import get_invoice
from kernel.actors import Actor
from kernel.drawing import draw_pdf
from kernel.errors import NotFound
from kernel.models import StoredFile
from kernel.services.files import discard_file, store_file

TEMPLATE = "documents/invoice.html"
PDF_FIELDS = {"zh-hans": "pdf_zh", "en": "pdf_en"}
ZERO = Decimal(0)

_LABELS = {
    "invoice": _("Invoice"),
    "number": _("Invoice number"),
    "issued_on": _("Date of issue"),
    "due_on": _("Due on"),
    "order": _("Order"),
    "purchase_order": _("Your order number"),
    "cost_center": _("Cost centre"),
    "shipment": _("Delivery note"),
    "seller": _("Seller"),
    "buyer": _("Buyer"),
    "tax_number": _("Tax number"),
    "phone": _("Phone"),
    "bank": _("Bank"),
    "account": _("Account"),
    "deliver_to": _("Delivered to"),
    "line": _("No."),
    "article": _("Article"),
    "quantity": _("Quantity"),
    "unit": _("Unit"),
    "unit_price": _("Unit price excl. tax"),
    "net": _("Net"),
    "tax_rate": _("Tax rate"),
    "tax": _("Tax"),
    "gross": _("Total"),
    "discount": _("Discount"),
    "net_total": _("Net total"),
    "tax_total": _("Tax total"),
    "gross_total": _("Total incl. tax"),
    "in_words": _("In words"),
    "fingerprint": _("Fingerprint of the content"),
}


def amount_in_words(amount: Decimal) -> str:
    """Return 人民币大写 as the payment rules ask for it: no gap, 整 after 元, zeros as spoken (支付结算办法 附一)."""
    words = CNAmount().amount_to_chinese(abs(amount))
    return f"人民币{'负' if amount < 0 else ''}{words}"


def invoice_html(*, actor: Actor, invoice_id: str, language: str, is_pdf: bool = False) -> str:
    """
    Return an issued invoice as HTML, with its style inlined for the PDF and linked for the browser.

    :raises NotFound: when the actor may not see it, or it is a draft.
    """
    invoice = get_invoice(actor=actor, invoice_id=invoice_id)
    if invoice.status != InvoiceStatus.ISSUED:
        raise NotFound
    return _html(invoice, language, is_pdf=is_pdf)


def _html(invoice: Invoice, language: str, *, is_pdf: bool) -> str:
    with translation.override(language):
        return render_to_string(TEMPLATE, _context(invoice, language) | {"stylesheet": _stylesheet() if is_pdf else ""})


def _context(invoice: Invoice, language: str) -> dict[str, Any]:
    lines = list(invoice.lines.all())
    supplier = invoice.snapshot["supplier"]
    name = _name(supplier, language)
    return {
        "invoice": invoice,
        "lines": lines,
        "has_discounts": any(line.discount_amount for line in lines),
        "labels": _labels(language),
        "supplier": supplier | {"name": name, "second_name": _second_name(supplier, language)},
        "buyer": invoice.snapshot["buyer"]
        | {
            "name": _name(invoice.snapshot["buyer"], language),
            "second_name": _second_name(invoice.snapshot["buyer"], language),
        },
        "issuer_name": name,
        "in_words": amount_in_words(invoice.gross_amount) if invoice.currency == "CNY" else "",
        "tax_summary": _tax_summary(lines),
    }


def _name(party: dict[str, str], language: str) -> str:
    first, second = ("name_en", "name_zh") if language.startswith("en") else ("name_zh", "name_en")
    return party[first] or party[second]


def _second_name(party: dict[str, str], language: str) -> str:
    other = party["name_zh" if language.startswith("en") else "name_en"]
    return other if other != _name(party, language) else ""


def _labels(language: str) -> dict[str, tuple[str, str]]:
    """Return every label in the document's language and in the other one."""
    other = "en" if language.startswith("zh") else "zh-hans"
    with translation.override(language):
        first = {key: str(label) for key, label in _LABELS.items()}
    with translation.override(other):
        return {key: (first[key], str(label)) for key, label in _LABELS.items()}


def _tax_summary(lines: list[Any]) -> list[tuple[Decimal, Decimal, Decimal]]:
    """Return rate, net and tax for each rate that occurs, highest first."""
    sums: dict[Decimal, tuple[Decimal, Decimal]] = {}
    for line in lines:
        net, tax = sums.get(line.tax_rate, (ZERO, ZERO))
        sums[line.tax_rate] = (net + line.net_amount, tax + line.tax_amount)
    return [(rate, *sums[rate]) for rate in sorted(sums, reverse=True)]


@lru_cache(maxsize=1)
def _stylesheet() -> str:
    found = finders.find("css/document.css")
    if not isinstance(found, str):
        raise FileNotFoundError(found)
    return Path(found).read_text(encoding="utf-8")


def get_invoice_pdf(*, actor: Actor, invoice_id: str, language: str) -> StoredFile:
    """
    Return the kept PDF of an issued invoice, drawing it when it is asked for the first time.

    :raises NotFound: when the actor may not see the invoice, or it is a draft.
    :raises PdfUnavailable: when the system library for drawing is missing.
    """
    invoice = get_invoice(actor=actor, invoice_id=invoice_id)
    if invoice.status != InvoiceStatus.ISSUED:
        raise NotFound
    field = PDF_FIELDS.get(language, "pdf_en")
    kept: StoredFile | None = getattr(invoice, field)
    return kept or _draw_and_keep(invoice, field, language)


def _draw_and_keep(invoice: Invoice, field: str, language: str) -> StoredFile:
    content = draw_pdf(_html(invoice, language, is_pdf=True))
    drawn = store_file(
        actor=Actor.system("finance"),
        content=content,
        name=f"{invoice.number}-{field[-2:]}.pdf",
        content_type="application/pdf",
        purpose="invoice",
        organization_id=invoice.supplier_id,
        share_with=[invoice.buyer_id],
    )
    with transaction.atomic():
        locked = Invoice.objects.select_related(field).locked().get(pk=invoice.pk)
        kept: StoredFile | None = getattr(locked, field)
        if kept is None:
            setattr(locked, field, drawn)
            locked.save(update_fields=[field, "updated_at"])
            return drawn
    discard_file(drawn)
    return kept
