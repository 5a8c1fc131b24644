"""What people and clients do with imports: upload, match columns, look, run, cancel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import IO, Any

from django.db import transaction
from django.utils.translation import get_language

from kernel.actors import Actor
from kernel.errors import Forbidden
from kernel.models import StoredFile
from kernel.services.files import store_file
from transfer.columns import normalize_header
from transfer.enums import CONTENT_TYPES, IMPORT_ENDED, FileFormat, ImportStatus
from transfer.errors import MissingColumns, TooManyJobs
from transfer.formats.archives import ensure_harmless_workbook
from transfer.formats.tables import detect_format
from transfer.limits import IMPORT_KEPT, MAX_OPEN_JOBS
from transfer.matching import ColumnMap, missing_columns, remember_mapping
from transfer.models import ImportJob, RowError, SavedMapping
from transfer.models.imports import STATUS_FIELDS
from transfer.registry import Importer, importer_of
from transfer.selectors.jobs import get_import
from transfer.services.acting import describe_actor
from transfer.services.trail import record_import
from transfer.waking import announce_work

PURPOSE = "import"


def create_import(
    *,
    actor: Actor,
    kind: str,
    file: IO[bytes],
    file_name: str,
    now: datetime,
    size: int,
    options: Mapping[str, Any] | None = None,
    headings: Mapping[str, str] | None = None,
    is_automatic: bool = False,
    is_announced: bool = True,
) -> ImportJob:
    """
    Take in a file of `size` bytes and have it looked at in the background.

    `headings` says which heading belongs to which column where names and aliases do not (heading → column name). An automatic import
    runs through without asking, or fails when a required column is not found. `is_announced` wakes a worker.

    :raises UnknownKind: when there is no such kind, or the actor may not import it.
    :raises Forbidden: when the actor stands for no company.
    :raises FileRefused: when the file is too large, or neither CSV nor a harmless workbook.
    :raises TooManyJobs: when the company has too many unfinished imports.
    """
    importer_of(kind, actor)
    if actor.organization_id is None:
        raise Forbidden
    file_format = detect_format(file, size=size)
    if file_format == FileFormat.XLSX:
        ensure_harmless_workbook(file)
    _ensure_few(actor.organization_id)
    stored = _store(actor, file, file_name, file_format)
    chosen = {normalize_header(heading): column for heading, column in (headings or {}).items()}
    job = ImportJob(
        organization_id=actor.organization_id,
        user_id=actor.user_id,
        asked_by=describe_actor(actor),
        language=get_language() or "",
        kind=kind,
        options={**(options or {}), **({"headings": chosen} if chosen else {})},
        file=stored,
        file_name=stored.name,
        file_format=file_format,
        is_automatic=is_automatic,
        expires_at=now + IMPORT_KEPT,
    )
    return _begin(job, actor=actor, now=now, is_announced=is_announced)


@transaction.atomic
def _begin(job: ImportJob, *, actor: Actor, now: datetime, is_announced: bool) -> ImportJob:
    job.save(force_insert=True)
    record_import(job, before="", actor=actor, at=now, data={"file": job.file_name})
    if is_announced:
        announce_work()
    return job


def _ensure_few(organization_id: int) -> None:
    open_jobs = ImportJob.objects.filter(organization_id=organization_id).exclude(status__in=IMPORT_ENDED)
    if open_jobs.count() >= MAX_OPEN_JOBS:
        raise TooManyJobs(limit=MAX_OPEN_JOBS)


def _store(actor: Actor, file: IO[bytes], file_name: str, file_format: FileFormat) -> StoredFile:
    """Store the upload so that only this app hands it out: bulk data needs the kind's permission, not just membership."""
    return store_file(
        actor=actor,
        content=file,
        name=file_name,
        content_type=CONTENT_TYPES[file_format],
        purpose=PURPOSE,
        organization_id=None,
    )


@transaction.atomic
def start_import(
    *, actor: Actor, import_id: str, now: datetime, mapping: Mapping[str, int] | None = None, dry_run: bool = False
) -> ImportJob:
    """
    Run an import, or with `dry_run` only look what it would do; `mapping` (column name → position) replaces the one there is.

    :raises NotFound: when the actor may not see the import.
    :raises MissingColumns: when a required column is not matched.
    :raises IllegalTransition: when the import does not wait for this.
    """
    job = get_import(actor=actor, import_id=import_id, lock=True)
    importer = importer_of(job.kind, actor)
    before = job.status
    job.mark_started(ImportStatus.VALIDATING if dry_run else ImportStatus.RUNNING, at=now)
    if mapping is not None:
        job.mapping = _checked(job, importer, mapping)
        _remember(job)
    ensure_complete(job.mapping, importer)
    forget_errors(job)
    job.save(update_fields=[*STATUS_FIELDS, "mapping", "error_file"])
    record_import(job, before=before, actor=actor, at=now)
    announce_work()
    return job


@transaction.atomic
def reopen_mapping(*, actor: Actor, import_id: str, now: datetime) -> ImportJob:
    """
    Go back from the preview to matching columns.

    :raises NotFound: when the actor may not see the import.
    :raises IllegalTransition: when the import is not waiting at the preview.
    """
    job = get_import(actor=actor, import_id=import_id, lock=True)
    before = job.status
    job.move_to(ImportStatus.MAPPING)
    job.save(update_fields=STATUS_FIELDS)
    record_import(job, before=before, actor=actor, at=now)
    return job


@transaction.atomic
def cancel_import(*, actor: Actor, import_id: str, now: datetime) -> ImportJob:
    """
    Stop an import after the chunk that is being written; rows already written stay.

    :raises NotFound: when the actor may not see the import.
    :raises IllegalTransition: when it has ended.
    """
    job = get_import(actor=actor, import_id=import_id, lock=True)
    before = job.status
    job.mark_cancelled(at=now)
    job.save(update_fields=STATUS_FIELDS)
    record_import(job, before=before, actor=actor, at=now)
    return job


def ensure_complete(mapping: Mapping[str, int], importer: Importer) -> None:
    """
    Refuse a mapping without the required columns.

    :raises MissingColumns: when some are missing.
    """
    if missing := missing_columns(mapping, importer.columns):
        raise MissingColumns(columns=", ".join(str(column.label) for column in missing))


def forget_errors(job: ImportJob) -> None:
    """Remove the report of an earlier pass; the caller saves the job."""
    RowError.objects.filter(job=job).delete()
    job.error_file = None


def _checked(job: ImportJob, importer: Importer, mapping: Mapping[str, int]) -> ColumnMap:
    """Keep the pairs that name a column of ours and a position in the file."""
    names = {column.name for column in importer.columns}
    return {name: position for name, position in mapping.items() if name in names and 0 <= position < len(job.headers)}


def _remember(job: ImportJob) -> None:
    headings = remember_mapping(job.headers, job.mapping)
    SavedMapping.objects.update_or_create(
        organization_id=job.organization_id, kind=job.kind, defaults={"headings": headings}
    )
