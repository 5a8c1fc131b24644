from django.urls import path

from transfer.api import views

app_name = "transfer_api"

urlpatterns = [
    path("imports", views.ImportsView.as_view(), name="imports"),
    path("imports/kinds", views.ImportKindsView.as_view(), name="import_kinds"),
    path("imports/<str:import_id>", views.ImportView.as_view(), name="import"),
    path("imports/<str:import_id>/errors", views.ImportErrorsView.as_view(), name="import_errors"),
    path("imports/<str:import_id>/error-file", views.ImportErrorFileView.as_view(), name="import_error_file"),
    path("imports/<str:import_id>/start", views.ImportStartView.as_view(), name="import_start"),
    path("imports/<str:import_id>/cancel", views.ImportCancelView.as_view(), name="import_cancel"),
    path("exports", views.ExportsView.as_view(), name="exports"),
    path("exports/kinds", views.ExportKindsView.as_view(), name="export_kinds"),
    path("exports/<str:export_id>", views.ExportView.as_view(), name="export"),
    path("exports/<str:export_id>/file", views.ExportFileView.as_view(), name="export_file"),
    path("exports/<str:export_id>/cancel", views.ExportCancelView.as_view(), name="export_cancel"),
]
