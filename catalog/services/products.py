"""Create, change, price and publish products."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalog.enums import OfferStatus, ProductKind, ProductStatus
from catalog.errors import DuplicateCode, IncompleteProduct, InvalidPrices
from catalog.events import ProductPublished, ProductReturned, ProductSubmitted, ProductTakenDown
from catalog.models import Brand, Category, Offer, PriceTier, Product, ProductVariant
from catalog.permissions import SellerCatalogPermission, StaffCatalogPermission
from catalog.selectors.prices import Tier
from catalog.services.listings import index_products, refresh_listings
from kernel.actors import Actor
from kernel.errors import InvalidInput, NotFound
from kernel.events import publish
from kernel.transitions import Step, record_transition

DOCUMENT_TYPE = "catalog.product"


@dataclass(frozen=True, slots=True)
class ProductData:
    """What a supplier says of a product."""

    code: str
    name_zh: str
    category_id: str
    name_en: str = ""
    kind: ProductKind = ProductKind.PHYSICAL
    brand_id: str | None = None
    description_zh: str = ""
    description_en: str = ""
    unit: str = "PCE"
    origin_country: str = ""
    attributes: Sequence[dict[str, str]] = ()


@dataclass(frozen=True, slots=True)
class OfferData:
    """A supplier's terms for one variant, with its tiers."""

    supplier_sku: str
    tiers: Sequence[Tier]
    sku: str = ""
    gtin: str = ""
    options: Sequence[dict[str, str]] = ()
    currency: str = "CNY"
    price_includes_tax: bool = True
    tax_code: str = "vat_standard"
    unit: str = ""
    minimum_order_quantity: Decimal = Decimal(1)
    order_multiple: Decimal = Decimal(1)
    lead_time_days: int = 3
    is_stocked: bool = True
    status: OfferStatus = field(default=OfferStatus.ACTIVE)


@transaction.atomic
def create_product(*, actor: Actor, data: ProductData, offers: Sequence[OfferData] = (), now: datetime) -> Product:
    """
    Create a draft with its variants and the actor's own offers on them.

    :raises Forbidden: without `product.edit`.
    :raises DuplicateCode: when the company uses the product code or an article number already.
    :raises InvalidPrices: when tiers do not fit the quantities.
    """
    actor.require(SellerCatalogPermission.EDIT_PRODUCT)
    product = Product(owner_id=actor.own_organization_id, **_product_fields(data))
    _save_unique(product, data.code)
    for position, offer in enumerate(offers):
        _create_offer(actor, product, offer, position=position)
    index_products([product.pk], now=now)
    return product


@transaction.atomic
def update_product(*, actor: Actor, product_id: str, data: ProductData, now: datetime) -> Product:
    """
    Change what a product's owner says of it.

    :raises NotFound: when the product is another company's.
    """
    product = own_product(actor, product_id)
    for name, value in _product_fields(data).items():
        setattr(product, name, value)
    _save_unique(product, data.code)
    index_products([product.pk], now=now)
    return product


def _product_fields(data: ProductData) -> dict[str, Any]:
    category = Category.objects.filter(public_id=data.category_id, is_active=True).first()
    if category is None:
        raise InvalidInput(errors={"category_id": [_("Choose a category.")]})
    brand = Brand.objects.filter(public_id=data.brand_id).first() if data.brand_id else None
    return {
        "code": data.code.strip(),
        "name_zh": data.name_zh.strip(),
        "name_en": data.name_en.strip(),
        "kind": data.kind,
        "category": category,
        "brand": brand,
        "description_zh": data.description_zh,
        "description_en": data.description_en,
        "unit": data.unit,
        "origin_country": data.origin_country,
        "attributes": list(data.attributes),
    }


def _save_unique(row: Product | Offer, value: str) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise DuplicateCode(value=value) from error


def own_product(actor: Actor, product_id: str) -> Product:
    """
    Lock a product of the actor's company for editing.

    :raises NotFound: when another company owns it.
    :raises Forbidden: without `product.edit`.
    """
    product = Product.objects.sold_by(actor).filter(public_id=product_id).locked().first()
    if product is None or product.owner_id != actor.organization_id:
        raise NotFound
    actor.require(SellerCatalogPermission.EDIT_PRODUCT, organization_id=product.owner_id)
    return product


@transaction.atomic
def add_offer(*, actor: Actor, product_id: str, data: OfferData, now: datetime) -> Offer:
    """
    Offer a variant of a visible product at the actor's own terms; an unknown part number makes a variant of an own product.

    :raises NotFound: when the actor may not see the product.
    """
    actor.require(SellerCatalogPermission.EDIT_PRODUCT)
    product = Product.objects.visible_to(actor).filter(public_id=product_id).locked().first()
    if product is None:
        raise NotFound
    offer = _create_offer(actor, product, data, position=product.variants.count())
    index_products([product.pk], now=now)
    return offer


def _create_offer(actor: Actor, product: Product, data: OfferData, *, position: int) -> Offer:
    sku = data.sku or data.supplier_sku
    variant = ProductVariant.objects.filter(product=product, sku=sku).first()
    if variant is None:
        if product.owner_id != actor.organization_id:
            raise NotFound
        variant = ProductVariant.objects.create(
            product=product, sku=sku, gtin=data.gtin, options=list(data.options), position=position
        )
    offer = Offer(
        supplier_id=actor.own_organization_id, product=product, variant=variant, **_offer_fields(product, data)
    )
    _save_unique(offer, data.supplier_sku)
    _write_tiers(offer, data.tiers)
    return offer


def _offer_fields(product: Product, data: OfferData) -> dict[str, Any]:
    return {
        "supplier_sku": data.supplier_sku.strip(),
        "currency": data.currency,
        "price_includes_tax": data.price_includes_tax,
        "tax_code": data.tax_code,
        "unit": data.unit or product.unit,
        "minimum_order_quantity": data.minimum_order_quantity,
        "order_multiple": data.order_multiple,
        "lead_time_days": data.lead_time_days,
        "is_stocked": data.is_stocked,
        "status": data.status,
    }


@transaction.atomic
def update_offer(*, actor: Actor, offer_id: str, data: OfferData, now: datetime) -> Offer:
    """
    Change the actor's own terms, prices included.

    :raises NotFound: when the offer is another company's.
    """
    offer = _own_offer(actor, offer_id, SellerCatalogPermission.EDIT_PRODUCT)
    for name, value in _offer_fields(offer.product, data).items():
        setattr(offer, name, value)
    _save_unique(offer, data.supplier_sku)
    _write_tiers(offer, data.tiers)
    index_products([offer.product_id], now=now)
    return offer


@transaction.atomic
def set_prices(*, actor: Actor, offer_id: str, tiers: Sequence[Tier], now: datetime) -> Offer:
    """
    Replace the price tiers of one of the actor's own offers.

    :raises Forbidden: without `price.edit`.
    :raises InvalidPrices: when a tier is repeated, not positive, or the minimum quantity has no price.
    """
    offer = _own_offer(actor, offer_id, SellerCatalogPermission.EDIT_PRICE)
    _write_tiers(offer, tiers)
    refresh_listings([offer.product_id], now=now)
    return offer


@transaction.atomic
def set_offer_status(*, actor: Actor, offer_id: str, status: OfferStatus, now: datetime) -> Offer:
    """Pause or resume selling one of the actor's own offers."""
    offer = _own_offer(actor, offer_id, SellerCatalogPermission.PUBLISH_PRODUCT)
    offer.status = status
    offer.save(update_fields=["status", "updated_at"])
    refresh_listings([offer.product_id], now=now)
    return offer


def _own_offer(actor: Actor, offer_id: str, permission: str) -> Offer:
    offer = Offer.objects.of_supplier(actor).filter(public_id=offer_id).locked().select_related("product").first()
    if offer is None:
        raise NotFound
    actor.require(permission, organization_id=offer.supplier_id)
    return offer


def _write_tiers(offer: Offer, tiers: Iterable[Tier]) -> None:
    rows = sorted(tiers, key=lambda tier: tier.minimum_quantity)
    quantities = {tier.minimum_quantity for tier in rows}
    first_order = max(offer.minimum_order_quantity, offer.order_multiple)
    is_falling = all(more.unit_price <= less.unit_price for less, more in pairwise(rows))
    is_positive = all(tier.unit_price > 0 and tier.minimum_quantity > 0 for tier in rows)
    is_sound = is_positive and is_falling and len(quantities) == len(rows)
    if not is_sound or (rows and rows[0].minimum_quantity > first_order):
        raise InvalidPrices
    PriceTier.objects.filter(offer=offer).exclude(minimum_quantity__in=quantities).delete()
    PriceTier.objects.bulk_create(
        [PriceTier(offer=offer, minimum_quantity=tier.minimum_quantity, unit_price=tier.unit_price) for tier in rows],
        update_conflicts=True,
        unique_fields=["offer", "minimum_quantity"],
        update_fields=["unit_price"],
    )


@transaction.atomic
def submit_product(*, actor: Actor, product_id: str, now: datetime) -> Product:
    """
    Hand a complete draft in for review.

    :raises IncompleteProduct: naming what a shop page would lack.
    """
    product = own_product(actor, product_id)
    _ensure_complete(product)
    _transition(product, product.mark_in_review, actor=actor, now=now)
    publish(ProductSubmitted(occurred_at=now, product_id=product.public_id, organization_ids=(product.owner_id,)))
    return product


@transaction.atomic
def publish_product(*, actor: Actor, product_id: str, now: datetime) -> Product:
    """
    Put a reviewed product on sale; staff do it after review, a self-operated or trusted owner for its own.

    :raises Forbidden: without `staff.catalog.manage`, or, for a product off the shelf, `product.publish`.
    """
    product = _reviewable_product(actor, product_id)
    is_staff = actor.has(StaffCatalogPermission.MANAGE_CATALOG)
    if not is_staff:
        actor.require(SellerCatalogPermission.PUBLISH_PRODUCT, organization_id=product.owner_id)
        if product.status != ProductStatus.OFF_SHELF:
            return submit_product(actor=actor, product_id=product_id, now=now)
    _ensure_complete(product)
    _transition(product, lambda: product.mark_published(at=now), actor=actor, now=now)
    publish(ProductPublished(occurred_at=now, product_id=product.public_id, organization_ids=(product.owner_id,)))
    return product


@transaction.atomic
def return_product(*, actor: Actor, product_id: str, reason: str, now: datetime) -> Product:
    """Send a product back to its supplier with a reason."""
    actor.require(StaffCatalogPermission.MANAGE_CATALOG)
    product = _reviewable_product(actor, product_id)
    _transition(product, lambda: product.mark_returned(reason=reason), actor=actor, now=now, reason=reason)
    publish(
        ProductReturned(
            occurred_at=now, product_id=product.public_id, reason=reason, organization_ids=(product.owner_id,)
        )
    )
    return product


@transaction.atomic
def take_down_product(*, actor: Actor, product_id: str, reason: str, now: datetime) -> Product:
    """Take a product off the shelf; its owner may put it back, unless staff took it down and it goes through review again."""
    product = _reviewable_product(actor, product_id)
    if not actor.has(StaffCatalogPermission.MANAGE_CATALOG):
        actor.require(SellerCatalogPermission.PUBLISH_PRODUCT, organization_id=product.owner_id)
    _transition(product, lambda: product.mark_off_shelf(reason=reason), actor=actor, now=now, reason=reason)
    publish(
        ProductTakenDown(
            occurred_at=now, product_id=product.public_id, reason=reason, organization_ids=(product.owner_id,)
        )
    )
    return product


def _reviewable_product(actor: Actor, product_id: str) -> Product:
    products = Product.objects.visible_to(actor) if actor.is_platform else Product.objects.sold_by(actor)
    product = products.filter(public_id=product_id).locked().first()
    if product is None:
        raise NotFound
    return product


def _transition(product: Product, mark: Any, *, actor: Actor, now: datetime, reason: str = "") -> None:
    before = product.status
    mark()
    product.save(update_fields=["status", "status_reason", "published_at", "updated_at"])
    record_transition(
        Step(DOCUMENT_TYPE, product.pk, before, product.status, reason=reason, organization_id=product.owner_id),
        actor=actor,
        at=now,
    )
    refresh_listings([product.pk], now=now)


def _ensure_complete(product: Product) -> None:
    missing = []
    if not product.name_zh and not product.name_en:
        missing.append(_("a name"))
    if not Offer.objects.filter(product=product, tiers__isnull=False).exists():
        missing.append(_("an offer with a price"))
    if missing:
        raise IncompleteProduct(missing="、".join(missing))
