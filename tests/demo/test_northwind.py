"""Northwind through the public formats and services; it reads the sample data that lies beside the project."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import Sum

from accounts.models import Membership, Organization, Team
from catalog.models import Offer, StockLevel, StockMovement
from demo.northwind.loading import load_northwind
from demo.northwind.source import Northwind, SourceMissing, read_northwind
from finance.models import Invoice
from kernel.models import OutboxEvent
from messaging.models import InboxMessage
from orders.models import Order, OrderGroup

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FOLDER = settings.BASE_DIR.parent / "shared" / "data" / "northwind"


def read(order_limit: int | None = None) -> Northwind:
    try:
        return read_northwind(FOLDER, order_limit=order_limit)
    except SourceMissing:
        pytest.fail(f"This test reads the Northwind tables, which lie outside the project and are not in {FOLDER}.")


def quiet(words: str) -> None:
    """Say nothing."""


def test_reading_puts_cells_together_that_commas_have_torn_apart():
    source = read()

    assert (len(source.orders), sum(len(order.lines) for order in source.orders)) == (830, 2155)
    assert {row["companyName"] for row in source.suppliers} >= {"Pavlova, Ltd.", "G'day, Mate", "Gai pâturage"}
    assert {row["country"] for row in source.suppliers + source.customers} <= {
        order.ship_to["shipCountry"] for order in source.orders
    } | {"Australia", "Japan", "Netherlands", "Singapore"}
    assert source.customers[0]["region"] == ""


def test_reading_says_which_table_is_missing(tmp_path: Path):
    with pytest.raises(SourceMissing, match=r"order-details\.csv"):
        read_northwind(tmp_path)


@pytest.mark.django_db(transaction=True)
def test_northwind_arrives_whole_on_its_own_days_and_once():
    source = read(order_limit=20)

    report = load_northwind(source, now=NOW, say=quiet)

    assert report.rejected == []
    assert report.broken_invariants == []
    assert report.totals["orders_equal_to_the_cent"] == 20
    assert report.totals["lines_imported"] == str(sum(order.amount for order in source.orders))
    assert report.totals["products_with_equal_stock"] == 77
    assert Organization.objects.filter(kind="supplier", status="active").count() == 29
    assert Organization.objects.get(name_en="Alfreds Futterkiste").addresses.get().recipient == (
        "Maria Anders, Sales Representative"
    )
    assert Membership.objects.filter(job_title="Sales Representative").count() == 6
    assert Team.objects.count() == 2

    first = OrderGroup.objects.get(purchase_order_number="10248")
    invoices = Invoice.objects.filter(order__group=first)
    assert first.placed_at.date() == date(1996, 7, 4)
    assert first.placed_by.name == "Steven Buchanan"
    assert {invoice.issued_on for invoice in invoices} == {date(1996, 7, 16)}
    assert invoices.aggregate(total=Sum("gross_amount"))["total"] == Decimal("472.38")
    assert set(Order.objects.filter(group=first).values_list("status", flat=True)) == {"completed"}
    assert not OutboxEvent.objects.filter(is_relayed=False, name__startswith="orders.").exists()
    assert not InboxMessage.objects.exists()

    orders, movements = Order.objects.count(), StockMovement.objects.count()
    again = load_northwind(source, now=NOW, say=quiet)

    assert again.counts["orders"] == again.counts["employees"] == again.counts["carriers"] == 0
    assert "organizations" not in again.counts
    assert "offers" not in again.counts
    assert again.totals == report.totals
    assert (Order.objects.count(), StockMovement.objects.count()) == (orders, movements)
    assert Offer.objects.filter(status="paused").count() == 8
    assert not StockLevel.objects.filter(reserved__gt=0).exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_order_of_northwind_is_equal_to_the_cent():
    source = read()

    report = load_northwind(source, now=NOW, say=quiet)

    assert report.rejected == []
    assert report.broken_invariants == []
    assert report.totals["orders_equal_to_the_cent"] == 830
    assert report.totals["lines_imported"] == report.totals["lines_in_source"] == "1265793.29"
    assert report.totals["freight_imported"] == report.totals["freight_in_source"] == "64942.69"
    assert report.totals["invoiced"] == report.totals["shipped_in_source"]
    assert report.totals["products_with_equal_stock"] == 77
    assert Order.objects.filter(status="confirmed").values("group").distinct().count() == 21
