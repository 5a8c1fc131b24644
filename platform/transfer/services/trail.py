"""Write the steps of jobs to the tamper-evident trail: who imported and exported what (F230)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kernel.actors import Actor
from kernel.transitions import Step, record_transition
from transfer.models import ExportJob, ImportJob

DOWNLOADED = "downloaded"


def record_import(
    job: ImportJob, *, before: str, actor: Actor, at: datetime, data: Mapping[str, Any] | None = None
) -> None:
    """Record one step of an import."""
    record_transition(_step("transfer.import", job, before, "", data), actor=actor, at=at)


def record_export(job: ExportJob, *, before: str, actor: Actor, at: datetime, reason: str = "") -> None:
    """Record one step of an export, or a download, with its filter and number of rows."""
    data = {"kind": job.kind, "filters": job.filters, "format": job.file_format, "rows": job.done_count}
    record_transition(_step("transfer.export", job, before, reason, data), actor=actor, at=at)


def _step(
    document_type: str, job: ImportJob | ExportJob, before: str, reason: str, data: Mapping[str, Any] | None
) -> Step:
    return Step(
        document_type,
        job.pk,
        before,
        job.status,
        reason=reason,
        organization_id=job.organization_id,
        data={"kind": job.kind, **(data or {})},
    )
