"""Northwind's tables in the columns of the public import formats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from demo.countries import country_code
from demo.northwind.source import CURRENCY, Northwind, PastOrder, Row

# Northwind knows no sales tax.
TAX_CODE = "vat_exempt"
ORGANIZATION_HEADINGS = (
    "external_id",
    "kind",
    "name_en",
    "contact",
    "contact_title",
    "street",
    "city",
    "province",
    "postal_code",
    "country",
    "phone",
    "website",
    "currency",
    "language",
    "time_zone",
)
CATEGORY_HEADINGS = ("slug", "name_en", "position")
OFFER_HEADINGS = (
    "supplier_sku",
    "name_en",
    "category",
    "attributes",
    "unit",
    "currency",
    "tax_code",
    "price_includes_tax",
    "price",
    "stock",
)
_URL = re.compile(r"https?://[^\s#]+")


def supplier_key(supplier_id: str) -> str:
    """Return what the import calls a supplier; numbers alone would meet those of shippers."""
    return f"supplier-{supplier_id}"


def shipper_key(shipper_id: str) -> str:
    """Return what the import calls a shipper."""
    return f"shipper-{shipper_id}"


def organization_rows(source: Northwind) -> Iterator[tuple[object, ...]]:
    """Yield suppliers, customers and shippers; the fax numbers stay behind."""
    for row in source.suppliers:
        yield _company(supplier_key(row["supplierID"]), "supplier", row)
    for row in source.customers:
        yield _company(row["customerID"], "buyer", row)
    for row in source.shippers:
        yield _company(shipper_key(row["shipperID"]), "logistics", row)


def _company(key: str, kind: str, row: Row) -> tuple[object, ...]:
    website = _URL.search(row.get("homePage", ""))
    return (
        key,
        kind,
        row["companyName"],
        row.get("contactName", ""),
        row.get("contactTitle", ""),
        row.get("address", ""),
        row.get("city", ""),
        row.get("region", ""),
        row.get("postalCode", ""),
        country_code(row["country"]) if "country" in row else "US",
        row["phone"],
        website.group() if website else "",
        CURRENCY,
        "en",
        "UTC",
    )


def category_slug(row: Row) -> str:
    """Return a category's address in the shop."""
    return "northwind-" + re.sub(r"[^a-z]+", "-", row["categoryName"].lower()).strip("-")


def category_rows(source: Northwind) -> Iterator[tuple[object, ...]]:
    """Yield the categories; their bitmaps stay behind."""
    for row in source.categories:
        yield category_slug(row), row["categoryName"], row["categoryID"]


def offer_rows(source: Northwind, supplier_id: str) -> Iterator[tuple[object, ...]]:
    """
    Yield one supplier's products with the stock with which the story begins.

    It opens with what is left in the source plus everything that all orders ask for: at the end as much can be sold as the source says.
    """
    slugs = {row["categoryID"]: category_slug(row) for row in source.categories}
    demand: Mapping[str, Decimal] = source.demand()
    for row in source.products:
        if row["supplierID"] == supplier_id:
            yield (
                row["productID"],
                row["productName"],
                slugs[row["categoryID"]],
                f"包装|Packing={row['quantityPerUnit'].replace(';', ',')}" if row["quantityPerUnit"] else "",
                "PCE",
                CURRENCY,
                TAX_CODE,
                "no",
                row["unitPrice"],
                Decimal(row["unitsInStock"]) + demand.get(row["productID"], Decimal(0)),
            )


def ship_to(order: PastOrder) -> dict[str, str]:
    """Return an order's delivery address as documents keep it; ships, streets and towns are the order's own, not the customer's."""
    row = order.ship_to
    address = {
        "recipient": row["shipName"],
        "phone": "",
        "country": country_code(row["shipCountry"]),
        "region_code": "",
        "province": row["shipRegion"],
        "city": row["shipCity"],
        "district": "",
        "street": row["shipAddress"],
        "postal_code": row["shipPostalCode"],
    }
    line = (address[name] for name in ("street", "city", "province", "postal_code"))
    return {**address, "line": ", ".join([*filter(None, line), row["shipCountry"]])}
