"""
The workers' side of imports: claim a job, look into its file, go through its rows chunk by chunk.

A chunk's rows, its faults and the job's progress commit together, under a lock on the job: whatever kills a worker, the next one goes
on exactly after the last committed chunk. Celery only wakes; what is to be done stands in PostgreSQL.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain, islice

import structlog
from django.db import OperationalError, transaction
from django.utils.translation import override

from kernel.actors import Actor
from kernel.errors import DomainError
from kernel.events import publish
from kernel.models import StoredFile
from transfer.enums import ImportStatus
from transfer.errors import (
    FileEmpty,
    Interrupted,
    Superseded,
    TooManyColumns,
    TooManyFaultyRows,
    TooManyRows,
    UnexpectedFailure,
)
from transfer.events import ImportFinished
from transfer.formats.csv_files import Row
from transfer.formats.tables import open_table
from transfer.limits import MAX_ATTEMPTS, MAX_COLUMNS, MAX_FAULTY_ROWS, MAX_ROWS, PREVIEW_ROWS, WORK_BUDGET
from transfer.matching import HEADER_SEARCH_ROWS, find_header, suggest_mapping
from transfer.models import ImportJob
from transfer.models.imports import PROGRESS_FIELDS, STATUS_FIELDS
from transfer.registry import ImportContext, Importer, importer_of
from transfer.selectors.jobs import remembered_headings
from transfer.services.acting import actor_of_job
from transfer.services.chunks import apply_chunk, report_faults
from transfer.services.exporting import work_on_next_export
from transfer.services.files import is_error_heading, local_path, write_error_file
from transfer.services.imports import ensure_complete
from transfer.services.trail import record_import

logger = structlog.get_logger(__name__)
Clock = Callable[[], datetime]


def work_until(*, clock: Clock) -> bool:
    """Work on waiting jobs one after another; False when time ran out before nothing was left."""
    deadline = clock() + WORK_BUDGET
    while clock() < deadline:
        if not work_on_next_import(clock=clock, deadline=deadline) and not work_on_next_export(clock=clock):
            return True
    return False


def work_on_next_import(*, clock: Clock, deadline: datetime | None = None, import_id: str | None = None) -> bool:
    """Take the oldest import that waits for a worker (or the named one) one step further; False when there is none."""
    job = _claim(now=clock(), import_id=import_id)
    if job is None:
        return False
    try:
        _work_on(job, clock=clock, deadline=deadline)
    except Superseded:
        pass
    except OperationalError as error:
        # The database went away or broke a deadlock: the sweep tries again from the last committed chunk.
        logger.warning("import_interrupted", import_id=job.public_id, error=repr(error))
    except DomainError as refusal:
        _fail(job, refusal, now=clock())
    except Exception:
        logger.exception("import_failed", import_id=job.public_id)
        _fail(job, UnexpectedFailure(), now=clock())
    return True


@transaction.atomic
def _claim(*, now: datetime, import_id: str | None) -> ImportJob | None:
    waiting = ImportJob.objects.waiting_for_worker(working=ImportJob.WORKING, now=now)
    if import_id is not None:
        waiting = waiting.filter(public_id=import_id)
    job: ImportJob | None = waiting.select_related("user", "file").first()
    if job is None:
        return None
    job.attempt_count += 1
    job.worker, job.heartbeat_at = secrets.token_hex(16), now
    job.save(update_fields=["attempt_count", "worker", "heartbeat_at", "updated_at"])
    return job


def _work_on(job: ImportJob, *, clock: Clock, deadline: datetime | None) -> None:
    if job.attempt_count > MAX_ATTEMPTS:
        raise Interrupted
    importer = importer_of(job.kind)
    actor = actor_of_job(job, permission=importer.permission)
    if job.status == ImportStatus.UPLOADED:
        _inspect(job, importer, actor=actor, clock=clock)
    else:
        _go_through(job, importer, actor=actor, clock=clock, deadline=deadline)


@contextmanager
def _locked(job: ImportJob) -> Iterator[ImportJob]:
    """
    Lock the job for one transaction, as long as it is still ours.

    :raises Superseded: when it is not.
    """
    with transaction.atomic():
        current = ImportJob.objects.locked().get(pk=job.pk)
        if current.worker != job.worker or current.status != job.status:
            raise Superseded
        yield current


def _inspect(job: ImportJob, importer: Importer, *, actor: Actor, clock: Clock) -> None:
    """Read the file once to the end: find the header row, match columns, count the rows, keep some to show."""
    with local_path(job.file) as path, open_table(path, job.file_format) as rows:
        head = list(islice(rows, HEADER_SEARCH_ROWS + PREVIEW_ROWS))
        header_row = find_header(head, importer.columns)
        headers = _trimmed(head[header_row]) if head else []
        if len(headers) > MAX_COLUMNS:
            raise TooManyColumns(limit=MAX_COLUMNS)
        sample = [row for row in head[header_row + 1 :] if _has_content(row)]
        count = _count(sample, rows)
    remembered = remembered_headings(organization_id=job.organization_id, kind=job.kind)
    chosen = {**remembered, **job.options.get("headings", {})}
    matchable = ["" if is_error_heading(header) else header for header in headers]
    with _locked(job) as current:
        current.header_row, current.headers, current.row_count = header_row, headers, count
        current.sample = [
            [cell[:200].replace("\0", "␀") for cell in row[: len(headers)]] for row in sample[:PREVIEW_ROWS]
        ]
        current.mapping = suggest_mapping(matchable, importer.columns, chosen)
        _after_inspection(current, importer, now=clock())
        current.save(update_fields=[*STATUS_FIELDS, "header_row", "headers", "sample", "row_count", "mapping"])
        record_import(current, before=job.status, actor=actor, at=clock(), data={"rows": count})


def _after_inspection(job: ImportJob, importer: Importer, *, now: datetime) -> None:
    if not job.is_automatic:
        job.move_to(ImportStatus.MAPPING)
        return
    ensure_complete(job.mapping, importer)
    job.mark_started(ImportStatus.VALIDATING if job.options.get("dry_run") else ImportStatus.RUNNING, at=now)


def _count(sample: list[Row], rows: Iterator[Row]) -> int:
    count = 0
    for row in chain(sample, rows):
        count += _has_content(row)
        if count > MAX_ROWS:
            raise TooManyRows(limit=MAX_ROWS)
    if count == 0:
        raise FileEmpty
    return count


def _has_content(row: Row) -> bool:
    return any(map(str.strip, row))


def _trimmed(header: Row) -> Row:
    """Return the headings without the empty ones at the end."""
    headers = [cell.strip().replace("\0", "␀") for cell in header]
    while headers and not headers[-1]:
        headers.pop()
    return headers


def _go_through(job: ImportJob, importer: Importer, *, actor: Actor, clock: Clock, deadline: datetime | None) -> None:
    """Go on with the rows after those already done, until the end or until the time is up."""
    with local_path(job.file) as path, open_table(path, job.file_format) as rows:
        behind = job.header_row + 1 + job.read_count
        next(islice(rows, behind, behind), None)
        while chunk := list(islice(rows, importer.chunk_size)):
            job = _write_chunk(job, importer, chunk, actor=actor, clock=clock)
            if job.error_count > MAX_FAULTY_ROWS:
                raise TooManyFaultyRows(limit=MAX_FAULTY_ROWS)
            if deadline is not None and clock() >= deadline:
                _hand_on(job)
                return
    _finish(job, importer, actor=actor, clock=clock)


def _write_chunk(job: ImportJob, importer: Importer, rows: list[Row], *, actor: Actor, clock: Clock) -> ImportJob:
    with _locked(job) as current, override(job.language or None):
        result = apply_chunk(
            importer,
            rows,
            mapping=current.mapping,
            first_number=current.header_row + 2 + current.read_count,
            width=len(current.headers),
            context=_context(current, actor=actor, now=clock()),
        )
        report_faults(current, result)
        current.advance(read=len(rows), tally=result.tally, faulty=result.faulty_count, at=clock())
        current.save(update_fields=PROGRESS_FIELDS)
    current.file = job.file
    return current


def _context(job: ImportJob, *, actor: Actor, now: datetime) -> ImportContext:
    return ImportContext(
        actor=actor,
        organization_id=job.organization_id,
        job_id=job.public_id,
        now=now,
        options=job.options,
        is_dry_run=job.is_dry_run,
    )


def _hand_on(job: ImportJob) -> None:
    with _locked(job) as current:
        current.release()
        current.save(update_fields=["worker", "heartbeat_at", "updated_at"])


def _finish(job: ImportJob, importer: Importer, *, actor: Actor, clock: Clock) -> None:
    error_file = write_error_file(job, actor=actor)
    with _locked(job) as current:
        now = clock()
        if not current.is_dry_run:
            importer.finish(_context(current, actor=actor, now=now))
        current.row_count, current.error_file = current.done_count, error_file
        current.mark_finished(at=now)
        current.save(update_fields=[*STATUS_FIELDS, "row_count", "error_file"])
        record_import(current, before=job.status, actor=actor, at=now, data=_counts(current))
        _announce(current, now=now)


def _fail(job: ImportJob, refusal: DomainError, *, now: datetime) -> None:
    """Give the job up; the rows that earlier chunks have written stay, and their number is on the job."""
    error_file = _error_file_if_any(job)
    try:
        with _locked(job) as current:
            current.mark_failed(refusal, at=now)
            current.error_file = error_file
            current.save(update_fields=[*STATUS_FIELDS, "error_file"])
            record_import(
                current, before=job.status, actor=Actor.system("transfer"), at=now, data={"code": refusal.code}
            )
            _announce(current, now=now)
    except Superseded:
        return


def _error_file_if_any(job: ImportJob) -> StoredFile | None:
    current = ImportJob.objects.get(pk=job.pk)
    return write_error_file(current, actor=Actor.system("transfer"))


def _counts(job: ImportJob) -> dict[str, int]:
    return {
        "rows": job.done_count,
        "created": job.created_count,
        "updated": job.updated_count,
        "unchanged": job.unchanged_count,
        "refused": job.error_count,
    }


def _announce(job: ImportJob, *, now: datetime) -> None:
    if not job.has_ended:
        return
    publish(
        ImportFinished(
            occurred_at=now,
            organization_ids=(job.organization_id,),
            import_id=job.public_id,
            kind=job.kind,
            status=job.status,
            file_name=job.file_name,
            row_count=job.done_count,
            created_count=job.created_count,
            updated_count=job.updated_count,
            unchanged_count=job.unchanged_count,
            error_count=job.error_count,
            user_id=job.user.public_id if job.user else "",
        )
    )
