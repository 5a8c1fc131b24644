"""Look at a workbook's table of contents before anything is unpacked (reliability S10)."""

from __future__ import annotations

import stat
import zipfile
from pathlib import PurePosixPath
from typing import IO

from transfer.errors import ArchiveRefused, OldWorkbook, UnknownFormat
from transfer.limits import MAX_ARCHIVE_ENTRIES, MAX_COMPRESSION_RATIO, MAX_INFLATED_BYTES, RATIO_FREE_BYTES

WORKBOOK = "xl/workbook.xml"
ENCRYPTED = 0x1
NESTED = frozenset(
    {".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".docm", ".pptx", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar"}
)


def ensure_harmless_workbook(file: IO[bytes]) -> None:
    """
    Refuse an archive that is no workbook or might be a bomb; the position returns to the start.

    :raises ArchiveRefused: when it is damaged, too large inside, too well compressed, or holds links or further archives.
    :raises OldWorkbook: when it is protected by a password.
    :raises UnknownFormat: when it is an archive of something else.
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise ArchiveRefused from error
    finally:
        file.seek(0)
    if WORKBOOK not in {entry.filename for entry in entries}:
        raise UnknownFormat
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise OldWorkbook
    if len(entries) > MAX_ARCHIVE_ENTRIES or any(_is_foreign(entry) for entry in entries):
        raise ArchiveRefused
    _ensure_modest(entries)


def _is_foreign(entry: zipfile.ZipInfo) -> bool:
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    return is_link or PurePosixPath(entry.filename.lower()).suffix in NESTED


def _ensure_modest(entries: list[zipfile.ZipInfo]) -> None:
    inflated = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    is_dense = inflated > RATIO_FREE_BYTES and inflated > packed * MAX_COMPRESSION_RATIO
    if inflated > MAX_INFLATED_BYTES or is_dense:
        raise ArchiveRefused
