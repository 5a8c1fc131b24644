"""Read delimited text: encoding and delimiter found out, lines and cells bounded, memory flat."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from transfer.errors import NotATable
from transfer.formats.encodings import detect_encoding
from transfer.limits import MAX_LINE_LENGTH

DELIMITERS = (",", ";", "\t")
SNIFFED_LINES = 50
# Some spreadsheet programs say the delimiter in a first line of its own.
DECLARATION = "sep="

Row = list[str]


@contextmanager
def open_csv(path: Path) -> Iterator[Iterator[Row]]:
    """
    Yield the records of a text file as lists of strings.

    :raises UnknownEncoding: when the characters cannot be read.
    :raises NotATable: while iterating, at an endless line or cell, or a quotation mark that is not closed.
    """
    with path.open("rb") as raw:
        encoding = detect_encoding(raw)
        with io.TextIOWrapper(raw, encoding=encoding, newline="") as text:
            head = list(islice(_bounded_lines(text), SNIFFED_LINES))
            delimiter, is_declared = _delimiter(head)
            text.seek(0)
            lines = _bounded_lines(text)
            if is_declared:
                next(lines)
            yield _records(lines, delimiter)


def read_records(text: io.TextIOBase) -> Iterator[Row]:
    """Yield the records of comma-separated text that we have written ourselves."""
    return _records(_bounded_lines(text), ",")


def _records(lines: Iterator[str], delimiter: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise NotATable(line=reader.line_num) from error


def _bounded_lines(text: io.TextIOBase) -> Iterator[str]:
    number = 0
    while line := text.readline(MAX_LINE_LENGTH):
        number += 1
        if len(line) == MAX_LINE_LENGTH:
            raise NotATable(line=number)
        yield line


def _delimiter(head: list[str]) -> tuple[str, bool]:
    """Return the delimiter that cuts the first lines into the most columns alike, and whether the file declares it."""
    first = head[0].strip() if head else ""
    if first.lower().startswith(DECLARATION) and len(first) == len(DECLARATION) + 1:
        return first[-1], True
    return max(DELIMITERS, key=lambda delimiter: _evenness(head, delimiter)), False


def _evenness(head: list[str], delimiter: str) -> tuple[int, int]:
    try:
        widths = [len(row) for row in csv.reader(head, delimiter=delimiter) if row]
    except csv.Error:
        return (0, 0)
    common = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
    return (widths.count(common) if common > 1 else 0, common)
