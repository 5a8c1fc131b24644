"""
Cards: what lists show of a product, read in one statement however many there are.

Lists are asked for most of all, so this is written in SQL; which products, and in which order, the narrow rows of `list_listings` decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from catalog.selectors.prices import Tier, price_at
from kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class ProductCard:
    """One product in a list: its best offer's price at the minimum quantity, the tiers, and what can be had now."""

    id: int
    public_id: str
    name_zh: str
    name_en: str
    picture: str
    unit: str
    offer_id: str
    offer_count: int
    supplier_id: str
    supplier_name_zh: str
    supplier_name_en: str
    minimum_order_quantity: Decimal
    order_multiple: Decimal
    lead_time_days: int
    currency: str
    price_includes_tax: bool
    is_stocked: bool
    available_quantity: Decimal
    tiers: tuple[Tier, ...]

    @property
    def unit_price(self) -> Decimal | None:
        """Return the price at the smallest quantity that can be ordered."""
        return price_at(self.tiers, max(self.minimum_order_quantity, self.order_multiple))


# What can be promised of an offer now, over its active warehouses.
AVAILABLE = """
    (SELECT COALESCE(sum(k.on_hand + k.backorder_limit - k.reserved), 0)
        FROM catalog_stocklevel k JOIN catalog_warehouse w ON w.id = k.warehouse_id
        WHERE k.offer_id = o.id AND w.is_active)
"""
# The tiers as two arrays side by side.
TIERS = """
CROSS JOIN LATERAL (
    SELECT array_agg(minimum_quantity ORDER BY minimum_quantity) AS quantities,
        array_agg(unit_price ORDER BY minimum_quantity) AS prices
    FROM catalog_pricetier WHERE offer_id = o.id
) t
"""
_TERMS = f"""
SELECT o.id, {AVAILABLE}, t.quantities, t.prices FROM catalog_offer o {TIERS} WHERE o.id = ANY(%s)
"""  # noqa: S608 - from this module
# In the order of the card's members.
_CARDS = f"""
SELECT p.id, p.public_id, p.name_zh, p.name_en, p.picture, o.unit, o.public_id, l.offer_count, s.public_id, s.name_zh, s.name_en,
    o.minimum_order_quantity, o.order_multiple, o.lead_time_days, l.currency, o.price_includes_tax, o.is_stocked,
    {AVAILABLE}, t.quantities, t.prices
FROM catalog_productlisting l
JOIN catalog_product p ON p.id = l.product_id
JOIN catalog_offer o ON o.id = l.best_offer_id
JOIN accounts_organization s ON s.id = o.supplier_id
{TIERS}
WHERE l.product_id = ANY(%s) AND l.is_listed
"""  # noqa: S608 - from this module


def list_cards(*, actor: Actor, listings: Iterable[Any]) -> list[ProductCard]:
    """Return the cards of listing rows, or of product ids, in their order; what is not listed any more is left out."""
    ids = [row if isinstance(row, int) else row.product_id for row in listings]
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_CARDS, [ids])
        cards = {row[0]: _card(row) for row in cursor.fetchall()}
    return [cards[pk] for pk in ids if pk in cards]


def list_terms(offer_ids: Sequence[int]) -> dict[int, tuple[tuple[Tier, ...], Decimal]]:
    """Return price tiers and what is available now, by offer id."""
    with connection.cursor() as cursor:
        cursor.execute(_TERMS, [list(offer_ids)])
        return {
            pk: (tiers_of(quantities, prices), available) for pk, available, quantities, prices in cursor.fetchall()
        }


def _card(row: Sequence[Any]) -> ProductCard:
    *columns, quantities, prices = row
    return ProductCard(*[*columns, tiers_of(quantities, prices)])


def tiers_of(quantities: Sequence[Decimal] | None, prices: Sequence[Decimal] | None) -> tuple[Tier, ...]:
    """Return the tiers of two arrays side by side."""
    return tuple(map(Tier, quantities or (), prices or ()))
