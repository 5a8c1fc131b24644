"""Price lists in and out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Audience
from catalog.columns import COLUMNS, TIER_COUNT, format_pairs
from catalog.models import Offer
from catalog.permissions import SellerCatalogPermission, StaffCatalogPermission
from catalog.selectors.prices import list_tiers
from catalog.selectors.stock import list_own_offers, on_hand_quantities
from catalog.services.categories import CategoryData, save_category
from catalog.services.imports import import_offers
from kernel.actors import Actor
from transfer.columns import IntegerColumn, TextColumn
from transfer.registry import (
    Exporter,
    ImportContext,
    Importer,
    Outcome,
    RowImporter,
    Tally,
    register_exporter,
    register_importer,
)
from transfer.staging import CopyStage

EXPORT_BATCH = 2_000


class CategoryImporter(RowImporter):
    """The category tree, parents before their children; found again by the address in the shop."""

    kind = "categories"
    label = _("Categories")
    help = _("Creates categories that are new and changes those that exist. Parents stand above their children.")
    permission = StaffCatalogPermission.MANAGE_CATALOG
    audiences = frozenset({Audience.STAFF})
    columns = (
        TextColumn(name="slug", label=_("Address in the shop"), required=True, max_length=80, example="hand-tools"),
        TextColumn(name="name_zh", label=_("Name in Chinese"), aliases=("类目", "分类"), max_length=200),
        TextColumn(name="name_en", label=_("Name in English"), aliases=("name", "category"), max_length=200),
        TextColumn(name="parent", label=_("Parent category"), aliases=("上级",), max_length=80, example="tools"),
        IntegerColumn(name="position", label=_("Place among its siblings"), minimum=0, maximum=1_000_000),
        TextColumn(name="icon", label=_("Icon"), max_length=40),
    )

    def import_row(self, row: Mapping[str, Any], context: ImportContext) -> Outcome:
        """Write one category."""
        data = CategoryData(**{name: value for name, value in row.items() if value is not None})
        return save_category(actor=context.actor, data=data)


class OfferImporter(Importer):
    """A supplier's products with prices and stock, found again by article number."""

    kind = "offers"
    label = _("Products, prices and stock")
    help = _("Creates articles that are new and changes those that exist. Columns that are missing stay as they are.")
    permission = SellerCatalogPermission.EDIT_PRODUCT
    audiences = frozenset({Audience.SELLER})
    columns = COLUMNS

    def apply(self, stage: CopyStage, context: ImportContext) -> Tally:
        """Write one chunk."""
        written = import_offers(actor=context.actor, stage=stage, now=context.now)
        return Tally(created=len(written.created), updated=len(written.updated), unchanged=len(written.unchanged))


class OfferExporter(Exporter):
    """A supplier's own offers, in the columns in which they come back in."""

    kind = "offers"
    label = _("Products, prices and stock")
    permission = SellerCatalogPermission.VIEW_PRODUCT
    audiences = frozenset({Audience.SELLER})
    headings = tuple(column.label for column in COLUMNS if column.name != "warehouse")

    def rows(self, *, actor: Actor, filters: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
        """Yield one row per offer, in the order of the article numbers."""
        offers = list_own_offers(actor=actor).select_related("product__category", "product__brand", "variant")
        batch: list[Offer] = []
        for offer in offers.order_by("supplier_sku", "pk").iterator(chunk_size=EXPORT_BATCH):
            batch.append(offer)
            if len(batch) == EXPORT_BATCH:
                yield from _export(batch)
                batch = []
        yield from _export(batch)

    def count(self, *, actor: Actor, filters: Mapping[str, Any]) -> int:
        """Return how many offers the company has."""
        return list_own_offers(actor=actor).count()


def _export(offers: Sequence[Offer]) -> Iterator[Sequence[Any]]:
    ids = [offer.pk for offer in offers]
    tiers = list_tiers(ids)
    stock = on_hand_quantities(ids)
    for offer in offers:
        product, variant = offer.product, offer.variant
        own = tiers.get(offer.pk, ())
        steps = [part for tier in own[1:TIER_COUNT] for part in (tier.minimum_quantity, tier.unit_price)]
        yield [
            offer.supplier_sku,
            product.code,
            product.name_zh,
            product.name_en,
            product.category.slug,
            product.brand.name_zh if product.brand else "",
            variant.sku,
            variant.gtin,
            format_pairs(variant.options),
            format_pairs(product.attributes),
            product.description_zh,
            product.description_en,
            product.origin_country,
            offer.unit,
            offer.currency,
            offer.tax_code,
            offer.price_includes_tax,
            offer.minimum_order_quantity.normalize(),
            offer.order_multiple.normalize(),
            offer.lead_time_days,
            own[0].unit_price.normalize() if own else None,
            *steps,
            *([None] * (2 * (TIER_COUNT - 1) - len(steps))),
            stock.get(offer.pk),
        ]


register_importer(CategoryImporter())
register_importer(OfferImporter())
register_exporter(OfferExporter())
