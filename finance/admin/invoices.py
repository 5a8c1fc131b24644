"""Invoices and their documents."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, RangeDateFilter
from unfold.decorators import display

from accounts.admin.base import ReadOnlyInline, Section, StaffModelAdmin, StaffRequest
from finance.enums import InvoiceStatus
from finance.models import Invoice, InvoiceLine
from finance.papers import download
from finance.permissions import StaffFinancePermission
from finance.services.documents import PDF_FIELDS, get_invoice_pdf
from kernel.errors import DomainError, NotFound


class InvoiceLineInline(ReadOnlyInline):
    model = InvoiceLine
    view_permission = StaffFinancePermission.VIEW_FINANCE
    fields = readonly_fields = (
        "position",
        "sku",
        "article",
        "quantity",
        "unit_price",
        "tax_rate",
        "net_amount",
        "tax_amount",
        "gross_amount",
    )
    ordering = ("position",)

    @admin.display(description=_("Article"))
    def article(self, line: InvoiceLine) -> str:
        """Return the name as it was billed."""
        return line.name


@admin.register(Invoice)
class InvoiceAdmin(StaffModelAdmin):
    """Every invoice between two companies; frozen, so there is nothing to change."""

    view_permission = StaffFinancePermission.VIEW_FINANCE
    section, icon, position = Section.FINANCE, "description", 10
    list_display = ("label", "supplier", "buyer", "status_label", "total", "issued_on", "due_on", "documents")
    list_filter = (
        ("supplier", AutocompleteSelectFilter),
        ("buyer", AutocompleteSelectFilter),
        ("issued_on", RangeDateFilter),
    )
    search_fields = ("number", "order__number", "public_id", "supplier__name_zh", "buyer__name_zh")
    list_select_related = ("supplier", "buyer")
    ordering = ("-pk",)
    inlines = (InvoiceLineInline,)
    readonly_fields = ("documents",)
    fieldsets = (
        (None, {"fields": (("number", "status"), ("supplier", "buyer"), ("order", "shipment"), "documents")}),
        (_("Amounts"), {"fields": (("net_amount", "tax_amount"), ("gross_amount", "currency"))}),
        (_("Dates"), {"fields": (("issued_on", "due_on"), ("issued_at", "payment_term"))}),
        (_("Proof"), {"fields": ("content_hash",)}),
    )

    def get_urls(self) -> list[Any]:
        """Add the download of the documents."""
        name = "finance_invoice_pdf"
        view = self.admin_site.admin_view(self.pdf_view)
        return [path("<int:object_id>/pdf/<str:language>/", view, name=name), *super().get_urls()]

    def pdf_view(self, request: StaffRequest, object_id: int, language: str) -> HttpResponseBase:
        """Send the PDF, drawing it when nobody has asked for it yet."""
        invoice = self.get_object(request, str(object_id)) if self.has_view_permission(request) else None
        if invoice is None or language not in PDF_FIELDS:
            raise Http404
        try:
            stored = get_invoice_pdf(actor=request.actor, invoice_id=invoice.public_id, language=language)
        except NotFound as refusal:
            raise Http404 from refusal
        except DomainError as refusal:
            messages.error(request, refusal.detail)
            return HttpResponseRedirect(self.change_url(invoice))
        return download(stored)

    @admin.display(description=_("Number"), ordering="number")
    def label(self, invoice: Invoice) -> str:
        """Return the number, which a draft has not got."""
        return invoice.number or str(_("Draft"))

    @display(
        description=_("Status"),
        ordering="status",
        label={InvoiceStatus.ISSUED: "success", InvoiceStatus.DRAFT: "info"},
    )
    def status_label(self, invoice: Invoice) -> tuple[str, str]:
        """Return the status in its colour."""
        return invoice.status, invoice.get_status_display()

    @admin.display(description=_("Total"), ordering="gross_amount")
    def total(self, invoice: Invoice) -> str:
        """Return amount and currency."""
        return f"{invoice.gross_amount:,.2f} {invoice.currency}"

    @admin.display(description=_("Documents"))
    def documents(self, invoice: Invoice) -> str:
        """Return links to the PDF in both languages."""
        if invoice.status != InvoiceStatus.ISSUED:
            return "–"
        urls = [reverse("admin:finance_invoice_pdf", args=[invoice.pk, language]) for language in ("zh-hans", "en")]
        return format_html('<a href="{}">PDF 中文</a> · <a href="{}">PDF EN</a>', *urls)
