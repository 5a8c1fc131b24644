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
_BEST = """
priced AS (
    SELECT DISTINCT ON (o.id) o.id, o.product_id, o.currency, o.lead_time_days, t.unit_price, t.unit_price * r.rate AS sort_price
    FROM catalog_offer o
    JOIN catalog_productvariant v ON v.id = o.variant_id AND v.is_active
    JOIN accounts_organization s ON s.id = o.supplier_id AND s.status = 'active'
    JOIN catalog_pricetier t ON t.offer_id = o.id AND t.minimum_quantity <= GREATEST(o.minimum_order_quantity, o.order_multiple)
    JOIN (VALUES {rates}) AS r (currency, rate) ON r.currency = o.currency
    WHERE o.product_id IN (SELECT product_id FROM wanted) AND o.status = 'active'
    ORDER BY o.id, t.minimum_quantity DESC
),
best AS (
    SELECT DISTINCT ON (product_id) product_id, id, currency, unit_price, sort_price,
           count(*) OVER (PARTITION BY product_id) AS offer_count
    FROM priced
    ORDER BY product_id, sort_price, lead_time_days, id
),
facts AS (
    SELECT p.id AS product_id, p.category_id, p.brand_id, p.published_at, p.status = 'published' AND b.id IS NOT NULL AS is_listed,
           b.id AS best_offer_id, COALESCE(b.offer_count, 0)::int AS offer_count, b.unit_price AS price, b.sort_price,
           COALESCE(b.currency, '{base}') AS currency
    FROM catalog_product p LEFT JOIN best b ON b.product_id = p.id
    WHERE p.id IN (SELECT product_id FROM wanted)
)
"""
_COLUMNS = (
    "category_id",
    "brand_id",
    "is_listed", "best_offer_id", "offer_count", "price", "sort_price", "currency", "published_at",
)  # fmt: skip
_ROW = ", ".join(_COLUMNS)
_REFRESH = f"""
WITH wanted AS (SELECT unnest(%s::bigint[]) AS product_id), {{best}}
UPDATE catalog_productlisting l SET ({_ROW}) = ROW({", ".join(f"f.{column}" for column in _COLUMNS)})
FROM facts f
WHERE l.product_id = f.product_id
  AND ({", ".join(f"l.{column}" for column in _COLUMNS)}) IS DISTINCT FROM ({", ".join(f"f.{column}" for column in _COLUMNS)})
"""  # noqa: S608 - column names from this module
_UPSERT = f"""
WITH wanted (product_id, document) AS (VALUES %s), {{best}}
INSERT INTO catalog_productlisting AS l (product_id, document, {_ROW})
SELECT f.product_id, w.document, {", ".join(f"f.{column}" for column in _COLUMNS)}
FROM facts f JOIN wanted w ON w.product_id = f.product_id ORDER BY f.product_id
ON CONFLICT (product_id) DO UPDATE
SET (document, {_ROW}) = ROW(excluded.document, {", ".join(f"excluded.{column}" for column in _COLUMNS)})
WHERE (l.document, {", ".join(f"l.{column}" for column in _COLUMNS)})
      IS DISTINCT FROM (excluded.document, {", ".join(f"excluded.{column}" for column in _COLUMNS)})
"""  # noqa: S608 - column names from this module


def refresh_listings(product_ids: Iterable[int], *, now: datetime) -> None:
    """Bring price, best offer, category and visibility of the listings up to date; call it after any of these changed."""
    ids = sorted(set(product_ids))
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(_REFRESH.format(best=_best(now.date())), [ids])


def index_products(product_ids: Iterable[int], *, now: datetime) -> None:
    """Write the listing rows of products anew, search documents included; call it after names, codes or attributes changed."""
    ids = sorted(set(product_ids))
    statement = _UPSERT.format(best=_best(now.date()))
    for start in range(0, len(ids), CHUNK_SIZE):
        with connection.cursor() as cursor:
            execute_values(
                cursor,
                statement,
                list(_documents(ids[start : start + CHUNK_SIZE])),
                template="(%s, %s::tsvector)",
                page_size=CHUNK_SIZE,
            )


def _best(on: date) -> str:
    """Return the common part of the two statements, with what one unit of each currency is worth in the base currency."""
    rates = {PIVOT: Decimal(1)}
    for currency in list_currencies():
        try:
            rates[currency.code] = get_exchange_rate(currency.code, PIVOT, on)
        except NoExchangeRate:
            # What is priced in a currency without a rate cannot be put in order with the rest, so it is not listed.
            continue
    values = ", ".join(f"('{code}', {rate:f}::numeric)" for code, rate in sorted(rates.items()) if code.isalpha())
    return _BEST.format(rates=values, base=PIVOT)


def _documents(product_ids: Sequence[int]) -> Iterable[tuple[int, str]]:
    """Yield the search document of each product."""
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
        "pk", "code", "name_zh", "name_en", "attributes",
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
        yield row["pk"], document


def _values(attributes: Iterable[dict[str, str]]) -> list[str]:
    """Return the values, not the names, of specification rows: people search for “304”, not for “material”."""
    return [str(attribute.get(key, "")) for attribute in attributes for key in ("value_zh", "value_en")]
