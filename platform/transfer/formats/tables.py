"""One way to read a table whatever its format, and one way to write it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

from transfer.enums import FileFormat
from transfer.errors import FileEmpty, FileTooLarge, OldWorkbook, UnknownFormat
from transfer.formats.csv_files import Row, open_csv
from transfer.formats.xlsx_files import open_xlsx
from transfer.limits import MAX_FILE_BYTES, MEBIBYTE

ZIP_MAGIC = b"PK\x03\x04"
# Old .xls workbooks, and new ones behind a password.
COMPOUND_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
# Pictures, documents, programs and archives that are no tables, whatever their name says.
FOREIGN_MAGICS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"MZ\x90",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
)
OPENERS = {FileFormat.CSV: open_csv, FileFormat.XLSX: open_xlsx}


def detect_format(file: IO[bytes], *, size: int) -> FileFormat:
    """
    Tell the format by the first bytes, whatever the name says; the position returns to the start.

    :raises FileRefused: when the file is too large, empty, or neither CSV nor XLSX.
    """
    if size > MAX_FILE_BYTES:
        raise FileTooLarge(limit_mb=MAX_FILE_BYTES // MEBIBYTE)
    if size == 0:
        raise FileEmpty
    file.seek(0)
    head = file.read(len(COMPOUND_MAGIC))
    file.seek(0)
    if head.startswith(COMPOUND_MAGIC):
        raise OldWorkbook
    if head.startswith(FOREIGN_MAGICS):
        raise UnknownFormat
    return FileFormat.XLSX if head.startswith(ZIP_MAGIC) else FileFormat.CSV


def open_table(path: Path, file_format: str) -> AbstractContextManager[Iterator[Row]]:
    """
    Open a table for one pass over its records.

    :raises FileRefused: now or while iterating, when the file is not what it should be.
    """
    return OPENERS[FileFormat(file_format)](path)
