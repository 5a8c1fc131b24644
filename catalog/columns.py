"""The columns of a supplier's price list, under the names that suppliers give them, in files and from ERP systems alike."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from transfer.columns import BooleanColumn, CellFault, Column, DecimalColumn, IntegerColumn, TextColumn

TIER_COUNT = 4
NOT_PAIRS = gettext_noop("“%(value)s” is not a list like “Material=304; Length=40 mm”.")


class AttributesColumn(Column):
    """Pairs like `材质|Material=304不锈钢|304 stainless; 长度|Length=40 mm`; the part after | is English and may be left out."""

    is_text: ClassVar[bool] = True

    def convert(self, cells: list[str]) -> tuple[list[str], list[CellFault]]:
        """Turn each list of pairs into the JSON that products keep."""
        values, found = [], []
        for index, cell in enumerate(cells):
            pairs = [] if not cell else _pairs(cell)
            if pairs is None:
                found.append(CellFault(index, "not_pairs", NOT_PAIRS, {"value": cell[:100]}))
            values.append(json.dumps(pairs, ensure_ascii=False) if pairs else "")
        return values, found


def _pairs(cell: str) -> list[dict[str, str]] | None:
    pairs = []
    for part in cell.replace("；", ";").split(";"):
        name, equals, value = part.replace("＝", "=").partition("=")
        if not part.strip():
            continue
        if not equals or not name.strip():
            return None
        name_zh, _bar, name_en = name.strip().partition("|")
        value_zh, _bar, value_en = value.strip().partition("|")
        pairs.append({"name_zh": name_zh, "name_en": name_en, "value_zh": value_zh, "value_en": value_en})
    return pairs


def format_pairs(attributes: Sequence[Mapping[str, str]]) -> str:
    """Return attributes as the file has them; reading it gives the same attributes."""
    return "; ".join(
        "=".join(
            attribute[f"{part}_zh"] + (f"|{attribute[f'{part}_en']}" if attribute.get(f"{part}_en") else "")
            for part in ("name", "value")
        )
        for attribute in attributes
    )


def _tier_columns() -> Iterator[Column]:
    for place in range(2, TIER_COUNT + 1):
        yield DecimalColumn(
            name=f"quantity_{place}",
            label=_("Tier %(place)s: from quantity") % {"place": place},
            digits=18,
            places=4,
            minimum=Decimal("0.0001"),
        )
        yield DecimalColumn(
            name=f"price_{place}",
            label=_("Tier %(place)s: unit price") % {"place": place},
            places=6,
            minimum=Decimal("0.000001"),
        )


COLUMNS: tuple[Column, ...] = (
    TextColumn(
        name="supplier_sku",
        label=_("Article number"),
        aliases=("sku", "货号", "商品编码", "物料编码", "item number", "stock code"),
        required=True,
        max_length=80,
        example="A-10025",
    ),
    TextColumn(
        name="product_code",
        label=_("Product code"),
        help=_("Rows with the same code are variants of one product."),
        aliases=("spu", "款号"),
        max_length=80,
    ),
    TextColumn(name="name_zh", label=_("Name in Chinese"), aliases=("品名", "商品名称", "名称"), max_length=200),
    TextColumn(
        name="name_en", label=_("Name in English"), aliases=("name", "product name", "description"), max_length=200
    ),
    TextColumn(name="category", label=_("Category"), aliases=("类目", "分类"), max_length=400),
    TextColumn(name="brand", label=_("Brand"), aliases=("品牌",), max_length=200),
    TextColumn(name="part_number", label=_("Manufacturer's part number"), aliases=("mpn", "型号"), max_length=80),
    TextColumn(name="gtin", label=_("GTIN"), aliases=("ean", "barcode", "条码"), max_length=14),
    AttributesColumn(name="options", label=_("Options"), example="规格|Size=M8×40"),
    AttributesColumn(name="attributes", label=_("Specification"), example="材质|Material=304不锈钢|304 stainless"),
    TextColumn(name="description_zh", label=_("Description in Chinese")),
    TextColumn(name="description_en", label=_("Description in English")),
    TextColumn(name="origin_country", label=_("Country of origin"), max_length=2),
    TextColumn(name="unit", label=_("Unit"), aliases=("计量单位",), max_length=10, example="PCE"),
    TextColumn(name="currency", label=_("Currency"), aliases=("币种",), max_length=3, example="CNY"),
    TextColumn(name="tax_code", label=_("Tax"), aliases=("税目",), max_length=20, example="vat_standard"),
    BooleanColumn(name="price_includes_tax", label=_("Prices include tax"), aliases=("含税",)),
    DecimalColumn(
        name="minimum_order_quantity",
        label=_("Minimum quantity"),
        aliases=("moq", "起订量"),
        digits=18,
        minimum=Decimal("0.0001"),
    ),
    DecimalColumn(
        name="order_multiple", label=_("In steps of"), aliases=("倍数",), digits=18, minimum=Decimal("0.0001")
    ),
    IntegerColumn(
        name="lead_time_days", label=_("Days until shipped"), aliases=("交期", "货期"), minimum=0, maximum=3650
    ),
    DecimalColumn(
        name="price",
        label=_("Unit price"),
        aliases=("price", "单价", "含税价"),
        places=6,
        minimum=Decimal("0.000001"),
    ),
    *_tier_columns(),
    DecimalColumn(
        name="stock", label=_("On hand"), aliases=("stock", "quantity", "库存", "数量"), digits=18, minimum=0
    ),
    TextColumn(name="warehouse", label=_("Warehouse"), aliases=("仓库",), max_length=100),
)
