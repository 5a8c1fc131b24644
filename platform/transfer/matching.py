"""Match the headings of a file to the columns of an importer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transfer.columns import Column, normalize_header

# Where the header row is looked for: some tables have a title above it.
HEADER_SEARCH_ROWS = 10

ColumnMap = dict[str, int]


def find_header(head: Sequence[Sequence[str]], columns: Sequence[Column]) -> int:
    """Return the index of the row with the most known headings; of the first row that is not empty when none has any."""
    known = set().union(*(column.names for column in columns))
    candidates = [index for index, row in enumerate(head[:HEADER_SEARCH_ROWS]) if any(map(str.strip, row))]
    if not candidates:
        return 0
    return max(candidates, key=lambda index: (sum(normalize_header(cell) in known for cell in head[index]), -index))


def suggest_mapping(
    headers: Sequence[str], columns: Sequence[Column], remembered: Mapping[str, str] | None = None
) -> ColumnMap:
    """
    Return which heading belongs to which column: column name → position in the row.

    What the organization has chosen before (normalised heading → column name, empty for none) wins over names and aliases.
    """
    remembered = remembered or {}
    by_name = {name: column.name for column in reversed(columns) for name in column.names}
    names = {column.name for column in columns}
    mapping: ColumnMap = {}
    for position, header in enumerate(headers):
        normalized = normalize_header(header)
        name = remembered.get(normalized, by_name.get(normalized))
        if normalized and name in names:
            mapping.setdefault(name, position)
    return mapping


def missing_columns(mapping: Mapping[str, int], columns: Sequence[Column]) -> list[Column]:
    """Return the required columns that no heading was matched to."""
    return [column for column in columns if column.required and column.name not in mapping]


def remember_mapping(headers: Sequence[str], mapping: Mapping[str, int]) -> dict[str, str]:
    """Return the choice in the form that `suggest_mapping` takes: normalised heading → column name, empty for none."""
    by_position = {position: name for name, position in mapping.items()}
    remembered: dict[str, str] = {}
    for position, header in enumerate(headers):
        if normalized := normalize_header(header):
            remembered.setdefault(normalized, by_position.get(position, ""))
    return remembered
