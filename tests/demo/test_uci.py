"""The wholesaler's first lines through the public import of past orders; it reads the sample data that lies beside the project."""

import csv
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from catalog.models import StockMovement
from demo.uci.loading import load_uci
from demo.uci.source import SourceMissing, digest, read_lines
from kernel.models import OutboxEvent
from orders.models import Order, OrderGroup, OrderLine

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FILE = settings.BASE_DIR.parent / "shared" / "data" / "uci_online_retail" / "online_retail_all.csv.xz"


@pytest.fixture
def file() -> Path:
    if not FILE.is_file():
        pytest.fail(f"This test reads the Online Retail data set, which lies outside the project: there is no {FILE}.")
    return FILE


def quiet(words: str) -> None:
    """Say nothing."""


def test_reading_refuses_another_file(tmp_path: Path):
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")

    with pytest.raises(SourceMissing, match="other columns"):
        digest(read_lines(other))


@pytest.mark.django_db(transaction=True)
def test_past_orders_are_equal_to_the_penny_and_come_once(file: Path, tmp_path: Path):
    refused = tmp_path / "refused.csv"

    report = load_uci(file, limit=3_000, refused_to=refused, now=NOW, say=quiet)

    assert report.broken_invariants == []
    assert report.counts["past_orders"] == OrderLine.objects.count() == 2_964
    assert report.totals["orders_equal_to_the_penny"] == report.totals["orders_in_source"] == 122
    assert report.totals["clean_lines_here"] == report.totals["clean_lines_in_source"] == 1_893
    assert report.totals["clean_orders_here"] == report.totals["clean_orders_in_source"] == 117
    assert Decimal(report.totals["clean_amount_here"]) == Decimal("45763.30")
    assert set(Order.objects.values_list("status", flat=True)) == {"completed"}
    assert not StockMovement.objects.exists()
    assert not OutboxEvent.objects.filter(name__startswith="orders.").exists()
    with refused.open(newline="") as rows:
        assert len(list(csv.DictReader(rows))) == 36

    groups = OrderGroup.objects.count()
    again = load_uci(file, limit=3_000, refused_to=None, now=NOW, say=quiet)

    assert again.counts["past_orders"] == again.counts["offers"] == 0
    assert (OrderGroup.objects.count(), OrderLine.objects.count()) == (groups, 2_964)
    assert again.totals == report.totals
