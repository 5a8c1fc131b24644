"""
Read one sheet of a workbook and write its rows to standard output as CSV in UTF-8.

Runs as a process of its own under limits of memory and time, so that a hostile file ends this process and nothing else. It imports no
Django and no module of ours: `python workbook_process.py FILE MEMORY_BYTES CPU_SECONDS MAX_COLUMNS MAX_CELL_LENGTH`.
"""

from __future__ import annotations

import csv
import datetime
import io
import resource
import sys
from decimal import Decimal
from typing import Any

# Exit codes that the parent turns into sentences; any other failure means that the limits struck or the file is damaged.
NO_SHEET = 3
TOO_WIDE = 4
DAMAGED = 5


def as_text(value: Any) -> str:
    """Write a cell as a person would type it: numbers to 15 digits as the program shows them, dates as ISO 8601."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format(Decimal(format(value, ".15g")), "f")
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ") if value.time() != datetime.time() else value.date().isoformat()
    return str(value)


def main(path: str, memory_bytes: int, cpu_seconds: int, max_columns: int, max_cell_length: int) -> int:
    """Convert the first visible sheet and return the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 - under the limits

    try:
        workbook = CalamineWorkbook.from_path(path)
        visible = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        if not visible:
            return NO_SHEET
        sheet = workbook.get_sheet_by_name(visible[0])
    except CalamineError:
        return DAMAGED
    if sheet.width > max_columns:
        return TOO_WIDE
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="replace", newline="", write_through=False)
    writer = csv.writer(out, lineterminator="\n")
    # One character more than the limit stays, so that the parent can tell the cell was longer.
    keep = max_cell_length + 1
    writer.writerows([as_text(value)[:keep] for value in row] for row in sheet.iter_rows())
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *(int(argument) for argument in sys.argv[2:])))
