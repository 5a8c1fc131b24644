"""The invoices to the company's customers: list, page, print view, PDF."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.request import Request

from accounts.faces import PageRequest, SellerView
from finance.models import Invoice
from finance.papers import download, language_of
from finance.permissions import SellerFinancePermission
from finance.selectors.invoices import get_invoice, list_invoices
from finance.seller.forms import InvoiceFilterForm
from finance.services.documents import get_invoice_pdf, invoice_html
from kernel.errors import NotFound, PdfUnavailable
from openplatform.api.pagination import CursorPage
from orders.selectors.sales import list_customers

PAGE_SIZE = 25


class SalesInvoiceView(SellerView):
    """What the pages of invoices share: only the company's own invoices stand in the seller office."""

    permission = SellerFinancePermission.VIEW_SALES_INVOICE

    def get_issued(self, invoice_id: str) -> Invoice:
        """
        Return an invoice that the actor's company issued.

        :raises NotFound: when another company did.
        """
        invoice = get_invoice(actor=self.request.actor, invoice_id=invoice_id)
        if invoice.supplier_id != self.request.actor.organization_id:
            raise NotFound
        return invoice


class InvoiceListView(SalesInvoiceView):
    """GET /seller/invoices/"""

    template_name = "seller/finance/invoice_list.html"

    def get(self, request: PageRequest) -> HttpResponse:
        form = InvoiceFilterForm(request.GET, customers=list_customers(actor=request.actor))
        invoices = list_invoices(actor=request.actor, criteria=form.criteria(), as_supplier=True)
        page = CursorPage.of(
            Request(request), invoices.filter(issued_on__isnull=False), order_by=("-issued_on", "-pk"), limit=PAGE_SIZE
        )
        is_filtered = any(value for name, value in request.GET.items() if name != "cursor")
        return self.page(pager=page, form=form, is_filtered=is_filtered, today=timezone.localdate())


class InvoiceDetailView(SalesInvoiceView):
    """GET /seller/invoices/{id}/"""

    template_name = "seller/finance/invoice.html"

    def get(self, request: PageRequest, invoice_id: str) -> HttpResponse:
        return self.page(invoice=self.get_issued(invoice_id))


class InvoicePrintView(SalesInvoiceView):
    """GET /seller/invoices/{id}/print/?language=: the same document for the browser's own printing."""

    def get(self, request: PageRequest, invoice_id: str) -> HttpResponse:
        self.get_issued(invoice_id)
        return HttpResponse(invoice_html(actor=request.actor, invoice_id=invoice_id, language=language_of(request)))


class InvoicePdfView(SalesInvoiceView):
    """GET /seller/invoices/{id}/pdf/?language=; where PDFs cannot be drawn, a page that offers the print view."""

    def get(self, request: PageRequest, invoice_id: str) -> HttpResponseBase:
        self.get_issued(invoice_id)
        language = language_of(request)
        try:
            stored = get_invoice_pdf(actor=request.actor, invoice_id=invoice_id, language=language)
        except PdfUnavailable as missing:
            context = {"missing": missing, "invoice_id": invoice_id, "language": language}
            return self.page("seller/finance/pdf_unavailable.html", status=int(missing.status), **context)
        return download(stored)
