from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from accounts.faces import Face
from transfer.enums import FileFormat
from transfer.storefront import views


class FileFormatConverter:
    """The ending of a file's name."""

    regex = "|".join(FileFormat.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FileFormatConverter, "file_format")


def transfer_patterns(face: Face) -> list[URLPattern]:
    """Return the pages of imports and exports for one face."""
    return [
        path("imports/", views.ImportListView.as_view(face=face), name="import_list"),
        path("imports/new/", views.ImportCreateView.as_view(face=face), name="import_create"),
        path(
            "imports/blank/<slug:kind>.<file_format:file_format>",
            views.ImportBlankView.as_view(face=face),
            name="import_blank",
        ),
        path("imports/<str:import_id>/", views.ImportView.as_view(face=face), name="import"),
        path("imports/<str:import_id>/start/", views.ImportStartView.as_view(face=face), name="import_start"),
        path("imports/<str:import_id>/reopen/", views.ImportReopenView.as_view(face=face), name="import_reopen"),
        path("imports/<str:import_id>/cancel/", views.ImportCancelView.as_view(face=face), name="import_cancel"),
        path("imports/<str:import_id>/errors/", views.ImportErrorFileView.as_view(face=face), name="import_errors"),
        path("exports/", views.ExportListView.as_view(face=face), name="export_list"),
        path("exports/<str:export_id>/file/", views.ExportFileView.as_view(face=face), name="export_file"),
        path("exports/<str:export_id>/cancel/", views.ExportCancelView.as_view(face=face), name="export_cancel"),
    ]


urlpatterns = transfer_patterns(Face.STOREFRONT)
