"""
Change stock: exact under any number of buyers at once.

Reserving is one conditional UPDATE whose rows are locked in primary-key order; the CHECK constraints stand behind it. On hand changes only
together with a movement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import F, Q
from psycopg2.extras import execute_values

from catalog.enums import MovementKind, ReservationStatus
from catalog.errors import InsufficientStock, StockBelowReserved
from catalog.models import Offer, StockLevel, StockMovement, StockReservation, Warehouse
from catalog.permissions import SellerCatalogPermission
from kernel.actors import Actor
from kernel.errors import NotFound

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class StockRequest:
    """What one line of a document wants to hold back: the offer, a quantity in its unit, and the line's id."""

    offer_id: int
    holder_id: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class _Allocation:
    level_id: int
    holder_id: int
    quantity: Decimal


def reserve_stock(*, requests: Sequence[StockRequest], holder_type: str, now: datetime) -> None:
    """
    Hold stock for every line, or for none, inside the caller's transaction; as late in it as possible.

    Reads what is free, plans lines over warehouses by their priority, then takes it with one conditional UPDATE. When another buyer was
    faster the plan is made again from fresh figures, until it holds or a fresh reading shows that there is not enough.
    :raises InsufficientStock: with the shortages, when the offers' warehouses do not hold enough.
    """
    wanted = [request for request in requests if request.quantity > 0]
    if not wanted:
        return
    while True:
        allocations = _plan(wanted)
        if _take(allocations):
            break
    StockReservation.objects.bulk_create(
        StockReservation(
            level_id=allocation.level_id,
            holder_type=holder_type,
            holder_id=allocation.holder_id,
            quantity=allocation.quantity,
            created_at=now,
        )
        for allocation in allocations
    )


def _plan(requests: Sequence[StockRequest]) -> list[_Allocation]:
    """Spread the requests over warehouses from what is free at this moment."""
    free: dict[int, dict[int, Decimal]] = {}
    levels = (
        StockLevel.objects.filter(offer_id__in={request.offer_id for request in requests}, warehouse__is_active=True)
        .order_by("offer_id", "warehouse__priority", "pk")
        .values_list("offer_id", "pk", F("on_hand") + F("backorder_limit") - F("reserved"))
    )
    for offer_id, level_id, quantity in levels:
        free.setdefault(offer_id, {})[level_id] = quantity
    allocations: list[_Allocation] = []
    short: dict[int, Decimal] = {}
    for request in requests:
        left = request.quantity
        for level_id, quantity in free.get(request.offer_id, {}).items():
            part = min(left, quantity)
            if part > 0:
                allocations.append(_Allocation(level_id, request.holder_id, part))
                free[request.offer_id][level_id] -= part
                left -= part
        if left > 0:
            short[request.offer_id] = short.get(request.offer_id, ZERO) + left
    if short:
        raise _shortage(short, requests)
    return allocations


def _shortage(short: Mapping[int, Decimal], requests: Sequence[StockRequest]) -> InsufficientStock:
    wanted: dict[int, Decimal] = {}
    for request in requests:
        wanted[request.offer_id] = wanted.get(request.offer_id, ZERO) + request.quantity
    names = Offer.objects.in_bulk(list(short))
    return InsufficientStock(
        shortages=[
            {
                "offer": names[offer_id].public_id,
                "sku": names[offer_id].supplier_sku,
                "wanted": format(wanted[offer_id].normalize(), "f"),
                "available": format((wanted[offer_id] - missing).normalize(), "f"),
            }
            for offer_id, missing in sorted(short.items())
        ]
    )


# Locks in primary-key order, sees the newest figures of each locked row, and changes all rows or none.
_TAKE = """
WITH wanted (id, quantity) AS (VALUES %s),
locked AS (
    SELECT l.id, w.quantity, l.on_hand + l.backorder_limit - l.reserved >= w.quantity AS is_enough
    FROM catalog_stocklevel l JOIN wanted w ON w.id = l.id
    ORDER BY l.id FOR UPDATE OF l
)
UPDATE catalog_stocklevel l SET reserved = l.reserved + locked.quantity
FROM locked
WHERE l.id = locked.id AND (SELECT bool_and(is_enough) FROM locked)
"""


def _take(allocations: Iterable[_Allocation]) -> bool:
    """Add the planned quantities to the reserved counters; False when one of them is no longer free, and then none is changed."""
    totals: dict[int, Decimal] = {}
    for allocation in allocations:
        totals[allocation.level_id] = totals.get(allocation.level_id, ZERO) + allocation.quantity
    with connection.cursor() as cursor:
        execute_values(
            cursor, _TAKE, sorted(totals.items()), template="(%s::bigint, %s::numeric)", page_size=len(totals)
        )
        return bool(cursor.rowcount == len(totals))


def release_stock(*, holder_type: str, quantities: Mapping[int, Decimal]) -> None:
    """Give back up to the given quantity for each line, newest warehouse first, inside the caller's transaction."""
    _reduce(holder_type, quantities, ReservationStatus.RELEASED)


def consume_stock(
    *, holder_type: str, quantities: Mapping[int, Decimal], document: tuple[str, int], actor: Actor, now: datetime
) -> None:
    """
    Turn reservations into goods out: less reserved, less on hand, a movement each, inside the caller's transaction.

    :raises InsufficientStock: when goods were sold before they arrived and are not there yet.
    """
    parts = _reduce(holder_type, quantities, ReservationStatus.CONSUMED, takes_goods=True)
    document_type, document_id = document
    StockMovement.objects.bulk_create(
        StockMovement(
            level_id=level_id,
            kind=MovementKind.SALE,
            quantity=-quantity,
            document_type=document_type,
            document_id=document_id,
            actor_user_id=actor.user_id,
            occurred_at=now,
        )
        for level_id, quantity in sorted(parts.items())
    )


def _reduce(
    holder_type: str, quantities: Mapping[int, Decimal], final: ReservationStatus, *, takes_goods: bool = False
) -> dict[int, Decimal]:
    """Take quantities off the lines' reservations and their levels; returns how much was taken off each level."""
    left = {holder_id: quantity for holder_id, quantity in quantities.items() if quantity > 0}
    if not left:
        return {}
    levels = StockReservation.objects.filter(
        holder_type=holder_type, holder_id__in=left, status=ReservationStatus.HELD
    ).values("level_id")
    # Levels first, then reservations: the same order as reserving, so the two cannot deadlock.
    list(StockLevel.objects.filter(pk__in=levels).locked().values_list("pk"))
    reservations = list(
        StockReservation.objects.filter(
            holder_type=holder_type, holder_id__in=left, status=ReservationStatus.HELD
        ).order_by("pk")
    )
    parts: dict[int, Decimal] = {}
    changed = []
    for reservation in reservations:
        part = min(left[reservation.holder_id], reservation.quantity)
        if part > 0:
            left[reservation.holder_id] -= part
            reservation.quantity -= part
            reservation.status = ReservationStatus.HELD if reservation.quantity > 0 else final
            parts[reservation.level_id] = parts.get(reservation.level_id, ZERO) + part
            changed.append(reservation)
    if any(missing > 0 for missing in left.values()):
        raise NotFound
    StockReservation.objects.bulk_update(changed, ["quantity", "status"])
    _lower_levels(parts, takes_goods=takes_goods)
    return parts


def _lower_levels(parts: Mapping[int, Decimal], *, takes_goods: bool) -> None:
    if not parts:
        return
    goods = ", on_hand = l.on_hand - w.quantity" if takes_goods else ""
    condition = " AND l.on_hand >= w.quantity" if takes_goods else ""
    statement = (
        f"UPDATE catalog_stocklevel l SET reserved = l.reserved - w.quantity{goods} "  # noqa: S608 - no outside text in it
        f"FROM (VALUES %s) AS w (id, quantity) WHERE l.id = w.id{condition}"
    )
    with connection.cursor() as cursor:
        execute_values(
            cursor, statement, sorted(parts.items()), template="(%s::bigint, %s::numeric)", page_size=len(parts)
        )
        if cursor.rowcount != len(parts):
            raise InsufficientStock(shortages=[])


@transaction.atomic
def adjust_stock(
    *,
    actor: Actor,
    offer_id: str,
    warehouse_id: str,
    change: Decimal,
    reason: str,
    now: datetime,
    kind: MovementKind = MovementKind.ADJUSTMENT,
) -> StockLevel:
    """
    Add to (or, with a negative change, take from) what is on hand, with a reason (F022).

    :raises NotFound: when offer or warehouse are not the actor's company's.
    :raises Forbidden: without `stock.adjust`.
    :raises StockBelowReserved: when customers have reserved what would be taken out.
    """
    level = _lock_level(actor, offer_id=offer_id, warehouse_id=warehouse_id)
    return _change_level(level, change, kind=kind, reason=reason, actor=actor, now=now)


@transaction.atomic
def set_stock(
    *, actor: Actor, offer_id: str, warehouse_id: str, on_hand: Decimal, reason: str, now: datetime
) -> StockLevel:
    """
    Bring what is on hand to a counted quantity, leaving a movement of the difference.

    :raises NotFound: when offer or warehouse are not the actor's company's.
    :raises Forbidden: without `stock.adjust`.
    :raises StockBelowReserved: when less would be left than customers have reserved.
    """
    level = _lock_level(actor, offer_id=offer_id, warehouse_id=warehouse_id)
    return _change_level(
        level, on_hand - level.on_hand, kind=MovementKind.ADJUSTMENT, reason=reason, actor=actor, now=now
    )


def _lock_level(actor: Actor, *, offer_id: str, warehouse_id: str) -> StockLevel:
    """Lock the stock of an offer in a warehouse of the actor's company, made if need be."""
    offer = Offer.objects.of_supplier(actor).filter(public_id=offer_id).first()
    warehouse = (
        Warehouse.objects.visible_to(actor)
        .filter(Q(public_id=warehouse_id) | Q(code=warehouse_id), organization_id=actor.own_organization_id)
        .first()
    )
    if offer is None or warehouse is None:
        raise NotFound
    actor.require(SellerCatalogPermission.ADJUST_STOCK, organization_id=offer.supplier_id)
    StockLevel.objects.bulk_create([StockLevel(offer=offer, warehouse=warehouse)], ignore_conflicts=True)
    return StockLevel.objects.locked().get(offer=offer, warehouse=warehouse)


def _change_level(
    level: StockLevel, change: Decimal, *, kind: MovementKind, reason: str, actor: Actor, now: datetime
) -> StockLevel:
    free = level.on_hand + level.backorder_limit - level.reserved
    if level.on_hand + change < 0 or free + change < 0:
        raise StockBelowReserved(free=format(max(min(free, level.on_hand), ZERO).normalize(), "f"))
    if change:
        level.on_hand += change
        level.save(update_fields=["on_hand"])
        StockMovement.objects.create(
            level=level, kind=kind, quantity=change, reason=reason, actor_user_id=actor.user_id, occurred_at=now
        )
    return level
