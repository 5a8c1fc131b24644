"""Load categories, brands, products with their variants, offers and prices, and what is in stock."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from catalog.enums import OfferStatus, ProductStatus
from catalog.models import Brand, Category, Offer, PriceTier, Product, ProductImage, ProductVariant, Warehouse
from catalog.services.listings import index_products
from demo.content.grammar import Axis
from demo.content.industries import FAMILIES, categories
from demo.content.products import Attribute, Variant
from demo.content.products import Offer as OfferContent
from demo.content.products import Product as ProductContent
from demo.services.companies import Directory
from demo.services.copying import PublicIds, Row, copy_rows, take_keys
from demo.services.scenario import Scenario
from kernel.models import TransitionLog

TAX_CODES = {Decimal("0.13"): "vat_standard", Decimal("0.09"): "vat_reduced"}


@dataclass
class Shelf:
    """The keys of the goods, by their place in the scenario's list of products."""

    products: list[int] = field(default_factory=list)
    offers: list[list[int]] = field(default_factory=list)
    pictures: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Stored file and its path by the picture's name."""
    logos: dict[str, int] = field(default_factory=dict)
    """Stored file by the supplier's code."""
    warehouses: dict[str, int] = field(default_factory=dict)
    """Every supplier's main warehouse by the supplier's code."""

    def picture_path(self, name: str) -> str:
        """Return where a picture lies below the media root, or nothing while there is none."""
        return self.pictures[name][1] if name in self.pictures else ""


def load_catalogue(scenario: Scenario, directory: Directory, shelf: Shelf, ids: PublicIds) -> None:
    """Load everything that is for sale; the listing rows are derived by catalog's own service."""
    category_keys = _load_categories(scenario, ids)
    brand_keys = _load_brands(scenario, shelf, ids)
    keys = take_keys(Product, len(scenario.products))
    shelf.products = [next(keys) for _ in scenario.products]
    copy_rows(Product, _product_rows(scenario, shelf, directory, category_keys, brand_keys, ids), now=scenario.now)
    copy_rows(TransitionLog, _trail(scenario, shelf, directory), now=scenario.now)
    copy_rows(ProductImage, _image_rows(scenario, shelf), now=scenario.now)
    _load_offers(scenario, shelf, directory, ids)
    _load_warehouses(scenario, shelf, directory, ids)
    index_products(shelf.products, now=scenario.now)


def published_at(scenario: Scenario, number: int) -> datetime:
    """Return when a product came on the market: all of them before the first order, a few each day."""
    return scenario.opened_at + timedelta(days=41 + number % 18, minutes=number)


def _load_categories(scenario: Scenario, ids: PublicIds) -> dict[str, int]:
    keys: dict[str, int] = {}
    paths: dict[str, list[int]] = {}
    rows: list[dict[str, Any]] = []
    nodes = list(categories())
    numbers = take_keys(Category, len(nodes))
    for position, node in enumerate(nodes):
        key = keys[node.code] = next(numbers)
        paths[node.code] = [*(paths[node.parent] if node.parent else []), key]
        rows.append(
            {
                "id": key,
                "public_id": ids.new("cat", scenario.opened_at),
                "slug": node.code,
                "name_zh": node.name.zh,
                "name_en": node.name.en,
                "parent_id": keys[node.parent] if node.parent else None,
                "path": paths[node.code],
                "position": position,
                "icon": node.icon,
            }
        )
    copy_rows(Category, rows, now=scenario.opened_at)
    return keys


def _load_brands(scenario: Scenario, shelf: Shelf, ids: PublicIds) -> dict[str, int]:
    makers = [supplier for supplier in scenario.suppliers if any(p.owner == supplier.code for p in scenario.products)]
    keys = list(take_keys(Brand, len(makers)))
    copy_rows(
        Brand,
        (
            {
                "id": key,
                "public_id": ids.new("brd", scenario.opened_at),
                "name_zh": maker.brand.zh,
                "name_en": maker.brand.en,
                "logo_id": shelf.logos.get(maker.code),
            }
            for key, maker in zip(keys, makers, strict=True)
        ),
        now=scenario.opened_at,
    )
    return {maker.code: key for key, maker in zip(keys, makers, strict=True)}


def _product_rows(
    scenario: Scenario,
    shelf: Shelf,
    directory: Directory,
    category_keys: dict[str, int],
    brand_keys: dict[str, int],
    ids: PublicIds,
) -> Iterator[Row]:
    for number, (key, product) in enumerate(zip(shelf.products, scenario.products, strict=True)):
        published = published_at(scenario, number)
        yield {
            "id": key,
            "public_id": ids.new("prd", published),
            "owner_id": directory.organizations[product.owner],
            "code": product.code,
            "status": ProductStatus.PUBLISHED,
            "category_id": category_keys[product.category],
            "brand_id": brand_keys[product.owner],
            "name_zh": product.name.zh,
            "name_en": product.name.en,
            "description_zh": product.description.zh,
            "description_en": product.description.en,
            "attributes": _specification(product),
            "unit": product.unit,
            "origin_country": "CN",
            "picture": shelf.picture_path(product.picture),
            "published_at": published,
            "created_at": published,
            "updated_at": published,
        }


def _specification(product: ProductContent) -> list[dict[str, str]]:
    rows = [_pair(attribute) for attribute in product.attributes]
    if product.standard:
        value = {"value_zh": product.standard, "value_en": product.standard}
        rows.append({"name_zh": "执行标准", "name_en": "Standard", **value})
    if product.shelf_life_days:
        days = product.shelf_life_days
        rows.append(
            {"name_zh": "保质期", "name_en": "Shelf life", "value_zh": f"{days} 天", "value_en": f"{days} days"}
        )
    return rows


def _pair(attribute: Attribute) -> dict[str, str]:
    unit = f" {attribute.unit}" if attribute.unit else ""
    return {
        "name_zh": attribute.name.zh,
        "name_en": attribute.name.en,
        "value_zh": f"{attribute.value.zh}{unit}",
        "value_en": f"{attribute.value.en}{unit}",
    }


def _trail(scenario: Scenario, shelf: Shelf, directory: Directory) -> Iterator[Row]:
    steps = (("draft", "in_review", -30), ("in_review", "published", 0))
    for number, (key, product) in enumerate(zip(shelf.products, scenario.products, strict=True)):
        for before, after, hours in steps:
            yield {
                "document_type": "catalog.product",
                "document_id": key,
                "from_status": before,
                "to_status": after,
                "actor_organization_id": directory.organizations[product.owner],
                "actor_name": "demo",
                "channel": "system",
                "occurred_at": published_at(scenario, number) + timedelta(hours=hours),
            }


def _image_rows(scenario: Scenario, shelf: Shelf) -> Iterator[Row]:
    for key, product in zip(shelf.products, scenario.products, strict=True):
        if product.picture in shelf.pictures:
            yield {
                "product_id": key,
                "file_id": shelf.pictures[product.picture][0],
                "alt_zh": product.name.zh[:200],
                "alt_en": product.name.en[:200],
            }


def _load_offers(scenario: Scenario, shelf: Shelf, directory: Directory, ids: PublicIds) -> None:
    variants = [(place, number, v) for place, p in enumerate(scenario.products) for number, v in enumerate(p.variants)]
    variant_keys = dict(zip((v.sku for _, _, v in variants), take_keys(ProductVariant, len(variants)), strict=True))
    offer_keys = take_keys(Offer, sum(len(product.offers) for product in scenario.products))
    shelf.offers = [[next(offer_keys) for _ in product.offers] for product in scenario.products]
    copy_rows(
        ProductVariant,
        (_variant_row(scenario, shelf, ids, variant_keys, *found) for found in variants),
        now=scenario.opened_at,
    )
    copy_rows(Offer, _offer_rows(scenario, shelf, directory, variant_keys, ids), now=scenario.opened_at)
    copy_rows(PriceTier, _tier_rows(scenario, shelf), now=scenario.opened_at)


def _variant_row(
    scenario: Scenario,
    shelf: Shelf,
    ids: PublicIds,
    keys: dict[str, int],
    place: int,
    number: int,
    variant: Variant,
) -> Row:
    family = FAMILIES[scenario.products[place].category]
    return {
        "id": keys[variant.sku],
        "public_id": ids.new("var", published_at(scenario, place)),
        "product_id": shelf.products[place],
        "sku": variant.manufacturer_part_number,
        "gtin": variant.gtin,
        "options": [_option(family.variant, variant, is_size=family.variant_label is not None)],
        "position": number,
    }


def _option(axis: Axis, variant: Variant, *, is_size: bool) -> dict[str, str]:
    name = {"name_zh": "规格", "name_en": "Size"} if is_size else {"name_zh": axis.name.zh, "name_en": axis.name.en}
    return {**name, "value_zh": variant.label.zh, "value_en": variant.label.en}


def _offer_rows(
    scenario: Scenario, shelf: Shelf, directory: Directory, variant_keys: dict[str, int], ids: PublicIds
) -> Iterator[Row]:
    for place, (product, keys) in enumerate(zip(scenario.products, shelf.offers, strict=True)):
        for key, offer in zip(keys, product.offers, strict=True):
            yield {
                **_terms(product, offer),
                "id": key,
                "public_id": ids.new("ofr", published_at(scenario, place)),
                "supplier_id": directory.organizations[offer.supplier],
                "variant_id": variant_keys[offer.sku],
                "product_id": shelf.products[place],
            }


def _terms(product: ProductContent, offer: OfferContent) -> dict[str, Any]:
    return {
        "supplier_sku": offer.supplier_sku,
        "status": OfferStatus.ACTIVE,
        "tax_code": TAX_CODES[product.tax_rate],
        "unit": product.unit,
        "minimum_order_quantity": offer.minimum_quantity,
        "order_multiple": offer.multiple,
        "lead_time_days": offer.lead_days,
    }


def _tier_rows(scenario: Scenario, shelf: Shelf) -> Iterator[Row]:
    for product, keys in zip(scenario.products, shelf.offers, strict=True):
        for key, offer in zip(keys, product.offers, strict=True):
            for tier in offer.tiers:
                yield {"offer_id": key, "minimum_quantity": tier.from_quantity, "unit_price": tier.unit_price}


def _load_warehouses(scenario: Scenario, shelf: Shelf, directory: Directory, ids: PublicIds) -> None:
    keys = take_keys(Warehouse, len(scenario.suppliers))
    shelf.warehouses = {supplier.code: next(keys) for supplier in scenario.suppliers}
    rows = (
        {
            "id": shelf.warehouses[supplier.code],
            "public_id": ids.new("whs", scenario.opened_at),
            "organization_id": directory.organizations[supplier.code],
            "code": "MAIN",
            "name": f"{supplier.warehouse.place.city.zh}仓",
            "region_code": supplier.warehouse.place.region_code,
            "address": supplier.warehouse.full.zh,
        }
        for supplier in scenario.suppliers
    )
    copy_rows(Warehouse, rows, now=scenario.opened_at)
