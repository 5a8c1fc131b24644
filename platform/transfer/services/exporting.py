"""The workers' side of exports: claim a job, write the file, hand it over. An interrupted one begins again from the start."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import structlog
from django.db import OperationalError, transaction
from django.utils.translation import override

from kernel.actors import Actor
from kernel.errors import DomainError
from kernel.events import publish
from kernel.models import StoredFile
from kernel.services.files import store_file
from transfer.enums import CONTENT_TYPES, EXPORT_WORKING, ExportStatus, FileFormat
from transfer.errors import Interrupted, Superseded, TooManyRows, UnexpectedFailure
from transfer.events import ExportFinished
from transfer.formats.writers import MAX_SHEET_ROWS, TableWriter, open_writer
from transfer.limits import MAX_ATTEMPTS
from transfer.models import ExportJob
from transfer.registry import Exporter, exporter_of
from transfer.services.acting import actor_of_job
from transfer.services.trail import record_export

logger = structlog.get_logger(__name__)
BATCH = 2_000


def work_on_next_export(*, clock: Callable[[], datetime], export_id: str | None = None) -> bool:
    """Write the file of the oldest export that waits for a worker (or of the named one); False when there is none."""
    job = _claim(now=clock(), export_id=export_id)
    if job is None:
        return False
    try:
        _write(job, clock=clock)
    except Superseded:
        pass
    except OperationalError as error:
        logger.warning("export_interrupted", export_id=job.public_id, error=repr(error))
    except DomainError as refusal:
        _fail(job, refusal, now=clock())
    except Exception:
        logger.exception("export_failed", export_id=job.public_id)
        _fail(job, UnexpectedFailure(), now=clock())
    return True


@transaction.atomic
def _claim(*, now: datetime, export_id: str | None) -> ExportJob | None:
    waiting = ExportJob.objects.waiting_for_worker(working=EXPORT_WORKING, now=now)
    if export_id is not None:
        waiting = waiting.filter(public_id=export_id)
    job: ExportJob | None = waiting.select_related("user").first()
    if job is None:
        return None
    job.attempt_count += 1
    job.worker, job.heartbeat_at = secrets.token_hex(16), now
    job.save(update_fields=["attempt_count", "worker", "heartbeat_at", "updated_at"])
    return job


def _write(job: ExportJob, *, clock: Callable[[], datetime]) -> None:
    if job.attempt_count > MAX_ATTEMPTS:
        raise Interrupted
    exporter = exporter_of(job.kind)
    actor = actor_of_job(job, permission=exporter.permission)
    _start(job, exporter, actor=actor, now=clock())
    with tempfile.TemporaryDirectory() as folder, override(job.language or None):
        path = Path(folder) / "export"
        with open_writer(path, job.file_format, [str(heading) for heading in exporter.headings]) as writer:
            count = _write_rows(job, writer, exporter.rows(actor=actor, filters=job.filters), clock=clock)
        with path.open("rb") as file:
            stored = store_file(
                actor=actor,
                content=file,
                name=f"{job.kind}-{clock():%Y%m%d-%H%M}.{job.file_format}",
                content_type=CONTENT_TYPES[FileFormat(job.file_format)],
                purpose="export",
                organization_id=None,
            )
    _finish(job, stored, count, actor=actor, now=clock())


def _start(job: ExportJob, exporter: Exporter, *, actor: Actor, now: datetime) -> None:
    with transaction.atomic():
        current, before = _locked(job), job.status
        current.mark_started(row_count=exporter.count(actor=actor, filters=job.filters), at=now)
        current.save(update_fields=["status", "started_at", "done_count", "row_count", "updated_at"])
        if before != current.status:
            record_export(current, before=before, actor=actor, at=now)
    job.status = current.status


def _locked(job: ExportJob) -> ExportJob:
    current: ExportJob = ExportJob.objects.locked().get(pk=job.pk)
    if current.worker != job.worker or current.status not in EXPORT_WORKING:
        raise Superseded
    return current


def _write_rows(
    job: ExportJob, writer: TableWriter, rows: Iterable[Sequence[Any]], *, clock: Callable[[], datetime]
) -> int:
    count = 0
    for batch in _batches(rows):
        count += len(batch)
        if job.file_format == FileFormat.XLSX and count >= MAX_SHEET_ROWS:
            raise TooManyRows(limit=MAX_SHEET_ROWS - 1)
        writer.write(batch)
        mine = ExportJob.objects.filter(pk=job.pk, worker=job.worker, status=ExportStatus.RUNNING)
        if not mine.update(done_count=count, heartbeat_at=clock()):
            raise Superseded
    return count


def _batches(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch


@transaction.atomic
def _finish(job: ExportJob, stored: StoredFile, count: int, *, actor: Actor, now: datetime) -> None:
    current = _locked(job)
    before = current.status
    current.mark_done(file=stored, row_count=count, at=now)
    current.save()
    record_export(current, before=before, actor=actor, at=now)
    _announce(current, now=now)


@transaction.atomic
def _fail(job: ExportJob, refusal: DomainError, *, now: datetime) -> None:
    try:
        current = _locked(job)
    except Superseded:
        return
    before = current.status
    current.mark_failed(refusal, at=now)
    current.save()
    record_export(current, before=before, actor=Actor.system("transfer"), at=now, reason=refusal.code)
    _announce(current, now=now)


def _announce(job: ExportJob, *, now: datetime) -> None:
    publish(
        ExportFinished(
            occurred_at=now,
            organization_ids=(job.organization_id,),
            export_id=job.public_id,
            kind=job.kind,
            status=job.status,
            file_format=job.file_format,
            row_count=job.done_count,
            user_id=job.user.public_id if job.user else "",
        )
    )
