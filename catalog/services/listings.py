"""Keep the listing rows equal to what they are derived from, with set-based SQL: any number of products in three statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import connection
from psycopg2.extras import execute_values

from catalog.models import Offer, Product, ProductVariant
from catalog.selectors.search import search_document
from reference.errors import NoExchangeRate
from reference.selectors.currencies import PIVOT, get_exchange_rate, list_currencies

CHUNK_SIZE = 2_000

# The best offer is the cheapest at its own minimum quantity; equal prices favour the faster supplier, then the older offer.
_REFRESH = """
WITH rates (currency, rate) AS (VALUES %s),
priced AS (
    SELECT DISTINCT ON (o.id) o.id, o.product_id, o.currency, o.lead_time_days, t.unit_price, t.unit_price * r.rate AS sort_price
    FROM catalog_offer o
    JOIN catalog_productvariant v ON v.id = o.variant_id AND v.is_active
    JOIN accounts_organization s ON s.id = o.supplier_id AND s.status = 'active'
    JOIN catalog_pricetier t ON t.offer_id = o.id AND t.minimum_quantity <= GREATEST(o.minimum_order_quantity, o.order_multiple)
    JOIN rates r ON r.currency = o.currency
    WHERE o.product_id = ANY({ids}) AND o.status = 'active'
    ORDER BY o.id, t.minimum_quantity DESC
),
best AS (
    SELECT DISTINCT ON (product_id) product_id, id, currency, unit_price, sort_price,
           count(*) OVER (PARTITION BY product_id) AS offer_count
    FROM priced
    ORDER BY product_id, sort_price, lead_time_days, id
)
UPDATE catalog_productlisting l
SET category_id = p.category_id,
    brand_id = p.brand_id,
    is_listed = (p.status = 'published' AND b.id IS NOT NULL),
    best_offer_id = b.id,
    offer_count = COALESCE(b.offer_count, 0),
    price = b.unit_price,
    currency = COALESCE(b.currency, l.currency),
    sort_price = b.sort_price,
    published_at = p.published_at
FROM catalog_product p LEFT JOIN best b ON b.product_id = p.id
WHERE l.product_id = p.id AND p.id = ANY({ids})
  AND (l.category_id, l.brand_id, l.is_listed, l.best_offer_id, l.offer_count, l.price, l.sort_price, l.published_at)
      IS DISTINCT FROM
      (p.category_id, p.brand_id, p.status = 'published' AND b.id IS NOT NULL, b.id, COALESCE(b.offer_count, 0)::int,
       b.unit_price, b.sort_price, p.published_at)
"""


def refresh_listings(product_ids: Iterable[int], *, now: datetime) -> None:
    """Bring price, best offer, category and visibility of the listings up to date; call it after any of these changed."""
    ids = sorted(set(product_ids))
    if not ids:
        return
    rates = sorted(_rates(now.date()).items())
    with connection.cursor() as cursor:
        values = ", ".join(["(%s, %s::numeric)"] * len(rates))
        statement = _REFRESH.replace("VALUES %s", f"VALUES {values}").format(ids="%s")
        parameters = [part for pair in rates for part in pair]
        cursor.execute(statement, [*parameters, ids, ids])


def _rates(on: date) -> dict[str, Decimal]:
    """Return what one unit of each currency is worth in the base currency; one without a rate cannot be listed."""
    rates = {PIVOT: Decimal(1)}
    for currency in list_currencies():
        try:
            rates[currency.code] = get_exchange_rate(currency.code, PIVOT, on)
        except NoExchangeRate:
            continue
    return rates


def index_products(product_ids: Iterable[int], *, now: datetime) -> None:
    """Write the search documents of products, making the listing rows that are missing; then refresh the rest of the rows."""
    ids = sorted(set(product_ids))
    for start in range(0, len(ids), CHUNK_SIZE):
        chunk = ids[start : start + CHUNK_SIZE]
        _write_documents(chunk)
        refresh_listings(chunk, now=now)


def _write_documents(product_ids: Sequence[int]) -> None:
    rows = [(pk, category, brand, PIVOT, document) for pk, category, brand, document in _documents(product_ids)]
    with connection.cursor() as cursor:
        execute_values(
            cursor,
            "INSERT INTO catalog_productlisting (product_id, category_id, brand_id, is_listed, offer_count, currency, document) "
            "VALUES %s ON CONFLICT (product_id) DO UPDATE SET document = excluded.document "
            "WHERE catalog_productlisting.document IS DISTINCT FROM excluded.document",
            rows,
            template="(%s, %s, %s, FALSE, 0, %s, %s::tsvector)",
            page_size=CHUNK_SIZE,
        )


def _documents(product_ids: Sequence[int]) -> Iterable[tuple[int, int, int | None, str]]:
    """Yield product, category, brand and search document for each product."""
    codes: dict[int, list[str]] = {}
    texts: dict[int, list[str]] = {}
    for product_id, sku, gtin, options in ProductVariant.objects.filter(product_id__in=product_ids).values_list(
        "product_id", "sku", "gtin", "options"
    ):
        codes.setdefault(product_id, []).extend((sku, gtin))
        texts.setdefault(product_id, []).extend(_values(options))
    for product_id, supplier_sku in Offer.objects.filter(product_id__in=product_ids).values_list(
        "product_id", "supplier_sku"
    ):
        codes.setdefault(product_id, []).append(supplier_sku)
    for row in Product.objects.filter(pk__in=product_ids).values(
        "pk", "code", "name_zh", "name_en", "attributes", "category_id", "brand_id",
        "category__name_zh", "category__name_en", "brand__name_zh", "brand__name_en",
    ):  # fmt: skip
        document = search_document(
            names=[row["name_zh"], row["name_en"], row["brand__name_zh"] or "", row["brand__name_en"] or ""],
            codes=[row["code"], *codes.get(row["pk"], [])],
            texts=[
                *texts.get(row["pk"], []),
                *_values(row["attributes"]),
                row["category__name_zh"],
                row["category__name_en"],
            ],
        )
        yield row["pk"], row["category_id"], row["brand_id"], document


def _values(attributes: Iterable[dict[str, str]]) -> list[str]:
    """Return the values, not the names, of specification rows: people search for “304”, not for “material”."""
    return [str(attribute.get(key, "")) for attribute in attributes for key in ("value_zh", "value_en")]
