"""
Many buyers at once: never one piece too many, never one too few, no deadlock, no order twice (promises R1–R4).

Threads start together at a barrier and use connections of their own, on the real database.
"""

import random
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection

from catalog.errors import InsufficientStock
from catalog.models import StockLevel, StockReservation
from kernel.actors import Actor
from kernel.errors import DomainError
from orders.enums import OrderStatus
from orders.models import Order, OrderLine
from orders.services.carts import CheckoutLine, add_to_cart, check_out
from orders.services.orders import cancel_order, confirm_order
from orders.services.placement import LineRequest, OrderRequest, place_order
from orders.services.shipments import ship_order
from tests.factories.accounts import NOW, AddressFactory, buyer_actor, supplier_actor
from tests.factories.catalog import ProductFactory, VariantFactory, WarehouseFactory, make_offer, put_in_stock

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 16


@dataclass(frozen=True)
class Buyer:
    """A purchaser and an address to deliver to."""

    actor: Actor
    address_id: str

    def order(self, *lines: tuple[str, str]) -> OrderRequest:
        """Return a request for (offer id, quantity) pairs."""
        wanted = [LineRequest(offer_id, Decimal(quantity)) for offer_id, quantity in lines]
        return OrderRequest(lines=wanted, address_id=self.address_id)


def make_buyer() -> Buyer:
    actor = buyer_actor()
    return Buyer(actor, AddressFactory(organization_id=actor.organization_id).public_id)


def at_once(jobs: Sequence[Callable[[], object]]) -> list[object]:
    """Run every job in a pool whose threads start together; a refusal is a result, any other error is raised."""

    def run(job: Callable[[], object]) -> object:
        try:
            return job()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    count = min(THREADS, len(jobs))
    start = threading.Barrier(count)
    with ThreadPoolExecutor(max_workers=count, initializer=start.wait) as pool:
        return list(pool.map(run, jobs))


@pytest.mark.parametrize("seed", range(3))
def test_stock_is_sold_to_the_last_piece_and_not_beyond(seed):
    dice = random.Random(seed)
    offer = make_offer(stock="100")
    buyers = [make_buyer() for _each in range(8)]
    wanted = [dice.randint(1, 3) for _each in range(120)]

    def buy(place: int) -> object:
        buyer = buyers[place % len(buyers)]
        return place_order(actor=buyer.actor, request=buyer.order((offer.public_id, str(wanted[place]))), now=NOW)

    results = at_once([lambda place=place: buy(place) for place in range(len(wanted))])

    refused = [wanted[place] for place, result in enumerate(results) if isinstance(result, InsufficientStock)]
    unexpected = [each for each in results if isinstance(each, DomainError) and not isinstance(each, InsufficientStock)]
    level = StockLevel.objects.get(offer=offer)
    left = level.on_hand - level.reserved
    assert unexpected == []
    assert 0 <= left < min(refused)
    assert level.reserved == sum(StockReservation.objects.values_list("quantity", flat=True))
    assert level.reserved == sum(OrderLine.objects.values_list("quantity", flat=True))
    call_command("verify", "catalog.", "orders.")


def test_two_lines_of_one_offer_in_one_order_cannot_oversell():
    offer, buyer = make_offer(stock="10"), make_buyer()

    with pytest.raises(InsufficientStock) as refusal:
        place_order(actor=buyer.actor, request=buyer.order((offer.public_id, "6"), (offer.public_id, "6")), now=NOW)

    assert refusal.value.params["shortages"][0]["available"] == "10"
    assert StockLevel.objects.get(offer=offer).reserved == 0
    assert Order.objects.count() == 0


def test_a_line_is_served_from_several_warehouses_in_their_order():
    offer, buyer = make_offer(stock="4"), make_buyer()
    second = put_in_stock(offer, "10", warehouse=WarehouseFactory(organization=offer.supplier, priority=2))

    place_order(actor=buyer.actor, request=buyer.order((offer.public_id, "9")), now=NOW)

    assert [level.reserved for level in StockLevel.objects.order_by("pk")] == [Decimal(4), Decimal(5)]
    second.refresh_from_db()
    assert second.on_hand == Decimal(10)


def test_long_orders_cancellations_and_shipments_never_deadlock():
    dice = random.Random(7)
    supplier = make_offer(stock="100000").supplier
    products = [ProductFactory(owner=supplier) for _each in range(12)]
    offers = [make_offer(stock="100000", variant=VariantFactory(product=product)).public_id for product in products]
    seller = supplier_actor(supplier)
    buyers = [make_buyer() for _each in range(6)]

    def trade(place: int) -> None:
        buyer = buyers[place % len(buyers)]
        lines = [(offer_id, "1") for offer_id in dice.sample(offers, 6)]
        group = place_order(actor=buyer.actor, request=buyer.order(*lines), now=NOW)
        order = group.placed_orders[0].public_id
        if place % 3 == 0:
            cancel_order(actor=buyer.actor, order_id=order, reason="changed plans", now=NOW)
        else:
            confirm_order(actor=seller, order_id=order, now=NOW)
            ship_order(actor=seller, order_id=order, now=NOW)

    results = at_once([lambda place=place: trade(place) for place in range(90)])

    assert [each for each in results if each is not None] == []
    assert Order.objects.filter(status=OrderStatus.CANCELLED).count() == 30
    assert StockLevel.objects.exclude(reserved=0).count() == 0
    call_command("verify", "catalog.", "orders.")


def test_two_clicks_on_checkout_place_one_order():
    offer, buyer = make_offer(stock="50"), make_buyer()
    add_to_cart(actor=buyer.actor, offer_id=offer.public_id, quantity=Decimal(2), now=NOW)
    seen = [CheckoutLine(offer.public_id, Decimal(2), Decimal(10))]

    results = at_once(
        [lambda: check_out(actor=buyer.actor, request=buyer.order(), lines=seen, now=NOW) for _each in range(6)]
    )

    assert Order.objects.count() == 1
    assert sorted(each.code for each in results if isinstance(each, DomainError)) == ["empty_order"] * 5


def test_two_confirmations_at_once_confirm_once():
    offer, buyer = make_offer(stock="50"), make_buyer()
    group = place_order(actor=buyer.actor, request=buyer.order((offer.public_id, "5")), now=NOW)
    seller, order = supplier_actor(offer.supplier), group.placed_orders[0].public_id

    results = at_once([lambda: confirm_order(actor=seller, order_id=order, now=NOW) for _each in range(4)])

    assert sorted(each.code for each in results if isinstance(each, DomainError)) == ["illegal_transition"] * 3


def test_shipping_and_cancelling_at_once_leaves_one_winner():
    offer, buyer = make_offer(stock="50"), make_buyer()
    seller = supplier_actor(offer.supplier)
    for _round in range(5):
        group = place_order(actor=buyer.actor, request=buyer.order((offer.public_id, "2")), now=NOW)
        order = group.placed_orders[0].public_id
        confirm_order(actor=seller, order_id=order, now=NOW)

        results = at_once(
            [
                lambda order=order: ship_order(actor=seller, order_id=order, now=NOW),
                lambda order=order: cancel_order(actor=buyer.actor, order_id=order, reason="no need", now=NOW),
            ]
        )

        assert sum(isinstance(each, DomainError) for each in results) == 1
    call_command("verify", "catalog.", "orders.")
