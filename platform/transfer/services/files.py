"""Work with stored files as paths, and write the file of refused rows."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, groupby, islice
from operator import attrgetter
from pathlib import Path

from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kernel.actors import Actor
from kernel.models import StoredFile
from kernel.services.files import open_file, store_file
from transfer.columns import in_every_language, normalize_header
from transfer.enums import CONTENT_TYPES, FileFormat
from transfer.errors import FileExpired
from transfer.formats.guard import strip_guard
from transfer.formats.writers import open_writer
from transfer.models import ImportJob, RowError

ERROR_LABEL = _("Problem")
BATCH = 500


def error_heading() -> str:
    """Return the heading of the column that an error file has more than the file it came from."""
    return "⚠ " + " ".join(in_every_language(ERROR_LABEL))


def is_error_heading(header: str) -> bool:
    """Tell whether a heading is the one of a corrected error file, which no column is matched to."""
    return normalize_header(header) == normalize_header(error_heading())


@contextmanager
def local_path(stored: StoredFile | None) -> Iterator[Path]:
    """
    Yield a path on this machine from which a stored file can be read.

    :raises FileExpired: when the file is gone.
    """
    if stored is None:
        raise FileExpired
    try:
        path = Path(default_storage.path(stored.path))
    except NotImplementedError:
        path = None
    if path is not None:
        if not path.exists():
            raise FileExpired
        yield path
        return
    with tempfile.NamedTemporaryFile() as copy, open_file(stored) as source:
        shutil.copyfileobj(source, copy)
        copy.flush()
        yield Path(copy.name)


def write_error_file(job: ImportJob, *, actor: Actor) -> StoredFile | None:
    """Store the refused rows as they were sent, with one more column that says why; None when there are none."""
    if not job.error_count:
        return None
    headers = [header for header in job.headers if not is_error_heading(header)]
    kept = [position for position, header in enumerate(job.headers) if not is_error_heading(header)]
    errors = RowError.objects.filter(job=job).order_by("row_number", "pk").iterator(chunk_size=BATCH)
    with tempfile.TemporaryDirectory() as folder, override(job.language or None):
        path = Path(folder) / "errors"
        with open_writer(path, job.file_format, [*headers, error_heading()]) as writer:
            rows = (_error_row(list(group), kept) for _number, group in groupby(errors, attrgetter("row_number")))
            while batch := list(islice(rows, BATCH)):
                writer.write(batch)
        with path.open("rb") as file:
            return store_file(
                actor=actor,
                content=file,
                name=f"{Path(job.file_name).stem}-errors.{job.file_format}",
                content_type=CONTENT_TYPES[FileFormat(job.file_format)],
                purpose="import",
                organization_id=None,
            )


def _error_row(errors: list[RowError], kept: list[int]) -> list[str]:
    raw: list[str] = next((error.raw for error in errors if error.raw), [])
    cells = [strip_guard(raw[position]) if position < len(raw) else "" for position in kept]
    problems = (f"{label}: {error.sentence}" if (label := _label(error)) else error.sentence for error in errors)
    return list(chain(cells, ["; ".join(problems)]))


def _label(error: RowError) -> str:
    return error.column_label if error.column else ""
