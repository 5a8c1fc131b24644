"""Imports and exports through the API: parse, one call, render."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse
from django.utils import timezone
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.errors import IllegalTransition
from kernel.services.files import open_file
from openplatform.api.base import ActorAPIView
from openplatform.api.operations import operation
from transfer.api.serializers import (
    ExportJobSerializer,
    ExportKindSerializer,
    ExportRequestSerializer,
    ImportJobSerializer,
    ImportKindSerializer,
    ImportRequestSerializer,
    RowErrorSerializer,
)
from transfer.errors import (
    ArchiveRefused,
    FileEmpty,
    FileExpired,
    FileTooLarge,
    OldWorkbook,
    TooManyJobs,
    UnknownFormat,
    UnknownKind,
)
from transfer.registry import exporters_for, importers_for
from transfer.scopes import EXPORT_SCOPE, IMPORT_SCOPE
from transfer.selectors.jobs import get_error_file, get_export, get_import, list_exports, list_imports, list_row_errors
from transfer.services.exports import cancel_export, download_export, request_export
from transfer.services.imports import cancel_import, create_import, start_import

IMPORTS, EXPORTS = "Imports", "Exports"
FILE_REFUSALS = (FileTooLarge, FileEmpty, UnknownFormat, OldWorkbook, ArchiveRefused)


class ImportKindsView(ActorAPIView):
    """GET /api/v1/imports/kinds"""

    @operation(
        "list_import_kinds",
        tag=IMPORTS,
        summary="List what can be imported, with its columns",
        scope=IMPORT_SCOPE,
        returns=ImportKindSerializer,
        many=True,
    )
    def get(self, request: Request) -> Response:
        """Return the kinds that the caller may import."""
        return Response(ImportKindSerializer(importers_for(request.actor), many=True).data)  # type: ignore[attr-defined]


class ImportsView(ActorAPIView):
    """GET, POST /api/v1/imports"""

    parser_classes = (MultiPartParser,)

    @operation(
        "list_imports",
        tag=IMPORTS,
        summary="List imports, newest first",
        scope=IMPORT_SCOPE,
        returns=ImportJobSerializer,
        paged=True,
    )
    def get(self, request: Request) -> Response:
        """Return a page of the company's imports."""
        page = self.page(list_imports(actor=request.actor), order_by=("-id",))  # type: ignore[attr-defined]
        return page.response(lambda job: ImportJobSerializer(job).data)

    @operation(
        "create_import",
        tag=IMPORTS,
        summary="Import a file",
        description=(
            "Rows without faults are written, the others are reported. The answer comes at once; ask for the import until its status is "
            "`done`, `done_with_errors` or `failed`. Up to 10 MB through the API. Send a repetition with exactly the same bytes, the "
            "multipart boundary included."
        ),
        scope=IMPORT_SCOPE,
        accepts=ImportRequestSerializer,
        returns=ImportJobSerializer,
        status=202,
        idempotent=True,
        refuses=(*FILE_REFUSALS, UnknownKind, TooManyJobs),
    )
    def post(self, request: Request) -> Response:
        """Take in a file and go through it in the background."""
        payload = ImportRequestSerializer.parse(request)
        job = create_import(
            actor=request.actor,  # type: ignore[attr-defined]
            kind=payload.kind,
            file=payload.file.file,
            file_name=payload.file.name,
            size=payload.file.size,
            options={"dry_run": payload.dry_run},
            headings=payload.get("headings"),
            is_automatic=True,
            now=timezone.now(),
        )
        return Response(ImportJobSerializer(job).data, status=202)


class ImportView(ActorAPIView):
    """GET /api/v1/imports/{id}"""

    @operation(
        "get_import", tag=IMPORTS, summary="See how far an import is", scope=IMPORT_SCOPE, returns=ImportJobSerializer
    )
    def get(self, request: Request, import_id: str) -> Response:
        """Return one import."""
        job = get_import(actor=request.actor, import_id=import_id)  # type: ignore[attr-defined]
        return Response(ImportJobSerializer(job).data)


class ImportErrorsView(ActorAPIView):
    """GET /api/v1/imports/{id}/errors"""

    @operation(
        "list_import_errors",
        tag=IMPORTS,
        summary="List what is wrong with refused rows",
        scope=IMPORT_SCOPE,
        returns=RowErrorSerializer,
        paged=True,
    )
    def get(self, request: Request, import_id: str) -> Response:
        """Return a page of problems in the order of the file."""
        errors = list_row_errors(actor=request.actor, import_id=import_id)  # type: ignore[attr-defined]
        return self.page(errors, order_by=("row_number", "id")).response(lambda error: RowErrorSerializer(error).data)


class ImportErrorFileView(ActorAPIView):
    """GET /api/v1/imports/{id}/error-file"""

    @operation(
        "get_import_error_file",
        tag=IMPORTS,
        summary="Download the refused rows",
        scope=IMPORT_SCOPE,
        refuses=(FileExpired,),
    )
    def get(self, request: Request, import_id: str) -> FileResponse:
        """Send the file of refused rows."""
        stored, _file_format = get_error_file(actor=request.actor, import_id=import_id)  # type: ignore[attr-defined]
        return attachment(stored)


class ImportStartView(ActorAPIView):
    """POST /api/v1/imports/{id}/start"""

    @operation(
        "start_import",
        tag=IMPORTS,
        summary="Do what a dry run has shown",
        scope=IMPORT_SCOPE,
        returns=ImportJobSerializer,
        status=202,
        refuses=(IllegalTransition,),
    )
    def post(self, request: Request, import_id: str) -> Response:
        """Run an import that is ready."""
        job = start_import(actor=request.actor, import_id=import_id, now=timezone.now())  # type: ignore[attr-defined]
        return Response(ImportJobSerializer(job).data, status=202)


class ImportCancelView(ActorAPIView):
    """POST /api/v1/imports/{id}/cancel"""

    @operation(
        "cancel_import",
        tag=IMPORTS,
        summary="Stop an import",
        scope=IMPORT_SCOPE,
        returns=ImportJobSerializer,
        refuses=(IllegalTransition,),
    )
    def post(self, request: Request, import_id: str) -> Response:
        """Stop; rows already written stay."""
        job = cancel_import(actor=request.actor, import_id=import_id, now=timezone.now())  # type: ignore[attr-defined]
        return Response(ImportJobSerializer(job).data)


class ExportKindsView(ActorAPIView):
    """GET /api/v1/exports/kinds"""

    @operation(
        "list_export_kinds",
        tag=EXPORTS,
        summary="List what can be exported",
        scope=EXPORT_SCOPE,
        returns=ExportKindSerializer,
        many=True,
    )
    def get(self, request: Request) -> Response:
        """Return the kinds that the caller may export."""
        return Response(ExportKindSerializer(exporters_for(request.actor), many=True).data)  # type: ignore[attr-defined]


class ExportsView(ActorAPIView):
    """GET, POST /api/v1/exports"""

    @operation(
        "list_exports",
        tag=EXPORTS,
        summary="List exports, newest first",
        scope=EXPORT_SCOPE,
        returns=ExportJobSerializer,
        paged=True,
    )
    def get(self, request: Request) -> Response:
        """Return a page of the company's exports."""
        page = self.page(list_exports(actor=request.actor), order_by=("-id",))  # type: ignore[attr-defined]
        return page.response(lambda job: ExportJobSerializer(job).data)

    @operation(
        "create_export",
        tag=EXPORTS,
        summary="Have a file written",
        scope=EXPORT_SCOPE,
        accepts=ExportRequestSerializer,
        returns=ExportJobSerializer,
        status=202,
        idempotent=True,
        refuses=(UnknownKind, TooManyJobs),
    )
    def post(self, request: Request) -> Response:
        """Order an export."""
        payload = ExportRequestSerializer.parse(request)
        filters: dict[str, Any] = dict(payload.get("filters") or {})
        job = request_export(
            actor=request.actor,  # type: ignore[attr-defined]
            kind=payload.kind,
            file_format=payload.file_format,
            filters=filters,
            now=timezone.now(),
        )
        return Response(ExportJobSerializer(job).data, status=202)


class ExportView(ActorAPIView):
    """GET /api/v1/exports/{id}"""

    @operation(
        "get_export", tag=EXPORTS, summary="See how far an export is", scope=EXPORT_SCOPE, returns=ExportJobSerializer
    )
    def get(self, request: Request, export_id: str) -> Response:
        """Return one export."""
        return Response(ExportJobSerializer(get_export(actor=request.actor, export_id=export_id)).data)  # type: ignore[attr-defined]


class ExportFileView(ActorAPIView):
    """GET /api/v1/exports/{id}/file"""

    @operation(
        "get_export_file",
        tag=EXPORTS,
        summary="Download the file; every download is on record",
        scope=EXPORT_SCOPE,
        refuses=(FileExpired,),
    )
    def get(self, request: Request, export_id: str) -> FileResponse:
        """Send the file."""
        stored = download_export(actor=request.actor, export_id=export_id, now=timezone.now())  # type: ignore[attr-defined]
        return attachment(stored)


class ExportCancelView(ActorAPIView):
    """POST /api/v1/exports/{id}/cancel"""

    @operation(
        "cancel_export",
        tag=EXPORTS,
        summary="Stop an export",
        scope=EXPORT_SCOPE,
        returns=ExportJobSerializer,
        refuses=(IllegalTransition,),
    )
    def post(self, request: Request, export_id: str) -> Response:
        """Stop; there will be no file."""
        job = cancel_export(actor=request.actor, export_id=export_id, now=timezone.now())  # type: ignore[attr-defined]
        return Response(ExportJobSerializer(job).data)


def attachment(stored: Any) -> FileResponse:
    """Return a file to be saved under its name."""
    return FileResponse(open_file(stored), as_attachment=True, filename=stored.name, content_type=stored.content_type)
