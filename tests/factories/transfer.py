"""Importers, exporters and jobs that tests start from: a made-up kind that writes to a table of its own."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models
from django.utils.translation import gettext_noop

from accounts.enums import Audience
from accounts.permissions import CompanyPermission
from kernel.actors import Actor
from kernel.errors import InvalidInput
from transfer.columns import BooleanColumn, ChoiceColumn, DateColumn, DecimalColumn, IntegerColumn, TextColumn
from transfer.enums import FileFormat
from transfer.models import ExportJob, ImportJob
from transfer.registry import Exporter, ImportContext, Importer, Outcome, RowImporter, Tally
from transfer.services.exports import request_export
from transfer.services.imports import create_import
from transfer.staging import CopyStage

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PERMISSION = CompanyPermission.EDIT_COMPANY
TABLE = "tested_goods"


class Unit(models.TextChoices):
    PIECE = "pcs", "Piece"
    KILOGRAM = "kg", "Kilogram"


COLUMNS = (
    TextColumn(name="sku", label="SKU", aliases=("货号", "商品编码"), required=True, max_length=40, example="M8-20"),
    TextColumn(name="name", label="Name", aliases=("品名", "名称"), required=True, max_length=100),
    DecimalColumn(name="price", label="Price", aliases=("单价",), digits=20, places=6, minimum=0),
    IntegerColumn(name="stock", label="Stock", aliases=("库存",), minimum=0),
    ChoiceColumn(name="unit", label="Unit", aliases=("单位",), choices=Unit, synonyms={"件": "pcs", "公斤": "kg"}),
    DateColumn(name="since", label="Since", aliases=("上市日期",)),
    BooleanColumn(name="is_active", label="Active", aliases=("启用",)),
)

UPSERT = f"""
INSERT INTO {TABLE} AS goods (organization_id, sku, name, price, stock, unit, since, is_active, version)
SELECT %s, sku, name, price, stock, unit, since, is_active, 1 FROM {{stage}} ORDER BY row_number
ON CONFLICT (organization_id, sku) DO UPDATE
SET name = excluded.name, price = excluded.price, stock = excluded.stock, version = goods.version + 1
WHERE (goods.name, goods.price, goods.stock) IS DISTINCT FROM (excluded.name, excluded.price, excluded.stock)
RETURNING (goods.version = 1)
"""


class GoodsImporter(Importer):
    """Writes goods with one statement a chunk."""

    kind = "tested_goods"
    label = "Goods"
    permission = PERMISSION
    audiences = frozenset({Audience.SELLER, Audience.BUYER})
    columns = COLUMNS
    chunk_size = 100

    def apply(self, stage: CopyStage, context: ImportContext) -> Tally:
        stage.reject_duplicates("sku")
        stage.reject("name = 'forbidden'", code="forbidden_name", message=gettext_noop("Not this one."), column="name")
        written = stage.fetch(UPSERT, [context.organization_id])
        created = sum(is_new for (is_new,) in written)
        return Tally(created=created, updated=len(written) - created)


class GoodsRowImporter(RowImporter):
    """Writes goods one by one, as through a service."""

    kind = "tested_goods_by_row"
    label = "Goods, one by one"
    permission = PERMISSION
    columns = COLUMNS

    def import_row(self, row: Mapping[str, Any], context: ImportContext) -> Outcome:
        if row["price"] is None:
            raise InvalidInput(errors={"price": ["Say what it costs."]})
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {TABLE} (organization_id, sku, name, price) VALUES (%s, %s, %s, %s)",
                [context.organization_id, row["sku"], row["name"], row["price"]],
            )
        return Outcome.CREATED


class GoodsExporter(Exporter):
    """Reads the goods of one company."""

    kind = "tested_goods"
    label = "Goods"
    permission = PERMISSION
    audiences = frozenset({Audience.SELLER, Audience.BUYER})
    headings = ("SKU", "Name", "Price", "Stock")

    def rows(self, *, actor: Actor, filters: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
        yield from goods(actor.organization_id, name=filters.get("name"))

    def count(self, *, actor: Actor, filters: Mapping[str, Any]) -> int:
        return len(goods(actor.organization_id, name=filters.get("name")))


def create_goods_table() -> None:
    """Make the table that the importers write to."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""CREATE TABLE {TABLE} (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                organization_id bigint NOT NULL REFERENCES accounts_organization DEFERRABLE INITIALLY DEFERRED,
                sku text NOT NULL, name text NOT NULL CHECK (name <> 'refused by the database'), price numeric(20,6),
                stock bigint, unit text, since date, is_active boolean, version int NOT NULL DEFAULT 1,
                UNIQUE (organization_id, sku))"""
        )


def goods(organization_id: int | None, *, name: str | None = None) -> list[tuple[str, str, Decimal | None, int | None]]:
    """Return what is in the table for one company."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT sku, name, price, stock FROM {TABLE} WHERE organization_id = %s AND name = coalesce(%s, name)"
            " ORDER BY sku",
            [organization_id, name],
        )
        return cursor.fetchall()


def csv_bytes(*rows: Sequence[Any], encoding: str = "utf-8") -> bytes:
    """Return rows as comma-separated text."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def upload(
    actor: Actor, content: bytes, *, kind: str = "tested_goods", name: str = "goods.csv", **kwargs: Any
) -> ImportJob:
    """Hand in a file, without working on it."""
    kwargs.setdefault("now", NOW)
    return create_import(actor=actor, kind=kind, file=io.BytesIO(content), file_name=name, size=len(content), **kwargs)


def order_export(actor: Actor, *, file_format: str = FileFormat.CSV, **kwargs: Any) -> ExportJob:
    """Ask for an export, without writing it."""
    kwargs.setdefault("kind", "tested_goods")
    return request_export(actor=actor, file_format=file_format, now=NOW, **kwargs)
