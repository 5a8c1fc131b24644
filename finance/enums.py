from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.transitions import Transitions


class InvoiceStatus(models.TextChoices):
    """Where an invoice stands; what is open of it follows from payments."""

    DRAFT = "draft", _("Draft")
    ISSUED = "issued", _("Issued")


INVOICE_TRANSITIONS: Transitions = {
    InvoiceStatus.DRAFT: frozenset({InvoiceStatus.ISSUED}),
    InvoiceStatus.ISSUED: frozenset(),
}


class AccountKind(models.TextChoices):
    """The ledger's accounts, per company and currency."""

    RECEIVABLE = "receivable", _("Receivable from the buyer")
    REVENUE = "revenue", _("Revenue of the supplier")
    OUTPUT_TAX = "output_tax", _("Output tax of the supplier")
