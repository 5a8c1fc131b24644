"""Which facts about money become messages, and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from finance.events import InvoiceIssued
from finance.permissions import BuyerFinancePermission
from messaging.enums import MessageCategory
from messaging.registry import Recipient, Sample, Texts, members_holding, register_message


def _context(event: InvoiceIssued) -> Mapping[str, Any]:
    supplier = Organization.objects.filter(pk=event.supplier_id).first()
    return {"number": event.number, "supplier": supplier.name if supplier else ""}


def _buyer(event: InvoiceIssued) -> Iterable[int]:
    return [event.buyer_id]


def _page(event: InvoiceIssued, _recipient: Recipient) -> str:
    return reverse("storefront:invoice", args=[event.invoice_id])


register_message(
    InvoiceIssued,
    category=MessageCategory.FINANCE,
    variables={
        "number": Sample(_("Invoice number"), "INV2026-000123"),
        "supplier": Sample(_("Supplier"), "宁波恒固紧固件有限公司"),
    },
    context=_context,
    recipients=members_holding(BuyerFinancePermission.VIEW_INVOICE, organization_ids=_buyer),
    link=_page,
    texts=Texts(
        subject_zh="发票 {{ number }}：{{ supplier }}",
        subject_en="Invoice {{ number }} from {{ supplier }}",
        body_zh="{{ supplier }} 开具了发票 {{ number }}，可在线查看和下载 PDF。",
        body_en="{{ supplier }} has issued invoice {{ number }}. You can read it online and download the PDF.",
    ),
)
