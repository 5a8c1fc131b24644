"""Which imports and exports there are, for whoever may see them."""

from __future__ import annotations

from django.db.models import QuerySet

from kernel.actors import Actor
from kernel.errors import NotFound
from kernel.models import StoredFile
from transfer.enums import FileFormat
from transfer.errors import FileExpired
from transfer.models import ExportJob, ImportJob, RowError, SavedMapping


def list_imports(*, actor: Actor) -> QuerySet[ImportJob]:
    """Return the company's imports, newest first; slice or page it."""
    return ImportJob.objects.visible_to(actor).select_related("user").order_by("-pk")


def get_import(*, actor: Actor, import_id: str, lock: bool = False) -> ImportJob:
    """
    Return one import.

    :raises NotFound: when the actor may not see it.
    """
    rows = ImportJob.objects.visible_to(actor)
    job: ImportJob | None = (rows.locked() if lock else rows).filter(public_id=import_id).first()
    if job is None:
        raise NotFound
    return job


def list_row_errors(*, actor: Actor, import_id: str) -> QuerySet[RowError]:
    """
    Return what is wrong with the rows of one import, in the order of the file.

    :raises NotFound: when the actor may not see the import.
    """
    job = get_import(actor=actor, import_id=import_id)
    return RowError.objects.visible_to(actor).filter(job=job).select_related("job").order_by("row_number", "pk")


def get_error_file(*, actor: Actor, import_id: str) -> tuple[StoredFile, FileFormat]:
    """
    Return the file of refused rows.

    :raises NotFound: when the actor may not see the import.
    :raises FileExpired: when there is no such file (any more).
    """
    job = get_import(actor=actor, import_id=import_id)
    if job.error_file is None:
        raise FileExpired
    return job.error_file, FileFormat(job.file_format)


def list_exports(*, actor: Actor) -> QuerySet[ExportJob]:
    """Return the company's exports, newest first; slice or page it."""
    return ExportJob.objects.visible_to(actor).select_related("user").order_by("-pk")


def get_export(*, actor: Actor, export_id: str, lock: bool = False) -> ExportJob:
    """
    Return one export.

    :raises NotFound: when the actor may not see it.
    """
    rows = ExportJob.objects.visible_to(actor)
    job: ExportJob | None = (rows.locked() if lock else rows).filter(public_id=export_id).first()
    if job is None:
        raise NotFound
    return job


def remembered_headings(*, organization_id: int, kind: str) -> dict[str, str]:
    """Return how a company's people matched headings last time."""
    saved = SavedMapping.objects.filter(organization_id=organization_id, kind=kind).first()
    return dict(saved.headings) if saved else {}
