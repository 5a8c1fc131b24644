"""Let go of files whose time is over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kernel.actors import Actor
from kernel.services.files import remove_file
from transfer.enums import ImportStatus
from transfer.models import ExportJob, ImportJob, RowError
from transfer.models.imports import STATUS_FIELDS
from transfer.services.trail import record_import

WAITING_FOR_PEOPLE = frozenset({ImportStatus.MAPPING, ImportStatus.READY})


def expire_jobs(*, now: datetime) -> int:
    """Delete the files and row reports of expired jobs, cancel imports that nobody has finished; returns how many jobs."""
    with_file = Q(file__isnull=False) | Q(error_file__isnull=False)
    imports = list(ImportJob.objects.filter(with_file, expires_at__lt=now).values_list("pk", flat=True))
    exports = list(ExportJob.objects.filter(file__isnull=False, expires_at__lt=now).values_list("pk", flat=True))
    for pk in imports:
        _expire_import(pk, now=now)
    for pk in exports:
        _expire_export(pk)
    return len(imports) + len(exports)


@transaction.atomic
def _expire_import(pk: int, *, now: datetime) -> None:
    job = ImportJob.objects.locked().get(pk=pk)
    if job.is_working:
        return
    if job.status in WAITING_FOR_PEOPLE:
        before = job.status
        job.mark_cancelled(at=now)
        record_import(job, before=before, actor=Actor.system("transfer"), at=now)
    files = [stored for stored in (job.file, job.error_file) if stored is not None]
    job.file = job.error_file = None
    job.sample = []
    job.save(update_fields=[*STATUS_FIELDS, "file", "error_file", "sample"])
    RowError.objects.filter(job=job).delete()
    for stored in files:
        remove_file(stored)


@transaction.atomic
def _expire_export(pk: int) -> None:
    job = ExportJob.objects.locked().get(pk=pk)
    stored, job.file = job.file, None
    job.save(update_fields=["file", "updated_at"])
    if stored is not None:
        remove_file(stored)
