from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from finance.enums import INVOICE_TRANSITIONS, InvoiceStatus
from finance.permissions import BuyerFinancePermission, SellerFinancePermission, StaffFinancePermission
from kernel.actors import Actor
from kernel.models import CurrencyField, MoneyField, QuantityField, RateField, TimestampedModel, UnitPriceField
from kernel.money import Money
from kernel.public_ids import PublicIdField
from kernel.transitions import ensure_transition
from reference.selectors.units import get_unit

_FROZEN = "RAISE EXCEPTION 'an issued invoice is never changed' USING ERRCODE = 'check_violation';"
# Everything but the rendered files and the row's own time of change.
_IGNORED = "'{pdf_zh_id,pdf_en_id,updated_at}'::text[]"
_CHANGED = f"(to_jsonb(OLD.*) - {_IGNORED}) <> (to_jsonb(NEW.*) - {_IGNORED})"
_LINES_FROZEN = """
IF EXISTS (
    SELECT 1 FROM finance_invoice i
    WHERE i.id = (CASE TG_OP WHEN 'DELETE' THEN OLD.invoice_id ELSE NEW.invoice_id END) AND i.status <> 'draft'
) THEN
    RAISE EXCEPTION 'an issued invoice is never changed' USING ERRCODE = 'check_violation';
END IF;
RETURN (CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
"""


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def visible_to(self, actor: Actor) -> InvoiceQuerySet:
        """Keep issued invoices to the actor's company and all those of it; staff see all."""
        if actor.has(StaffFinancePermission.VIEW_FINANCE):
            return self
        visible = Q(pk=None)
        if actor.has(BuyerFinancePermission.VIEW_INVOICE):
            visible |= Q(buyer_id=actor.organization_id, status=InvoiceStatus.ISSUED)
        if actor.has(SellerFinancePermission.VIEW_SALES_INVOICE):
            visible |= Q(supplier_id=actor.organization_id)
        return self.filter(visible)

    def locked(self) -> InvoiceQuerySet:
        """Lock rows in primary-key order, so two lockers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


class Invoice(TimestampedModel):
    """
    A supplier's bill for one shipment.

    Once issued it is frozen: parties, texts and amounts are copies, `content_hash` covers them, and corrections are new documents.
    """

    public_id = PublicIdField("ivc")
    # Gap-free per supplier and year; empty while a draft.
    number = models.CharField(_("number"), max_length=40, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=InvoiceStatus, default=InvoiceStatus.DRAFT)
    supplier = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="issued_invoices", verbose_name=_("supplier")
    )
    buyer = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="received_invoices", verbose_name=_("buyer")
    )
    order = models.ForeignKey(
        "orders.Order", on_delete=models.PROTECT, related_name="invoices", verbose_name=_("order")
    )
    shipment = models.OneToOneField(
        "orders.Shipment", on_delete=models.PROTECT, related_name="invoice", verbose_name=_("shipment")
    )
    currency = CurrencyField(verbose_name=_("currency"))
    net_amount = MoneyField(verbose_name=_("net"))
    tax_amount = MoneyField(verbose_name=_("tax"))
    gross_amount = MoneyField(verbose_name=_("total"))
    payment_term = models.CharField(_("payment term"), max_length=20, blank=True)
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    issued_on = models.DateField(_("date"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    # Names, tax numbers, addresses and banks of both sides, and the order's numbers, as they were at issue.
    snapshot = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64, blank=True)
    pdf_zh = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pdf_en = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        constraints = [
            models.UniqueConstraint(fields=["supplier", "number"], condition=~Q(number=""), name="invoice_number_once"),
            models.CheckConstraint(condition=Q(gross_amount=F("net_amount") + F("tax_amount")), name="invoice_adds_up"),
            models.CheckConstraint(
                condition=Q(status="draft", number="")
                | Q(status="issued", issued_at__isnull=False, issued_on__isnull=False, due_on__isnull=False)
                & ~Q(number=""),
                name="invoice_issued_with_number_and_dates",
            ),
        ]
        indexes = [
            models.Index(fields=["buyer", "-issued_on", "-id"], name="invoice_buyer_idx"),
            models.Index(fields=["supplier", "-issued_on", "-id"], name="invoice_supplier_idx"),
            models.Index(fields=["order"], name="invoice_order_idx"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="issued_is_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.status = 'issued' AND {_CHANGED}"),
                func=_FROZEN,
            ),
            pgtrigger.Trigger(
                name="issued_is_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__status="issued"),
                func=_FROZEN,
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.public_id

    @property
    def total(self) -> Money:
        """Return the gross total."""
        return Money(self.gross_amount, self.currency)

    def mark_issued(self, *, number: str, at: datetime, on: date, due_on: date, content_hash: str) -> None:
        """Set what issuing sets; from here on the invoice is frozen."""
        ensure_transition(INVOICE_TRANSITIONS, current=self.status, target=InvoiceStatus.ISSUED)
        self.status, self.number, self.content_hash = InvoiceStatus.ISSUED, number, content_hash
        self.issued_at, self.issued_on, self.due_on = at, on, due_on


class InvoiceLine(models.Model):
    """One line of an invoice; freight has no order line."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveIntegerField(_("line"))
    order_line = models.ForeignKey(
        "orders.OrderLine", on_delete=models.PROTECT, null=True, blank=True, related_name="invoice_lines"
    )
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    options_zh = models.CharField(max_length=200, blank=True)
    options_en = models.CharField(max_length=200, blank=True)
    sku = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=10, blank=True)
    quantity = QuantityField()
    unit_price = UnitPriceField()
    price_includes_tax = models.BooleanField(default=False)
    discount_amount = MoneyField(default=0)
    tax_rate = RateField()
    net_amount = MoneyField()
    tax_amount = MoneyField()
    gross_amount = MoneyField()

    class Meta:
        verbose_name = _("invoice line")
        verbose_name_plural = _("invoice lines")
        constraints = [
            models.UniqueConstraint(fields=["invoice", "position"], name="invoice_line_position_once"),
            models.CheckConstraint(
                condition=Q(gross_amount=F("net_amount") + F("tax_amount")), name="invoice_line_adds_up"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="issued_lines_are_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_LINES_FROZEN,
            )
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}/{self.position}"

    @property
    def name(self) -> str:
        """Return the text in the active language."""
        english = (get_language() or "").startswith("en")
        return (self.name_en or self.name_zh) if english else (self.name_zh or self.name_en)

    @property
    def options(self) -> str:
        """Return the chosen options in the active language."""
        return self.options_en if (get_language() or "").startswith("en") else self.options_zh

    @property
    def net_unit_price(self) -> Decimal:
        """Return the unit price without tax, to six digits, as documents show it."""
        if not self.price_includes_tax:
            return self.unit_price
        return (self.unit_price / (1 + self.tax_rate)).quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)

    @property
    def unit_symbol(self) -> str:
        """Return the unit's sign in the active language; freight has none."""
        return get_unit(self.unit).symbol if self.unit else ""
