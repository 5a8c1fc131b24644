"""What the product tile prints, made so that equal products give equal cards: their rendered text is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.selectors.cards import ProductCard
from catalog.selectors.pictures import picture_url
from reference.selectors.units import unit_symbol
from reference.values import in_active_language


@dataclass(frozen=True, slots=True)
class Tile:
    """The words and numbers of one tile, in the active language."""

    url: str
    name: str
    image: str
    spec: str
    supplier: str
    is_verified: bool
    price: Decimal | None
    currency: str
    unit: str
    minimum: str
    stock: str
    is_available: bool
    flag: str


def product_tiles(cards: Iterable[ProductCard]) -> list[Tile]:
    """Return the tiles of a list of products."""
    return [_tile(card) for card in cards]


def _tile(card: ProductCard) -> Tile:
    unit = unit_symbol(card.unit)
    is_available = not card.is_stocked or card.available_quantity > 0
    return Tile(
        url=reverse("storefront:product", args=[card.public_id]),
        name=in_active_language(card.name_zh, card.name_en),
        image=picture_url(card.picture),
        spec=_offers(card),
        supplier=in_active_language(card.supplier_name_zh, card.supplier_name_en),
        # Only reviewed companies can have anything for sale.
        is_verified=True,
        price=card.unit_price,
        currency=card.currency,
        unit=unit,
        minimum=f"{format(card.minimum_order_quantity.normalize(), 'f')} {unit}",
        stock=_stock(card, is_available),
        is_available=is_available,
        flag="",
    )


def _offers(card: ProductCard) -> str:
    days = ngettext("ships in %(days)s day", "ships in %(days)s days", card.lead_time_days) % {
        "days": card.lead_time_days
    }
    if card.offer_count == 1:
        return days
    offers = ngettext("%(count)s offer", "%(count)s offers", card.offer_count) % {"count": card.offer_count}
    return f"{offers} · {days}"


def _stock(card: ProductCard, is_available: bool) -> str:
    if not card.is_stocked:
        return _("Made to order")
    return _("In stock") if is_available else _("Out of stock")
