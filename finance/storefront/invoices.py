"""The company's invoices: list, page, print view, PDF."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.request import Request

from accounts.faces import BuyerView, PageRequest
from finance.papers import download, language_of
from finance.permissions import BuyerFinancePermission
from finance.selectors.invoices import get_invoice, list_invoices
from finance.services.documents import get_invoice_pdf, invoice_html
from finance.storefront.forms import InvoiceFilterForm
from kernel.errors import NotFound, PdfUnavailable
from openplatform.api.pagination import CursorPage
from orders.selectors.purchases import list_purchase_partners

PAGE_SIZE = 20


class InvoiceView(BuyerView):
    """What the pages of invoices share: only invoices to the actor's own company stand in the storefront."""

    permission = BuyerFinancePermission.VIEW_INVOICE

    def ensure_received(self, invoice_id: str) -> None:
        """
        Refuse an invoice to somebody else.

        :raises NotFound: when the actor's company is not its buyer.
        """
        invoice = get_invoice(actor=self.request.actor, invoice_id=invoice_id)
        if invoice.buyer_id != self.request.actor.organization_id:
            raise NotFound


class InvoiceListView(InvoiceView):
    """GET /invoices/"""

    template_name = "storefront/finance/invoice_list.html"

    def get(self, request: PageRequest) -> HttpResponse:
        form = InvoiceFilterForm(request.GET, suppliers=list_purchase_partners(actor=request.actor))
        invoices = list_invoices(actor=request.actor, criteria=form.criteria(), as_supplier=False)
        page = CursorPage.of(Request(request), invoices, order_by=("-issued_on", "-pk"), limit=PAGE_SIZE)
        is_filtered = any(value for name, value in request.GET.items() if name != "cursor")
        return self.page(pager=page, form=form, is_filtered=is_filtered, today=timezone.localdate())


class InvoiceDetailView(InvoiceView):
    """GET /invoices/{id}/"""

    template_name = "storefront/finance/invoice.html"

    def get(self, request: PageRequest, invoice_id: str) -> HttpResponse:
        invoice = get_invoice(actor=request.actor, invoice_id=invoice_id)
        if invoice.buyer_id != request.actor.organization_id:
            raise NotFound
        return self.page(invoice=invoice)


class InvoicePrintView(InvoiceView):
    """GET /invoices/{id}/print/?language=: the same document for the browser's own printing."""

    def get(self, request: PageRequest, invoice_id: str) -> HttpResponse:
        self.ensure_received(invoice_id)
        return HttpResponse(invoice_html(actor=request.actor, invoice_id=invoice_id, language=language_of(request)))


class InvoicePdfView(InvoiceView):
    """GET /invoices/{id}/pdf/?language=; where PDFs cannot be drawn, a page that offers the print view."""

    def get(self, request: PageRequest, invoice_id: str) -> HttpResponseBase:
        self.ensure_received(invoice_id)
        language = language_of(request)
        try:
            stored = get_invoice_pdf(actor=request.actor, invoice_id=invoice_id, language=language)
        except PdfUnavailable as missing:
            context = {"missing": missing, "invoice_id": invoice_id, "language": language}
            return self.page("storefront/finance/pdf_unavailable.html", status=int(missing.status), **context)
        return download(stored)
