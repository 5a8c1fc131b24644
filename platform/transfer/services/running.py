"""Run a whole import here and now, for commands and for apps that fill themselves with data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import IO, Any

from kernel.actors import Actor
from transfer.models import ImportJob
from transfer.services.imports import create_import
from transfer.services.working import work_on_next_import


def run_import(
    *,
    actor: Actor,
    kind: str,
    file: IO[bytes],
    file_name: str,
    size: int,
    clock: Callable[[], datetime],
    headings: Mapping[str, str] | None = None,
    options: Mapping[str, Any] | None = None,
) -> ImportJob:
    """
    Take in a file and go through it to the end in this process; a worker that is quicker may take the job over.

    :raises UnknownKind: when there is no such kind, or the actor may not import it.
    :raises FileRefused: when the file is too large, or neither CSV nor a harmless workbook.
    """
    job = create_import(
        actor=actor,
        kind=kind,
        file=file,
        file_name=file_name,
        size=size,
        headings=headings,
        options=options,
        is_automatic=True,
        now=clock(),
        is_announced=False,
    )
    while work_on_next_import(clock=clock, import_id=job.public_id):
        pass
    job.refresh_from_db()
    return job
