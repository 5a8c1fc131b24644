"""Read workbooks through a process of their own: what is inside may be hostile."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from transfer.errors import ArchiveRefused, FileEmpty, FileRefused, TooManyColumns, WorkbookTooLarge
from transfer.formats import workbook_process
from transfer.formats.archives import ensure_harmless_workbook
from transfer.formats.csv_files import Row, read_records
from transfer.limits import MAX_CELL_LENGTH, MAX_COLUMNS, WORKBOOK_CPU_SECONDS, WORKBOOK_MEMORY_BYTES

PROGRAM = Path(workbook_process.__file__)


@contextmanager
def open_xlsx(path: Path) -> Iterator[Iterator[Row]]:
    """
    Yield the records of the first visible sheet as lists of strings.

    :raises FileRefused: before or while iterating, when the workbook is damaged, protected, hostile or too large.
    """
    with path.open("rb") as file:
        ensure_harmless_workbook(file)
    limits = [WORKBOOK_MEMORY_BYTES, WORKBOOK_CPU_SECONDS, MAX_COLUMNS, MAX_CELL_LENGTH]
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(  # noqa: S603 - our own program and a path that we made
            [sys.executable, "-I", str(PROGRAM), str(path), *map(str, limits)],
            stdout=subprocess.PIPE,
            stderr=complaints,
            stdin=subprocess.DEVNULL,
        ) as process,
    ):
        try:
            yield _records(process)
        finally:
            process.kill()


def _records(process: subprocess.Popen[bytes]) -> Iterator[Row]:
    assert process.stdout is not None
    with io.TextIOWrapper(process.stdout, encoding="utf-8", newline="") as text:
        yield from read_records(text)
    if code := process.wait():
        raise _refusal(code)


def _refusal(code: int) -> FileRefused:
    known: dict[int, FileRefused] = {
        workbook_process.NO_SHEET: FileEmpty(),
        workbook_process.TOO_WIDE: TooManyColumns(limit=MAX_COLUMNS),
        workbook_process.DAMAGED: ArchiveRefused(),
    }
    return known.get(code) or WorkbookTooLarge()
