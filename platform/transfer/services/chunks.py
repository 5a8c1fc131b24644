"""Write one chunk of an import: rows into columns, columns into the stage, the importer's SQL over the stage, faults into the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import DataError, IntegrityError, connection, transaction

from transfer import faults
from transfer.faults import Fault
from transfer.formats.csv_files import Row
from transfer.models import ImportJob, RowError
from transfer.registry import ImportContext, Importer, Tally
from transfer.staging import CopyStage, cut_columns

ERROR_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class ChunkResult:
    """What a chunk came to; `unchanged` in the tally is what the importer neither made, changed nor rejected."""

    tally: Tally
    faults: Sequence[Fault]
    raw: Mapping[int, Row]

    @property
    def faulty_count(self) -> int:
        """Return how many rows have at least one fault."""
        return len({fault.row_number for fault in self.faults})


def apply_chunk(
    importer: Importer,
    rows: Sequence[Row],
    *,
    mapping: Mapping[str, int],
    first_number: int,
    width: int,
    context: ImportContext,
) -> ChunkResult:
    """Check and write rows inside the caller's transaction; a dry run's writing is undone before this returns."""
    numbers, kept, cells, found = cut_columns(rows, mapping, first_number=first_number, width=width)
    with transaction.atomic():
        tally, rejected = _apply(importer, numbers, cells, context)
        if context.is_dry_run:
            transaction.set_rollback(True)
    found += rejected
    result = ChunkResult(tally, found, _raw_rows(rows, first_number, found))
    looked_at = len(kept) + len({fault.row_number for fault in found} - set(numbers))
    tally.unchanged = looked_at - tally.created - tally.updated - result.faulty_count
    if tally.unchanged < 0:
        message = f"{importer.kind} counted more rows than there are"
        raise RuntimeError(message)
    return result


def _apply(
    importer: Importer, numbers: list[int], cells: Mapping[str, Sequence[str]], context: ImportContext
) -> tuple[Tally, list[Fault]]:
    """Write rows; where the database refuses them together, write each half for itself, down to the row at fault."""
    stage = CopyStage(importer.columns, given=list(cells))
    try:
        with transaction.atomic():
            tally = importer.apply(stage, context) if stage.load(numbers, cells) else Tally()
            stage.drop()
            _check_deferred_constraints()
    except (IntegrityError, DataError):
        if len(numbers) == 1:
            return Tally(), [Fault(numbers[0], "refused_by_database", faults.REFUSED_BY_DATABASE)]
        return _apply_halves(importer, numbers, cells, context)
    return tally, stage.faults


def _apply_halves(
    importer: Importer, numbers: list[int], cells: Mapping[str, Sequence[str]], context: ImportContext
) -> tuple[Tally, list[Fault]]:
    middle = len(numbers) // 2
    tally, found = Tally(), []
    for part in (slice(None, middle), slice(middle, None)):
        part_cells = {name: column[part] for name, column in cells.items()}
        part_tally, part_found = _apply(importer, numbers[part], part_cells, context)
        tally += part_tally
        found += part_found
    return tally, found


def _check_deferred_constraints() -> None:
    """Have foreign keys checked now, while the row at fault can still be found, and not at the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _raw_rows(rows: Sequence[Row], first_number: int, found: Sequence[Fault]) -> dict[int, Row]:
    wanted = {fault.row_number for fault in found}
    return {number: [cell.replace("\0", "␀") for cell in rows[number - first_number]] for number in wanted}


def report_faults(job: ImportJob, result: ChunkResult) -> None:
    """Add a chunk's faults to the report; the first of a row carries the row as it was sent."""
    raw = dict(result.raw)
    RowError.objects.bulk_create(
        (
            RowError(
                job=job,
                row_number=fault.row_number,
                column=fault.column[:100],
                code=fault.code[:60],
                message=fault.message,
                params={key: _storable(value) for key, value in fault.params.items()},
                raw=raw.pop(fault.row_number, []),
            )
            for fault in sorted(result.faults, key=lambda fault: fault.row_number)
        ),
        batch_size=ERROR_BATCH,
    )


def _storable(value: object) -> object:
    return value if isinstance(value, int) else str(value).replace("\0", "␀")
