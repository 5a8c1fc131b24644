"""Counting stock: the counted quantity stands afterwards, whatever stood before, and the difference is told by a movement."""

from decimal import Decimal

import pytest

from catalog.errors import StockBelowReserved
from catalog.models import StockLevel, StockMovement
from catalog.services.stock import StockRequest, reserve_stock, set_stock
from kernel.errors import NotFound
from tests.factories.accounts import NOW, supplier_actor
from tests.factories.catalog import WarehouseFactory, make_offer, put_in_stock

pytestmark = pytest.mark.django_db


def count(actor, offer, warehouse, on_hand: str) -> StockLevel:
    return set_stock(
        actor=actor,
        offer_id=offer.public_id,
        warehouse_id=warehouse.public_id,
        on_hand=Decimal(on_hand),
        reason="count",
        now=NOW,
    )


def test_first_count_of_an_offer_makes_its_level():
    offer = make_offer(stock=None)
    warehouse = WarehouseFactory(organization=offer.supplier)
    seller = supplier_actor(offer.supplier)

    count(seller, offer, warehouse, "40")
    level = count(seller, offer, warehouse, "40")

    assert level.on_hand == Decimal(40)
    assert list(StockMovement.objects.values_list("quantity", flat=True)) == [Decimal(40)]


def test_count_below_what_is_reserved_is_refused():
    offer = make_offer(stock=None)
    level = put_in_stock(offer, "10")
    reserve_stock(requests=[StockRequest(offer.pk, 1, Decimal(6))], holder_type="test", now=NOW)

    with pytest.raises(StockBelowReserved):
        count(supplier_actor(offer.supplier), offer, level.warehouse, "5")

    level.refresh_from_db()
    assert (level.on_hand, level.reserved) == (Decimal(10), Decimal(6))


def test_count_by_a_stranger_finds_nothing():
    offer = make_offer(stock=None)
    level = put_in_stock(offer, "10")

    with pytest.raises(NotFound):
        count(supplier_actor(), offer, level.warehouse, "5")

    assert StockLevel.objects.get().on_hand == Decimal(10)
