"""
One product with everything a buyer sees of it, in two statements: the product, and what is asked for it.

Written in SQL because ERP systems read products one by one, thousands of times a day.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from catalog.models import Product
from catalog.selectors.cards import AVAILABLE, TIERS, tiers_of
from catalog.selectors.prices import Tier, price_at
from kernel.actors import Actor
from kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class OfferDetail:
    """One supplier's offer on a product."""

    public_id: str
    supplier_id: str
    supplier_name_zh: str
    supplier_name_en: str
    supplier_sku: str
    part_number: str
    gtin: str
    options: list[dict[str, str]]
    unit: str
    currency: str
    price_includes_tax: bool
    tax_code: str
    minimum_order_quantity: Decimal
    order_multiple: Decimal
    lead_time_days: int
    is_stocked: bool
    available_quantity: Decimal
    tiers: tuple[Tier, ...]

    @property
    def unit_price(self) -> Decimal | None:
        """Return the price at the smallest quantity that can be ordered."""
        return price_at(self.tiers, max(self.minimum_order_quantity, self.order_multiple))


@dataclass(frozen=True, slots=True)
class ProductDetail:
    """A product with its pictures and offers; the cheapest offer of each variant first."""

    public_id: str
    code: str
    kind: str
    name_zh: str
    name_en: str
    description_zh: str
    description_en: str
    category: str
    brand_zh: str
    brand_en: str
    unit: str
    origin_country: str
    attributes: list[dict[str, str]]
    pictures: list[str]
    offers: list[OfferDetail]


# In the order of the members, behind the key and whether everybody may see it.
_PRODUCT = """
SELECT p.id, COALESCE(l.is_listed, FALSE), p.public_id, p.code, p.kind, p.name_zh, p.name_en, p.description_zh, p.description_en,
    c.slug, COALESCE(b.name_zh, ''), COALESCE(b.name_en, ''), p.unit, p.origin_country, p.attributes::text,
    ARRAY(SELECT f.path FROM catalog_productimage i JOIN kernel_storedfile f ON f.id = i.file_id
        WHERE i.product_id = p.id ORDER BY i.position, i.id)
FROM catalog_product p
JOIN catalog_category c ON c.id = p.category_id
LEFT JOIN catalog_brand b ON b.id = p.brand_id
LEFT JOIN catalog_productlisting l ON l.product_id = p.id
WHERE p.public_id = %s
"""
# What is for sale, as `FOR_SALE` says it.
_OFFERS = f"""
SELECT v.position, o.id, o.public_id, s.public_id, s.name_zh, s.name_en, o.supplier_sku, v.sku, v.gtin, v.options::text, o.unit,
    o.currency, o.price_includes_tax, o.tax_code, o.minimum_order_quantity, o.order_multiple, o.lead_time_days, o.is_stocked,
    {AVAILABLE}, t.quantities, t.prices
FROM catalog_offer o
JOIN catalog_productvariant v ON v.id = o.variant_id AND v.is_active
JOIN catalog_product p ON p.id = o.product_id AND p.status = 'published'
JOIN accounts_organization s ON s.id = o.supplier_id AND s.status = 'active'
{TIERS}
WHERE o.product_id = %s AND o.status = 'active'
"""  # noqa: S608 - from these modules


def get_product_detail(*, actor: Actor, product_id: str) -> ProductDetail:
    """
    Return a product with its offers at the actor's prices.

    :raises NotFound: when the actor may not see it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PRODUCT, [product_id])
        found = cursor.fetchone()
        if found is None:
            raise NotFound
        pk, is_listed, *members = found
        # What is on sale is everybody's to see; of anything else the usual rule decides.
        if not is_listed and not Product.objects.visible_to(actor).filter(pk=pk).exists():
            raise NotFound
        cursor.execute(_OFFERS, [pk])
        rows = cursor.fetchall()
    *texts, attributes, pictures = members
    return ProductDetail(*[*texts, json.loads(attributes), pictures, _offers(rows)])


def _offers(rows: list[tuple[Any, ...]]) -> list[OfferDetail]:
    ranked = []
    for position, pk, *columns, quantities, prices in rows:
        columns[7] = json.loads(columns[7])
        offer = OfferDetail(*[*columns, tiers_of(quantities, prices)])
        price = offer.unit_price
        ranked.append(((position, price is None, price or Decimal(0), pk), offer))
    return [offer for _rank, offer in sorted(ranked, key=lambda pair: pair[0])]
