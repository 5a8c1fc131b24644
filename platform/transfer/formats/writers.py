"""Write tables row by row with flat memory; texts are guarded against formula injection, numbers stay numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from django.utils import timezone

from transfer.enums import FileFormat
from transfer.formats.guard import guard_text

MAX_SHEET_ROWS = 1_048_576
MAX_SHEET_TEXT = 32_767
# Beyond 15 digits a spreadsheet keeps a number only roughly.
EXACT_DIGITS = 15
COLUMN_WIDTH = 18


class TableWriter(Protocol):
    """Takes the rows of one table."""

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Append rows."""


def open_writer(path: Path, file_format: str, header: Sequence[str]) -> AbstractContextManager[TableWriter]:
    """Open a table for writing, with its header row written."""
    opener = _open_xlsx if file_format == FileFormat.XLSX else _open_csv
    return opener(path, header)


def as_text(value: Any) -> str:
    """Write a value as text that a person can read and an import takes back."""
    if value is None:
        return ""
    for kinds, write in _PLAIN:
        if isinstance(value, kinds):
            return write(value)
    listed = isinstance(value, list | tuple | set | frozenset)
    return guard_text(", ".join(map(str, value)) if listed else str(value))


def _moment_as_text(value: datetime) -> str:
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return local.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")


# In this order: a truth value is also an integer, a moment is also a date.
_PLAIN: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (bool, lambda value: "TRUE" if value else "FALSE"),
    ((int, float), str),
    (Decimal, lambda value: f"{value.normalize():f}"),
    (datetime, _moment_as_text),
    (date, lambda value: str(value.isoformat())),
)


class _CsvWriter:
    def __init__(self, text: io.TextIOBase) -> None:
        self._writer = csv.writer(text)

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        self._writer.writerows([as_text(value) for value in row] for row in rows)


@contextmanager
def _open_csv(path: Path, header: Sequence[str]) -> Iterator[TableWriter]:
    # The mark at the start makes spreadsheet programs read UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as text:
        writer = _CsvWriter(text)
        writer.write([header])
        yield writer


class _XlsxWriter:
    def __init__(self, workbook: Any) -> None:
        self._sheet = workbook.add_worksheet()
        self._bold = workbook.add_format({"bold": True, "bg_color": "#EEF2F7", "bottom": 1})
        self._row = 0

    def write_header(self, header: Sequence[str]) -> None:
        for column, label in enumerate(header):
            self._sheet.write_string(0, column, as_text(label), self._bold)
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, max(len(header) - 1, 0), COLUMN_WIDTH)
        self._row = 1

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        for row in rows:
            for column, value in enumerate(row):
                self._write_cell(column, value)
            self._row += 1

    def _write_cell(self, column: int, value: Any) -> None:
        if value is None or value == "":
            return
        if _is_exact_number(value):
            self._sheet.write_number(self._row, column, value)
        else:
            self._sheet.write_string(self._row, column, as_text(value)[:MAX_SHEET_TEXT])


def _is_exact_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return isinstance(value, float)
    return len(str(value).strip("-").replace(".", "")) <= EXACT_DIGITS


@contextmanager
def _open_xlsx(path: Path, header: Sequence[str]) -> Iterator[TableWriter]:
    import xlsxwriter  # noqa: PLC0415 - only where a workbook is written

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        writer = _XlsxWriter(workbook)
        writer.write_header(header)
        yield writer
