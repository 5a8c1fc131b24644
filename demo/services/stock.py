"""Load stock levels with the movements that explain them: opening stock, deliveries and sales."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from catalog.enums import MovementKind, ReservationStatus
from catalog.models import StockLevel, StockMovement, StockReservation
from demo.services.catalogue import Shelf
from demo.services.copying import Row, copy_rows, take_keys
from demo.services.scenario import Scenario
from orders.selectors.orders import SHIPMENT_TYPE
from orders.services.placement import HOLDER_TYPE


@dataclass(frozen=True)
class Sale:
    """Goods of one offer that left with a shipment."""

    offer: tuple[int, int]
    quantity: int
    shipment_id: int
    user_id: int
    at: datetime


@dataclass
class StockBook:
    """What trade did to stock: sales, and what is promised but still there."""

    sales: list[Sale] = field(default_factory=list)
    held: list[tuple[tuple[int, int], int, int, datetime]] = field(default_factory=list)
    """Offer, order line, open quantity, when it was ordered."""


def load_stock(scenario: Scenario, shelf: Shelf, book: StockBook) -> None:
    """
    Load the levels as trade left them.

    Each month's sales are delivered on the first day of the month, so stock never runs negative on the way; reservations
    that were shipped or released are history and left out, as a purge of them would.
    """
    offers = [(place, index) for place, product in enumerate(scenario.products) for index in range(len(product.offers))]
    levels = dict(zip(offers, take_keys(StockLevel, len(offers)), strict=True))
    held: dict[tuple[int, int], int] = defaultdict(int)
    for offer, _line, quantity, _at in book.held:
        held[offer] += quantity
    copy_rows(StockLevel, _level_rows(scenario, shelf, levels, held), now=scenario.now)
    movements = sorted(_movement_rows(scenario, levels, held, book), key=lambda row: row["occurred_at"])
    copy_rows(StockMovement, movements, now=scenario.now)
    copy_rows(StockReservation, _reservation_rows(levels, book), now=scenario.now)


def _level_rows(
    scenario: Scenario, shelf: Shelf, levels: dict[tuple[int, int], int], held: dict[tuple[int, int], int]
) -> Iterator[Row]:
    for (place, index), key in levels.items():
        offer = scenario.products[place].offers[index]
        yield {
            "id": key,
            "offer_id": shelf.offers[place][index],
            "warehouse_id": shelf.warehouses[offer.supplier],
            "on_hand": offer.stock + held[place, index],
            "reserved": held[place, index],
        }


def _movement_rows(
    scenario: Scenario, levels: dict[tuple[int, int], int], held: dict[tuple[int, int], int], book: StockBook
) -> Iterator[Row]:
    opening = scenario.opened_at + timedelta(days=60 - 2)
    for (place, index), key in levels.items():
        quantity = scenario.products[place].offers[index].stock + held[place, index]
        if quantity:
            yield _movement(key, MovementKind.OPENING, quantity, opening)
    delivered: dict[tuple[tuple[int, int], datetime], int] = defaultdict(int)
    for sale in book.sales:
        first_of_month = sale.at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        delivered[sale.offer, max(first_of_month, opening)] += sale.quantity
    for (offer, at), quantity in delivered.items():
        yield _movement(levels[offer], MovementKind.RECEIPT, quantity, at)
    for sale in book.sales:
        yield {
            **_movement(levels[sale.offer], MovementKind.SALE, -sale.quantity, sale.at),
            "document_type": SHIPMENT_TYPE,
            "document_id": sale.shipment_id,
            "actor_user_id": sale.user_id,
        }


def _movement(level_id: int, kind: MovementKind, quantity: int, at: datetime) -> Row:
    return {"level_id": level_id, "kind": kind, "quantity": quantity, "occurred_at": at}


def _reservation_rows(levels: dict[tuple[int, int], int], book: StockBook) -> Iterator[Row]:
    for offer, line_id, quantity, at in book.held:
        yield {
            "level_id": levels[offer],
            "holder_type": HOLDER_TYPE,
            "holder_id": line_id,
            "quantity": quantity,
            "status": ReservationStatus.HELD,
            "created_at": at,
        }
