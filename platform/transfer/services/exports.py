"""What people and clients do with exports: ask, cancel, download."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import get_language

from kernel.actors import Actor
from kernel.errors import Forbidden
from kernel.models import StoredFile
from transfer.enums import EXPORT_WORKING, FileFormat
from transfer.errors import TooManyJobs
from transfer.limits import EXPORT_KEPT, MAX_OPEN_JOBS
from transfer.models import ExportJob
from transfer.registry import exporter_of
from transfer.selectors.jobs import get_export
from transfer.services.acting import describe_actor
from transfer.services.trail import DOWNLOADED, record_export
from transfer.waking import announce_work


@transaction.atomic
def request_export(
    *,
    actor: Actor,
    kind: str,
    now: datetime,
    filters: Mapping[str, Any] | None = None,
    file_format: str = FileFormat.CSV,
) -> ExportJob:
    """
    Have a file written in the background.

    :raises UnknownKind: when there is no such kind, or the actor may not export it.
    :raises Forbidden: when the actor stands for no company.
    :raises TooManyJobs: when the company has too many unfinished exports.
    """
    exporter_of(kind, actor)
    if actor.organization_id is None:
        raise Forbidden
    open_jobs = ExportJob.objects.filter(organization_id=actor.organization_id, status__in=EXPORT_WORKING)
    if open_jobs.count() >= MAX_OPEN_JOBS:
        raise TooManyJobs(limit=MAX_OPEN_JOBS)
    job = ExportJob.objects.create(
        organization_id=actor.organization_id,
        user_id=actor.user_id,
        asked_by=describe_actor(actor),
        language=get_language() or "",
        kind=kind,
        filters=dict(filters or {}),
        file_format=FileFormat(file_format),
        expires_at=now + EXPORT_KEPT,
    )
    record_export(job, before="", actor=actor, at=now)
    announce_work()
    return job


@transaction.atomic
def cancel_export(*, actor: Actor, export_id: str, now: datetime) -> ExportJob:
    """
    Stop an export.

    :raises NotFound: when the actor may not see it.
    :raises IllegalTransition: when it has ended.
    """
    job = get_export(actor=actor, export_id=export_id, lock=True)
    before = job.status
    job.mark_cancelled(at=now)
    job.save(update_fields=["status", "finished_at", "worker", "heartbeat_at", "updated_at"])
    record_export(job, before=before, actor=actor, at=now)
    return job


@transaction.atomic
def download_export(*, actor: Actor, export_id: str, now: datetime) -> StoredFile:
    """
    Return the finished file, after looking again at what the actor may do now, and put the download on the record (F230).

    :raises NotFound: when the actor may not see the export (any more).
    :raises FileExpired: when there is no file.
    """
    job = get_export(actor=actor, export_id=export_id)
    stored = job.ensure_file()
    ExportJob.objects.filter(pk=job.pk).update(download_count=F("download_count") + 1)
    record_export(job, before=job.status, actor=actor, at=now, reason=DOWNLOADED)
    return stored
