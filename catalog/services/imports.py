"""
Write a chunk of an imported price list: products, variants, offers, tiers and stock, each with one statement for all rows.

Rows are found again by the supplier's article number. Columns that the file does not have leave what is stored untouched, and a row that
says what is stored already writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext_noop
from psycopg2.extras import execute_values

from catalog.columns import TIER_COUNT
from catalog.enums import ProductStatus
from catalog.models import Brand, Category, Warehouse
from catalog.permissions import SellerCatalogPermission, StaffCatalogPermission
from catalog.services.listings import index_products
from kernel.actors import Actor
from kernel.public_ids import new_public_id
from reference.selectors.currencies import list_currencies
from reference.selectors.taxes import list_tax_rates
from reference.selectors.units import list_units
from transfer.staging import CopyStage

UNKNOWN_CATEGORY = gettext_noop("There is no category “%(value)s”. Give its name or its address in the shop.")
UNKNOWN_WAREHOUSE = gettext_noop("There is no warehouse “%(value)s”. Create it first, or leave the column empty.")
NAME_MISSING = gettext_noop("A new article needs a name.")
CATEGORY_MISSING = gettext_noop("A new article needs a category.")
PRICE_MISSING = gettext_noop("A tier needs both a quantity and a price.")
TIER_DEARER = gettext_noop("A larger quantity must not cost more than a smaller one: %(value)s.")
TIERS_OUT_OF_ORDER = gettext_noop("The quantities of the tiers must rise.")
STOCK_RESERVED = gettext_noop(
    "Customers have reserved more than %(value)s. Stock was not changed; correct the quantity."
)
UNKNOWN_UNIT = gettext_noop("There is no unit “%(value)s”. Use a code such as PCE, KGM or MTR.")
UNKNOWN_CURRENCY = gettext_noop("There is no currency “%(value)s” in use.")
UNKNOWN_TAX = gettext_noop("There is no tax “%(value)s”. Use a code of the public tax rates, such as vat_standard.")


# Beyond this many rows whole tables are read rather than looked up.
ROWS_TO_HASH = 500


@dataclass(frozen=True, slots=True)
class Written:
    """Row numbers of a chunk by what became of them."""

    created: frozenset[int]
    updated: frozenset[int]
    unchanged: frozenset[int]


def import_offers(*, actor: Actor, stage: CopyStage, now: datetime) -> Written:
    """
    Create and change the actor's own products, offers, prices and stock from a staged chunk, inside the caller's transaction.

    New products go on sale at once when the actor may publish for the platform; otherwise they wait for review.
    :raises Forbidden: without `product.edit` (and `stock.adjust` where the file has stock).
    """
    actor.require(SellerCatalogPermission.EDIT_PRODUCT)
    if "stock" in stage.given:
        actor.require(SellerCatalogPermission.ADJUST_STOCK)
    if stage.count() > ROWS_TO_HASH:
        # The planner's statistics know nothing of a new supplier's rows, nor of those written a moment ago: it would take them
        # for a handful and compare each with each. Hashing them is right whatever it believes.
        stage.execute("SET LOCAL enable_nestloop = off")
    stage.reject_duplicates("supplier_sku")
    _resolve(stage, actor)
    _reject_unsound(stage, now)
    created = _create(stage, actor, now)
    changed_texts = _update_products(stage, now) | _update_offers(stage, now)
    changed_prices = _write_tiers(stage)
    changed_stock = _write_stock(stage, actor, now) if "stock" in stage.given else set()
    _reindex(stage, created, changed_texts | changed_prices, now)
    left = frozenset(row[0] for row in stage.fetch("SELECT row_number FROM {stage}"))
    updated = (changed_texts | changed_prices | changed_stock) & left - created
    return Written(left & created, frozenset(updated), left - created - updated)


def _resolve(stage: CopyStage, actor: Actor) -> None:
    """Look up categories, brands and what the article numbers stand for already."""
    for name in ("offer_id", "product_id", "variant_id", "category_id", "brand_id"):
        stage.add_column(name, "bigint")
    stage.add_column("is_own", "boolean NOT NULL DEFAULT TRUE")
    stage.add_column("is_new", "boolean NOT NULL DEFAULT TRUE")
    stage.execute(
        "UPDATE {stage} s SET offer_id = o.id, product_id = o.product_id, variant_id = o.variant_id, is_new = FALSE, "
        "is_own = (p.owner_id = %s) "
        "FROM catalog_offer o JOIN catalog_product p ON p.id = o.product_id "
        "WHERE o.supplier_id = %s AND o.supplier_sku = s.supplier_sku",
        [actor.organization_id, actor.organization_id],
    )
    _fill(stage, "category", "category_id", _category_keys())
    stage.reject(
        "category IS NOT NULL AND category_id IS NULL",
        code="unknown_category",
        message=UNKNOWN_CATEGORY,
        column="category",
    )
    _create_brands(stage)
    _fill(stage, "brand", "brand_id", _brand_keys())


def _fill(stage: CopyStage, source: str, target: str, keys: Sequence[tuple[str, int]]) -> None:
    if source not in stage.given or not keys:
        return
    rows = stage.fetch(f"SELECT DISTINCT {source} FROM {{stage}} WHERE {source} IS NOT NULL")  # noqa: S608 - from this module
    wanted = {str(row[0]).casefold() for row in rows}
    found = [(key, value) for key, value in keys if key in wanted]
    if found:
        with connection.cursor() as cursor:
            statement = (
                f"UPDATE {{stage}} s SET {target} = k.id "  # noqa: S608 - names from this module
                f"FROM (VALUES %s) AS k (key, id) WHERE lower(s.{source}) = k.key"
            )
            execute_values(cursor, stage.named(statement), found, page_size=len(found))


def _category_keys() -> list[tuple[str, int]]:
    """Return what a file may call each category by: slug, either name, and either name's whole path with “>”."""
    rows = list(
        Category.objects.filter(is_active=True).order_by("pk").values_list("pk", "slug", "name_zh", "name_en", "path")
    )
    names = {row[0]: row for row in rows}
    keys: dict[str, int] = {}
    for pk, slug, name_zh, name_en, path in rows:
        above = [names[each] for each in path if each in names]
        paths = (" > ".join(row[2] for row in above), " > ".join(row[3] for row in above))
        for key in (slug, name_zh, name_en, *paths):
            if key:
                keys.setdefault(key.casefold(), pk)
    return list(keys.items())


def _brand_keys() -> list[tuple[str, int]]:
    keys: dict[str, int] = {}
    for pk, name_zh, name_en in Brand.objects.order_by("pk").values_list("pk", "name_zh", "name_en"):
        for key in (name_zh, name_en):
            if key:
                keys.setdefault(key.casefold(), pk)
    return list(keys.items())


def _create_brands(stage: CopyStage) -> None:
    if "brand" not in stage.given:
        return
    known = {key for key, _pk in _brand_keys()}
    names = {str(row[0]) for row in stage.fetch("SELECT DISTINCT brand FROM {stage} WHERE brand IS NOT NULL")}
    fresh = {name.casefold(): name for name in sorted(names) if name.casefold() not in known}
    Brand.objects.bulk_create((Brand(name_zh=name) for name in fresh.values()), ignore_conflicts=True)


def _reject_unknown_codes(stage: CopyStage, now: datetime) -> None:
    """Report codes that the public configuration does not have."""
    known = (
        ("unit", UNKNOWN_UNIT, [unit.code for unit in list_units()]),
        ("currency", UNKNOWN_CURRENCY, [currency.code for currency in list_currencies()]),
        ("tax_code", UNKNOWN_TAX, [rate.code for rate in list_tax_rates(now.date())]),
    )
    for column, message, codes in known:
        if column in stage.given:
            stage.reject(f"{column} <> ALL(%s)", [codes], code=f"unknown_{column}", message=message, column=column)


def _reject_unsound(stage: CopyStage, now: datetime) -> None:
    stage.reject(
        "offer_id IS NULL AND name_zh IS NULL AND name_en IS NULL",
        code="name_missing",
        message=NAME_MISSING,
        column="supplier_sku",
    )
    stage.reject(
        "offer_id IS NULL AND category_id IS NULL",
        code="category_missing",
        message=CATEGORY_MISSING,
        column="supplier_sku",
    )
    _reject_unknown_codes(stage, now)
    previous, cheaper_than = "COALESCE(minimum_order_quantity, 1)", "price"
    for place in range(2, TIER_COUNT + 1):
        quantity, price = f"quantity_{place}", f"price_{place}"
        stage.reject(
            f"({quantity} IS NULL) <> ({price} IS NULL)", code="tier_incomplete", message=PRICE_MISSING, column=quantity
        )
        stage.reject(f"{quantity} <= {previous}", code="tier_order", message=TIERS_OUT_OF_ORDER, column=quantity)
        stage.reject(f"{price} > {cheaper_than}", code="tier_dearer", message=TIER_DEARER, column=price)
        previous, cheaper_than = f"COALESCE({quantity}, {previous})", f"COALESCE({price}, {cheaper_than})"


def _create(stage: CopyStage, actor: Actor, now: datetime) -> set[int]:
    """Create products, variants and offers for article numbers that are new; returns the rows' numbers."""
    rows = stage.fetch(
        "SELECT row_number, COALESCE(product_code, supplier_sku) FROM {stage} WHERE offer_id IS NULL ORDER BY row_number"
    )
    if not rows:
        return set()
    _give_ids(stage, [row[0] for row in rows])
    _create_products(stage, actor, now)
    _create_variants(stage, now)
    _create_offers(stage, actor, now)
    stage.execute("DROP TABLE catalog_import_ids")
    return {row[0] for row in rows}


def _create_products(stage: CopyStage, actor: Actor, now: datetime) -> None:
    status = ProductStatus.PUBLISHED if actor.has(StaffCatalogPermission.MANAGE_CATALOG) else ProductStatus.IN_REVIEW
    stage.execute(
        """
        INSERT INTO catalog_product (public_id, owner_id, code, kind, status, status_reason, category_id, brand_id, name_zh, name_en,
            description_zh, description_en, attributes, unit, origin_country, picture, published_at, created_at, updated_at)
        SELECT DISTINCT ON (COALESCE(s.product_code, s.supplier_sku)) i.product_public_id, %s, COALESCE(s.product_code, s.supplier_sku),
            'physical', %s, '', s.category_id, s.brand_id, COALESCE(s.name_zh, ''), COALESCE(s.name_en, ''),
            COALESCE(s.description_zh, ''), COALESCE(s.description_en, ''), COALESCE(s.attributes::jsonb, '[]'::jsonb),
            COALESCE(s.unit, 'PCE'), COALESCE(s.origin_country, ''), '', %s, %s, %s
        FROM {stage} s JOIN catalog_import_ids i ON i.row_number = s.row_number
        ORDER BY COALESCE(s.product_code, s.supplier_sku), s.row_number
        ON CONFLICT (owner_id, code) DO NOTHING
        """,
        [actor.organization_id, status, now if status == ProductStatus.PUBLISHED else None, now, now],
    )
    stage.execute(
        "UPDATE {stage} s SET product_id = p.id FROM catalog_product p "
        "WHERE s.offer_id IS NULL AND p.owner_id = %s AND p.code = COALESCE(s.product_code, s.supplier_sku)",
        [actor.organization_id],
    )


def _create_variants(stage: CopyStage, now: datetime) -> None:
    stage.execute(
        """
        INSERT INTO catalog_productvariant (public_id, product_id, sku, gtin, options, position, is_active, created_at, updated_at)
        SELECT i.variant_public_id, s.product_id, COALESCE(s.part_number, s.supplier_sku), COALESCE(s.gtin, ''),
            COALESCE(s.options::jsonb, '[]'::jsonb), s.row_number, TRUE, %s, %s
        FROM {stage} s JOIN catalog_import_ids i ON i.row_number = s.row_number
        ON CONFLICT (product_id, sku) DO NOTHING
        """,
        [now, now],
    )
    stage.execute(
        "UPDATE {stage} s SET variant_id = v.id FROM catalog_productvariant v "
        "WHERE s.offer_id IS NULL AND v.product_id = s.product_id AND v.sku = COALESCE(s.part_number, s.supplier_sku)"
    )


def _create_offers(stage: CopyStage, actor: Actor, now: datetime) -> None:
    stage.execute(
        """
        INSERT INTO catalog_offer (public_id, supplier_id, variant_id, product_id, supplier_sku, status, currency, price_includes_tax,
            tax_code, unit, minimum_order_quantity, order_multiple, lead_time_days, is_stocked, created_at, updated_at)
        SELECT i.offer_public_id, %s, s.variant_id, s.product_id, s.supplier_sku, 'active', COALESCE(s.currency, 'CNY'),
            COALESCE(s.price_includes_tax, TRUE), COALESCE(s.tax_code, 'vat_standard'), COALESCE(s.unit, 'PCE'),
            COALESCE(s.minimum_order_quantity, 1), COALESCE(s.order_multiple, 1), COALESCE(s.lead_time_days, 3), TRUE, %s, %s
        FROM {stage} s JOIN catalog_import_ids i ON i.row_number = s.row_number
        """,
        [actor.organization_id, now, now],
    )
    stage.execute(
        "UPDATE {stage} s SET offer_id = o.id FROM catalog_offer o "
        "WHERE s.offer_id IS NULL AND o.supplier_id = %s AND o.supplier_sku = s.supplier_sku",
        [actor.organization_id],
    )


def _give_ids(stage: CopyStage, row_numbers: Sequence[int]) -> None:
    """Put fresh public ids for the new rows beside the stage."""
    stage.execute(
        "CREATE TEMPORARY TABLE catalog_import_ids "
        "(row_number integer PRIMARY KEY, product_public_id text, variant_public_id text, offer_public_id text) ON COMMIT DROP"
    )
    rows = [(number, new_public_id("prd"), new_public_id("var"), new_public_id("ofr")) for number in row_numbers]
    with connection.cursor() as cursor:
        execute_values(cursor, "INSERT INTO catalog_import_ids VALUES %s", rows, page_size=len(rows))


_PRODUCT_COLUMNS = (
    ("name_zh", "name_zh"),
    ("name_en", "name_en"),
    ("description_zh", "description_zh"),
    ("description_en", "description_en"),
    ("category_id", "category_id"),
    ("brand_id", "brand_id"),
    ("origin_country", "origin_country"),
    ("attributes", "attributes::jsonb"),
)
_OFFER_COLUMNS = (
    ("currency", "currency"),
    ("price_includes_tax", "price_includes_tax"),
    ("tax_code", "tax_code"),
    ("unit", "unit"),
    ("minimum_order_quantity", "minimum_order_quantity"),
    ("order_multiple", "order_multiple"),
    ("lead_time_days", "lead_time_days"),
)


def _update_products(stage: CopyStage, now: datetime) -> set[int]:
    """Change the texts of own products where the file says something else; of several rows of one product the first counts."""
    assignments = ", ".join(f"{column} = COALESCE(s.{value}, p.{column})" for column, value in _PRODUCT_COLUMNS)
    difference = " OR ".join(
        f"(s.{column} IS NOT NULL AND s.{value} IS DISTINCT FROM p.{column})" for column, value in _PRODUCT_COLUMNS
    )
    rows = stage.fetch(
        f"""
        UPDATE catalog_product p SET {assignments}, updated_at = %s
        FROM (SELECT DISTINCT ON (product_id) * FROM {{stage}} WHERE is_own AND NOT is_new ORDER BY product_id, row_number) s
        WHERE p.id = s.product_id AND ({difference}) RETURNING s.row_number
        """,  # noqa: S608 - column names from this module
        [now],
    )
    return {row[0] for row in rows}


def _update_offers(stage: CopyStage, now: datetime) -> set[int]:
    assignments = ", ".join(f"{column} = COALESCE(s.{value}, o.{column})" for column, value in _OFFER_COLUMNS)
    difference = " OR ".join(
        f"(s.{column} IS NOT NULL AND s.{value} IS DISTINCT FROM o.{column})" for column, value in _OFFER_COLUMNS
    )
    rows = stage.fetch(
        f"UPDATE catalog_offer o SET {assignments}, updated_at = %s FROM {{stage}} s "  # noqa: S608 - column names from this module
        f"WHERE o.id = s.offer_id AND NOT s.is_new AND ({difference}) RETURNING s.row_number",
        [now],
    )
    return {row[0] for row in rows}


def _write_tiers(stage: CopyStage) -> set[int]:
    """Make the tiers equal to the file's where it gives a price; returns the rows where something changed."""
    if "price" not in stage.given:
        return set()
    first = "SELECT row_number, offer_id, COALESCE(minimum_order_quantity, 1) AS quantity, price FROM {stage} WHERE price IS NOT NULL"
    further = [
        f"SELECT row_number, offer_id, quantity_{place}, price_{place} FROM {{stage}} "  # noqa: S608 - numbers from this module
        f"WHERE price IS NOT NULL AND quantity_{place} IS NOT NULL"
        for place in range(2, TIER_COUNT + 1)
    ]
    stage.execute(
        f"CREATE TEMPORARY TABLE catalog_import_tiers ON COMMIT DROP AS {' UNION ALL '.join([first, *further])}"
    )
    stage.execute("ANALYZE catalog_import_tiers")
    removed = stage.fetch(
        "DELETE FROM catalog_pricetier t USING (SELECT offer_id, row_number FROM {stage} WHERE NOT is_new AND price IS NOT NULL) f "
        "WHERE t.offer_id = f.offer_id AND NOT EXISTS (SELECT 1 FROM catalog_import_tiers k "
        "WHERE k.offer_id = t.offer_id AND k.quantity = t.minimum_quantity) RETURNING f.row_number"
    )
    written = stage.fetch(
        "WITH written AS (INSERT INTO catalog_pricetier (offer_id, minimum_quantity, unit_price) "
        "SELECT offer_id, quantity, price FROM catalog_import_tiers "
        "ON CONFLICT (offer_id, minimum_quantity) DO UPDATE SET unit_price = excluded.unit_price "
        "WHERE catalog_pricetier.unit_price <> excluded.unit_price RETURNING offer_id) "
        "SELECT DISTINCT s.row_number FROM written JOIN {stage} s ON s.offer_id = written.offer_id"
    )
    stage.execute("DROP TABLE catalog_import_tiers")
    return {row[0] for row in [*removed, *written]}


def _write_stock(stage: CopyStage, actor: Actor, now: datetime) -> set[int]:
    """Bring stock on hand to the file's quantities, leaving a movement of each difference; returns the rows that changed."""
    stage.add_column("warehouse_id", "bigint")
    default, keys = _warehouses(actor)
    _fill(stage, "warehouse", "warehouse_id", keys)
    if "warehouse" in stage.given:
        stage.reject(
            "stock IS NOT NULL AND warehouse IS NOT NULL AND warehouse_id IS NULL",
            code="unknown_warehouse",
            message=UNKNOWN_WAREHOUSE,
            column="warehouse",
        )
    stage.execute("UPDATE {stage} SET warehouse_id = %s WHERE warehouse_id IS NULL", [default])
    opened = stage.fetch(
        "WITH opened AS (INSERT INTO catalog_stocklevel (offer_id, warehouse_id, on_hand, reserved, backorder_limit) "
        "SELECT offer_id, warehouse_id, stock, 0, 0 FROM {stage} WHERE stock IS NOT NULL ORDER BY offer_id "
        "ON CONFLICT (offer_id, warehouse_id) DO NOTHING RETURNING id, offer_id, on_hand), "
        "moved AS (INSERT INTO catalog_stockmovement (level_id, kind, quantity, reason, document_type, actor_user_id, occurred_at) "
        "SELECT id, 'import', on_hand, '', '', %s, %s FROM opened WHERE on_hand > 0 ORDER BY id) "
        "SELECT s.row_number FROM opened JOIN {stage} s ON s.offer_id = opened.offer_id",
        [actor.user_id, now],
    )
    # Locked in primary-key order, as everywhere, so that an import and a checkout cannot deadlock.
    stage.execute(
        "CREATE TEMPORARY TABLE catalog_import_stock ON COMMIT DROP AS "
        "SELECT l.id, s.row_number, s.stock, l.on_hand, l.reserved, l.backorder_limit FROM catalog_stocklevel l "
        "JOIN {stage} s ON s.offer_id = l.offer_id AND s.warehouse_id = l.warehouse_id "
        "WHERE s.stock IS NOT NULL AND s.stock <> l.on_hand ORDER BY l.id FOR UPDATE OF l"
    )
    stage.reject(
        "row_number IN (SELECT row_number FROM catalog_import_stock WHERE stock + backorder_limit < reserved)",
        code="stock_reserved",
        message=STOCK_RESERVED,
        column="stock",
    )
    stage.execute("DELETE FROM catalog_import_stock WHERE stock + backorder_limit < reserved OR stock = on_hand")
    stage.execute(
        "INSERT INTO catalog_stockmovement (level_id, kind, quantity, reason, document_type, actor_user_id, occurred_at) "
        "SELECT id, 'import', stock - on_hand, '', '', %s, %s FROM catalog_import_stock ORDER BY id",
        [actor.user_id, now],
    )
    stage.execute("UPDATE catalog_stocklevel l SET on_hand = i.stock FROM catalog_import_stock i WHERE l.id = i.id")
    counted = stage.fetch("SELECT row_number FROM catalog_import_stock")
    stage.execute("DROP TABLE catalog_import_stock")
    return {row[0] for row in [*opened, *counted]}


def _warehouses(actor: Actor) -> tuple[int, list[tuple[str, int]]]:
    """Return the warehouse for rows that name none, made for a company that has none yet, and all of them by code and name."""
    rows = list(
        Warehouse.objects.filter(organization_id=actor.own_organization_id, is_active=True)
        .order_by("priority", "pk")
        .values_list("pk", "code", "name")
    )
    if not rows:
        main = Warehouse.objects.create(
            organization_id=actor.own_organization_id, code="MAIN", name="主仓库 Main warehouse"
        )
        rows = [(main.pk, main.code, main.name)]
    keys = {key.casefold(): pk for pk, *names in reversed(rows) for key in names}
    return rows[0][0], list(keys.items())


def _reindex(stage: CopyStage, created: set[int], changed: set[int], now: datetime) -> None:
    rows = sorted(created | changed)
    if rows:
        found = stage.fetch("SELECT DISTINCT product_id FROM {stage} WHERE row_number = ANY(%s)", [rows])
        index_products([row[0] for row in found], now=now)
