"""The path of a row costs microseconds: the bar is loose enough for a busy machine and tight enough to notice a slow step."""

import time

import pytest

from tests.factories.transfer import COLUMNS, csv_bytes
from transfer.formats.tables import open_table
from transfer.staging import CopyStage, cut_columns

ROWS = 20_000
# Milliseconds of this process per row for reading, checking and copying; measured 0.012.
BAR = 0.06


@pytest.mark.django_db
def test_row_is_read_checked_and_copied_within_its_bar(tmp_path):
    header = [column.name for column in COLUMNS]
    rows = ((f"A{number}", "六角螺栓 M8", "1.20", number, "pcs", "2026-03-31", "yes") for number in range(ROWS))
    path = tmp_path / "goods.csv"
    path.write_bytes(csv_bytes(header, *rows))
    mapping = {name: position for position, name in enumerate(header)}
    started = time.process_time()

    with open_table(path, "csv") as records:
        next(records)
        numbers, _kept, cells, _found = cut_columns(list(records), mapping, first_number=2, width=len(header))
    stage = CopyStage(COLUMNS)
    loaded = stage.load(numbers, cells)

    spent = (time.process_time() - started) * 1000 / ROWS
    assert (loaded, stage.faults) == (ROWS, [])
    assert spent < BAR
