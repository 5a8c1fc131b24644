"""A supplier's whole price list from one file, end to end through the import job."""

import csv
import io

import pytest
from django.db.models import Sum

from catalog.models import Offer, PriceTier, Product, ProductListing, StockLevel
from kernel.verification import invariants
from tests.factories.accounts import NOW, SupplierFactory, supplier_actor
from tests.factories.catalog import CategoryFactory
from transfer.services.running import run_import

ROWS = 2_000
HEADINGS = ("Article number", "Name in English", "Category", "Unit price", "quantity_2", "price_2", "On hand")


def price_list() -> bytes:
    """Return a list of many articles in three categories, each with two tiers and stock."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for number in range(ROWS):
        price = f"{10 + number % 90}.{number % 100:02d}"
        writer.writerow((f"A-{number:05d}", f"Article {number}", f"tools-{number % 3}", price, 100, "9.5", number % 50))
    return text.getvalue().encode()


@pytest.mark.django_db(transaction=True)
def test_price_list_of_thousands_arrives_with_prices_and_stock_and_again_changes_nothing():
    for number in range(3):
        CategoryFactory(slug=f"tools-{number}")
    actor, content = supplier_actor(SupplierFactory()), price_list()

    def bring_in():
        return run_import(
            actor=actor,
            kind="offers",
            file=io.BytesIO(content),
            file_name="prices.csv",
            size=len(content),
            clock=lambda: NOW,
        )

    job = bring_in()

    assert (job.status, job.created_count, job.error_count) == ("done", ROWS, 0)
    assert Offer.objects.filter(supplier_id=actor.organization_id).count() == ROWS
    assert (Product.objects.count(), ProductListing.objects.count(), PriceTier.objects.count()) == (
        ROWS,
        ROWS,
        2 * ROWS,
    )
    assert StockLevel.objects.aggregate(total=Sum("on_hand"))["total"] == sum(number % 50 for number in range(ROWS))
    assert [
        sentence for name, check in invariants().items() if name.startswith("catalog.") for sentence in check()
    ] == []

    again = bring_in()

    assert (again.status, again.created_count, again.updated_count, again.unchanged_count) == ("done", 0, 0, ROWS)
