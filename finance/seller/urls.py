from django.urls import path

from finance.seller import dashboard, invoices, orders

urlpatterns = [
    path("", dashboard.DashboardView.as_view(), name="dashboard"),
    path("orders/<str:order_id>/", orders.OrderView.as_view(), name="order"),
    path("invoices/", invoices.InvoiceListView.as_view(), name="invoice_list"),
    path("invoices/<str:invoice_id>/", invoices.InvoiceDetailView.as_view(), name="invoice"),
    path("invoices/<str:invoice_id>/print/", invoices.InvoicePrintView.as_view(), name="invoice_print"),
    path("invoices/<str:invoice_id>/pdf/", invoices.InvoicePdfView.as_view(), name="invoice_pdf"),
]
