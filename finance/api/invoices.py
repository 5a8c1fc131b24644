"""Invoices, as data and as PDF."""

from __future__ import annotations

from typing import Any

import django_filters
from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.response import Response

from finance.enums import InvoiceStatus
from finance.models import Invoice
from finance.papers import download
from finance.scopes import READ_SCOPE
from finance.selectors.invoices import get_invoice, list_invoices
from finance.services.documents import get_invoice_pdf
from kernel.errors import NotFound, PdfUnavailable
from openplatform.api.base import ActorAPIView, ActorRequest
from openplatform.api.decimals import AmountField
from openplatform.api.filtering import filtered
from openplatform.api.operations import operation

TAG = "Invoices"


class InvoiceFilter(django_filters.FilterSet):
    """Invoices by number, order, partner and date."""

    number = django_filters.CharFilter(help_text="Invoice number, whole.")
    order = django_filters.CharFilter(field_name="order__number", help_text="Order number, whole.")
    buyer = django_filters.CharFilter(field_name="buyer__public_id", help_text="Id of a company.")
    supplier = django_filters.CharFilter(field_name="supplier__public_id", help_text="Id of a company.")
    issued_on = django_filters.DateFromToRangeFilter()

    class Meta:
        model = Invoice
        fields: list[str] = []


class InvoiceSerializer(serializers.Serializer[Any]):
    """An invoice without its lines."""

    id = serializers.CharField(source="public_id")
    number = serializers.CharField(help_text="Empty while a draft.")
    status = serializers.ChoiceField(choices=InvoiceStatus.choices)
    order_id = serializers.CharField(source="order.public_id")
    order_number = serializers.CharField(source="order.number")
    shipment_id = serializers.CharField(source="shipment.public_id")
    supplier_id = serializers.CharField(source="supplier.public_id")
    buyer_id = serializers.CharField(source="buyer.public_id")
    currency = serializers.CharField()
    net_amount = AmountField()
    tax_amount = AmountField()
    gross_amount = AmountField()
    issued_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    content_hash = serializers.CharField(help_text="SHA-256 over what the issued invoice says.")


class InvoiceLineSerializer(serializers.Serializer[Any]):
    """One line of an invoice."""

    position = serializers.IntegerField()
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    sku = serializers.CharField()
    unit = serializers.CharField()
    quantity = serializers.DecimalField(max_digits=18, decimal_places=4, normalize_output=True)
    unit_price = serializers.DecimalField(max_digits=20, decimal_places=6, normalize_output=True)
    price_includes_tax = serializers.BooleanField()
    discount_amount = AmountField()
    tax_rate = serializers.DecimalField(max_digits=9, decimal_places=6, normalize_output=True)
    net_amount = AmountField()
    tax_amount = AmountField()
    gross_amount = AmountField()


class InvoiceDetailSerializer(InvoiceSerializer):
    """An invoice with its lines."""

    lines = InvoiceLineSerializer(many=True, source="lines.all")


class InvoiceListView(ActorAPIView):
    """GET /api/v1/invoices"""

    @operation(
        "list_invoices",
        tag=TAG,
        summary="List invoices",
        scope=READ_SCOPE,
        returns=InvoiceSerializer,
        paged=True,
        filters=InvoiceFilter,
    )
    def get(self, request: ActorRequest) -> Response:
        """Return the invoices that your company issued or got, newest first."""
        invoices = filtered(request, list_invoices(actor=request.actor), InvoiceFilter)
        return self.page(invoices, order_by=["-id"]).response(lambda invoice: InvoiceSerializer(invoice).data)


class InvoiceView(ActorAPIView):
    """GET /api/v1/invoices/{id}"""

    @operation(
        "get_invoice",
        tag=TAG,
        summary="Read one invoice",
        scope=READ_SCOPE,
        returns=InvoiceDetailSerializer,
        refuses=[NotFound],
    )
    def get(self, request: ActorRequest, invoice_id: str) -> Response:
        """Return an invoice with its lines."""
        return Response(InvoiceDetailSerializer(get_invoice(actor=request.actor, invoice_id=invoice_id)).data)


class InvoicePdfView(ActorAPIView):
    """GET /api/v1/invoices/{id}/pdf"""

    @operation(
        "get_invoice_pdf",
        tag=TAG,
        summary="Download an invoice as PDF",
        scope=READ_SCOPE,
        parameters=[OpenApiParameter("language", OpenApiTypes.STR, enum=["zh-hans", "en"])],
        refuses=[NotFound, PdfUnavailable],
    )
    def get(self, request: ActorRequest, invoice_id: str) -> FileResponse:
        """Return the PDF, in Chinese unless English is asked for."""
        language = "en" if request.query_params.get("language") == "en" else "zh-hans"
        stored = get_invoice_pdf(actor=request.actor, invoice_id=invoice_id, language=language)
        return download(stored)
