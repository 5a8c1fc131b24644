"""Hand tables to the public import, as an operator's staff would upload them, and check what came of it."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings

from accounts.services.registration import ensure_platform
from kernel.actors import Actor, Channel
from kernel.verification import invariants
from transfer.models import ImportJob
from transfer.selectors.jobs import list_row_errors
from transfer.services.running import run_import

Say = Callable[[str], None]


@dataclass
class Report:
    """What an import of a sample company came to; printed, and written as JSON where that is asked for."""

    counts: dict[str, int] = field(default_factory=dict)
    totals: dict[str, Any] = field(default_factory=dict)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    broken_invariants: list[str] = field(default_factory=list)
    checked_invariants: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, name: str, count: int) -> None:
        """Count more of something."""
        self.counts[name] = self.counts.get(name, 0) + count

    def refuse(self, table: str, key: object, reason: str) -> None:
        """List a row that was not imported."""
        self.rejected.append({"table": table, "key": str(key), "reason": reason})

    def as_json(self) -> dict[str, Any]:
        """Return everything in plain values."""
        return asdict(self)


class Stopwatch:
    """Tells the seconds of each part of a long work."""

    def __init__(self, report: Report, say: Say) -> None:
        self._report, self._say = report, say
        self._started = self._last = time.monotonic()

    def lap(self, name: str, words: str) -> None:
        """End a part: keep its seconds and say what was done."""
        now = time.monotonic()
        self._report.seconds[name] = round(now - self._last, 1)
        self._report.seconds["all"] = round(now - self._started, 1)
        self._last = now
        self._say(f"{now - self._started:6.1f} s  {words}")


def operator(name: str, *, now: datetime) -> Actor:
    """Return the platform itself as the one who imports; on the record it is named after the sample company."""
    platform = ensure_platform(name_zh=settings.BRAND.name_zh, name_en=settings.BRAND.name_en, now=now)
    return replace(Actor.system(name), organization_id=platform.pk, channel=Channel.IMPORT)


def bring_in(
    *,
    actor: Actor,
    kind: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    system: str,
    clock: Callable[[], datetime],
    report: Report,
    options: Mapping[str, Any] | None = None,
) -> ImportJob | None:
    """
    Write a table as CSV and put it through the public import; nothing happens without rows.

    :raises RuntimeError: when the import as a whole failed.
    """
    with TemporaryFile() as binary:
        text = io.TextIOWrapper(binary, encoding="utf-8", newline="", write_through=True)
        writer = csv.writer(text)
        writer.writerow(headings)
        writer.writerows(rows)
        size = text.tell()
        if size <= len(",".join(headings)) + 2:
            return None
        binary.seek(0)
        job = run_import(
            actor=actor,
            kind=kind,
            file=binary,
            file_name=f"{system}-{kind}.csv",
            size=size,
            options={"system": system, **(options or {})},
            clock=clock,
        )
        text.detach()
    _count(job, actor, report)
    return job


def _count(job: ImportJob, actor: Actor, report: Report) -> None:
    if job.status not in ("done", "done_with_errors"):
        message = f"The import of {job.kind} ended as {job.status}: {job.failure}"
        raise RuntimeError(message)
    report.add(job.kind, job.created_count)
    for error in list_row_errors(actor=actor, import_id=job.public_id):
        report.refuse(job.kind, f"row {error.row_number} {error.raw[:2]}", f"{error.column} {error.sentence}".strip())


def verify(report: Report, *prefixes: str) -> None:
    """Check the invariants whose names begin so, and report those that do not hold."""
    checks: Mapping[str, Any] = {name: check for name, check in invariants().items() if name.startswith(prefixes)}
    for name, check in checks.items():
        report.broken_invariants += [f"{name}: {sentence}" for sentence in check()]
    report.checked_invariants = len(checks)
