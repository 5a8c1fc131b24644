"""
The fast way in: one chunk of rows in a temporary table, typed and checked, for set-based SQL to take from there.

`{stage}` in a statement stands for the table. Its columns are `row_number` and the importer's columns under their names; what was not
given is NULL. A row that an importer rejects leaves the table and appears in the report.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from typing import Any

from django.db import connection

from kernel.errors import DomainError
from transfer import faults
from transfer.columns import CellFault, Column
from transfer.faults import Fault, faults_of_refusal
from transfer.formats.csv_files import Row

TABLE = "transfer_stage"
COPY_PIECE = 1 << 18
# What COPY's text format reads as something else.
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_TO_ESCAPE = ("\\", "\t", "\n", "\r")


class CopyStage:
    """A chunk of an import in the database, and the faults found in it; lives inside one transaction."""

    def __init__(self, columns: Sequence[Column], *, given: Sequence[str] | None = None) -> None:
        self.columns = tuple(columns)
        self.given = frozenset(column.name for column in columns) if given is None else frozenset(given)
        self.faults: list[Fault] = []

    def load(self, row_numbers: Sequence[int], cells: Mapping[str, Sequence[str]]) -> int:
        """
        Check the cells column by column, copy the faultless rows into a fresh table and return how many they are.

        `cells` holds one sequence per given column, each as long as `row_numbers`.
        """
        values, faulty = self._read(row_numbers, cells)
        if faulty:
            keep = [index not in faulty for index in range(len(row_numbers))]
            row_numbers = list(compress(row_numbers, keep))
            values = [list(compress(column, keep)) for column in values]
        self._create()
        if row_numbers:
            self._copy(row_numbers, values)
        return len(row_numbers)

    def execute(self, statement: str, params: Sequence[Any] = ()) -> int:
        """Run a statement and return how many rows it touched."""
        with connection.cursor() as cursor:
            cursor.execute(self.named(statement), params)
            return int(cursor.rowcount)

    def fetch(self, statement: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a statement and return its rows."""
        with connection.cursor() as cursor:
            cursor.execute(self.named(statement), params)
            return list(cursor.fetchall())

    def add_column(self, name: str, sql_type: str) -> None:
        """Give the table one more column, for what is looked up: a foreign key, a previous value."""
        self.execute(f"ALTER TABLE {{stage}} ADD COLUMN {_quoted(name)} {sql_type}")

    def count(self) -> int:
        """Return how many rows are left."""
        return int(self.fetch("SELECT count(*) FROM {stage}")[0][0])

    def reject(self, condition: str, params: Sequence[Any] = (), *, code: str, message: str, column: str = "") -> int:
        """
        Take the rows that meet an SQL condition out of the table and report them; returns how many.

        `message` is an English sentence marked with `gettext_noop`; `%(value)s` in it is the faulty cell of `column`.
        """
        value = f"{_quoted(column)}::text" if column else "NULL"
        statement = f"DELETE FROM {{stage}} WHERE {condition} RETURNING row_number, {value}"  # noqa: S608 - from importers' code
        rows = self.fetch(statement, params)
        self.faults += [
            Fault(number, code, message, column, {"value": shown or ""} if column else {}) for number, shown in rows
        ]
        return len(rows)

    def reject_duplicates(self, *keys: str) -> int:
        """Report every row whose key stands in an earlier row of the chunk already; returns how many."""
        partition = ", ".join(map(_quoted, keys))
        rows = self.fetch(
            f"""
            DELETE FROM {{stage}} AS later USING (
                SELECT row_number, first_value(row_number) OVER (PARTITION BY {partition} ORDER BY row_number) AS first_row
                FROM {{stage}} WHERE ({partition}) IS NOT NULL
            ) AS ranked
            WHERE later.row_number = ranked.row_number AND ranked.row_number > ranked.first_row
            RETURNING later.row_number, ranked.first_row
            """  # noqa: S608 - quoted names from importers' code
        )
        self.faults += [
            Fault(number, "duplicate", faults.DUPLICATE, keys[0], {"row": first_row}) for number, first_row in rows
        ]
        return len(rows)

    def refuse(self, row_number: int, refusal: DomainError) -> None:
        """Report what a service has refused about one row."""
        self.faults += faults_of_refusal(row_number, refusal)

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the rows in the order of the file, as typed values under the columns' names; None where nothing was given."""
        names = [column.name for column in self.columns]
        listed = ", ".join(map(_quoted, names))
        statement = f"SELECT row_number, {listed} FROM {{stage}} ORDER BY row_number"  # noqa: S608 - quoted names
        for number, *values in self.fetch(statement):
            yield number, dict(zip(names, values, strict=True))

    def drop(self) -> None:
        """Remove the table before the transaction ends, so that another chunk can have its own."""
        self.execute("DROP TABLE IF EXISTS {stage}")

    def _read(
        self, row_numbers: Sequence[int], cells: Mapping[str, Sequence[str]]
    ) -> tuple[list[Sequence[str]], set[int]]:
        nothing = [""] * len(row_numbers)
        values: list[Sequence[str]] = []
        faulty: set[int] = set()
        for column in self.columns:
            if column.name in self.given:
                read, found = column.read([cell.strip() for cell in cells[column.name]])
                faulty.update(fault.index for fault in found)
                self.faults += [_located(fault, row_numbers, column) for fault in found]
                values.append(_escaped(read) if column.is_text else read)
            else:
                values.append(nothing)
        return values, faulty

    def _create(self) -> None:
        listed = ", ".join(f"{_quoted(column.name)} {column.sql_type}" for column in self.columns)
        self.execute(f"CREATE TEMPORARY TABLE {{stage}} (row_number integer NOT NULL, {listed}) ON COMMIT DROP")

    def _copy(self, row_numbers: Sequence[int], values: list[Sequence[str]]) -> None:
        lines = map("\t".join, zip(map(str, row_numbers), *values, strict=True))
        data = io.BytesIO("\n".join(lines).encode())
        with connection.cursor() as cursor:
            cursor.copy_expert(self.named("COPY {stage} FROM STDIN WITH (FORMAT text, NULL '')"), data, COPY_PIECE)
            # Without it the planner takes the table for a few rows and joins it row by row.
            cursor.execute(self.named("ANALYZE {stage}"))

    def named(self, statement: str) -> str:
        """Put the table's name into a statement, for those that `execute` cannot run."""
        return statement.replace("{stage}", TABLE)


def _located(fault: CellFault, row_numbers: Sequence[int], column: Column) -> Fault:
    return Fault(row_numbers[fault.index], fault.code, fault.message, column.name, fault.params)


def _escaped(values: list[str]) -> list[str]:
    blob = "".join(values)
    return [value.translate(_ESCAPES) for value in values] if any(mark in blob for mark in _TO_ESCAPE) else values


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def cut_columns(
    rows: Sequence[Row], mapping: Mapping[str, int], *, first_number: int, width: int
) -> tuple[list[int], list[Row], dict[str, Sequence[str]], list[Fault]]:
    """
    Turn rows into columns: row numbers, the rows kept, the cells of each mapped column, and the faults of rows that do not fit.

    Empty rows are left out, short ones are filled up. `first_number` is the number of the first row in the file.
    """
    numbers: list[int] = []
    kept: list[Row] = []
    found: list[Fault] = []
    for number, row in enumerate(rows, first_number):
        if len(row) != width:
            if not any(row):
                continue
            if any(map(str.strip, row[width:])):
                found.append(Fault(number, "too_many_cells", faults.TOO_MANY_CELLS))
                continue
            row = (row + [""] * (width - len(row)))[:width]  # noqa: PLW2901 - the row made to fit is the row
        elif not any(row) or not any(map(str.strip, row)):
            continue
        numbers.append(number)
        kept.append(row)
    cut = list(zip(*kept, strict=True)) if kept else [()] * width
    return numbers, kept, {name: cut[position] for name, position in mapping.items()}, found
