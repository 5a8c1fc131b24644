from django.urls import path

from finance.api.invoices import InvoiceListView, InvoicePdfView, InvoiceView

app_name = "finance_api"

urlpatterns = [
    path("invoices", InvoiceListView.as_view(), name="invoice_list"),
    path("invoices/<str:invoice_id>", InvoiceView.as_view(), name="invoice"),
    path("invoices/<str:invoice_id>/pdf", InvoicePdfView.as_view(), name="invoice_pdf"),
]
