"""
The price engine: one answer for any number of lines, in one statement.

What a buyer pays per unit at a quantity is decided here and nowhere else; orders copy the answer, pages show it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from catalog.models import Offer, PriceTier


@dataclass(frozen=True, slots=True)
class Tier:
    """A unit price from a quantity on."""

    minimum_quantity: Decimal
    unit_price: Decimal


def list_tiers(offer_ids: Iterable[int]) -> dict[int, tuple[Tier, ...]]:
    """Return the price tiers of offers by offer id, smallest quantity first; offers without a price are absent."""
    tiers: dict[int, list[Tier]] = {}
    rows = (
        PriceTier.objects.filter(offer_id__in=list(offer_ids))
        .order_by("offer_id", "minimum_quantity")
        .values_list("offer_id", "minimum_quantity", "unit_price")
    )
    for offer_id, minimum_quantity, unit_price in rows:
        tiers.setdefault(offer_id, []).append(Tier(minimum_quantity, unit_price))
    return {offer_id: tuple(found) for offer_id, found in tiers.items()}


def price_at(tiers: Iterable[Tier], quantity: Decimal) -> Decimal | None:
    """Return the unit price at a quantity: the tier with the largest threshold not above it (F031), or None."""
    matching = [tier for tier in tiers if tier.minimum_quantity <= quantity]
    return max(matching, key=lambda tier: tier.minimum_quantity).unit_price if matching else None


def orderable_quantity(offer: Offer, wanted: Decimal) -> Decimal:
    """Return the smallest quantity that can be ordered and is at least what is wanted: a multiple, not below the minimum."""
    steps, rest = divmod(max(wanted, offer.minimum_order_quantity), offer.order_multiple)
    return (steps + 1 if rest else steps) * offer.order_multiple
