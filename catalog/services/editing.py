"""What the product page of the seller office does in one go: save everything, copy, move many products."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.enums import OfferStatus
from catalog.errors import DuplicateCode
from catalog.models import Offer, Product, ProductImage, ProductVariant
from catalog.selectors.prices import list_tiers
from catalog.services.listings import index_products
from catalog.services.products import (
    OfferData,
    ProductData,
    add_offer,
    create_product,
    own_product,
    publish_product,
    submit_product,
    take_down_product,
    update_offer,
    update_product,
)
from kernel.actors import Actor
from kernel.errors import DomainError, NotFound

MAX_PRODUCTS = 200


@dataclass(frozen=True, slots=True)
class OfferEdit:
    """The terms for one variant; without `offer_id` it is a new variant of the product."""

    data: OfferData
    offer_id: str = ""


@transaction.atomic
def save_product(
    *, actor: Actor, product_id: str | None, data: ProductData, offers: Sequence[OfferEdit], now: datetime
) -> Product:
    """
    Create an own product or change it, with its variants and terms, or change nothing.

    Variants that are not named stay as they are; what is no longer sold is paused, because orders refer to it.
    :raises NotFound: when product or offer are another company's.
    :raises DuplicateCode, InvalidPrices: as in the single steps.
    """
    if product_id is None:
        product = create_product(actor=actor, data=data, offers=[edit.data for edit in offers], now=now)
    else:
        product = update_product(actor=actor, product_id=product_id, data=data, now=now)
        for position, edit in enumerate(offers):
            _save_offer(actor, product, edit, position=position, now=now)
    index_products([product.pk], now=now)
    return product


@transaction.atomic
def save_terms(*, actor: Actor, product_id: str, offers: Sequence[OfferEdit], now: datetime) -> None:
    """
    Change the actor's own terms for variants of a product, whoever describes it, or change nothing.

    :raises NotFound: when an offer is another company's or for another product.
    :raises DuplicateCode, InvalidPrices: as in the single steps.
    """
    for edit in offers:
        offer = update_offer(actor=actor, offer_id=edit.offer_id, data=edit.data, now=now)
        if offer.product.public_id != product_id:
            raise NotFound


def _save_offer(actor: Actor, product: Product, edit: OfferEdit, *, position: int, now: datetime) -> None:
    if not edit.offer_id:
        add_offer(actor=actor, product_id=product.public_id, data=edit.data, now=now)
        return
    offer = update_offer(actor=actor, offer_id=edit.offer_id, data=edit.data, now=now)
    if offer.product_id != product.pk:
        raise NotFound
    sku = edit.data.sku or edit.data.supplier_sku
    if ProductVariant.objects.filter(product=product, sku=sku).exclude(pk=offer.variant_id).exists():
        raise DuplicateCode(value=sku)
    ProductVariant.objects.filter(pk=offer.variant_id).update(
        sku=sku, gtin=edit.data.gtin, options=list(edit.data.options), position=position
    )


@transaction.atomic
def copy_product(*, actor: Actor, product_id: str, now: datetime) -> Product:
    """
    Make a draft like an own product, with its variants, terms and pictures under new numbers and without stock.

    :raises NotFound: when the product is another company's.
    """
    source = own_product(actor, product_id)
    codes = set(Product.objects.filter(owner_id=source.owner_id).values_list("code", flat=True))
    code = _free_code(source.code, codes)
    suffix = code.removeprefix(source.code)
    copy = create_product(actor=actor, data=_data_of(source, code), offers=_offers_of(source, suffix), now=now)
    ProductImage.objects.bulk_create(
        ProductImage(
            product=copy,
            file_id=image.file_id,
            thumbnail_id=image.thumbnail_id,
            position=image.position,
            alt_zh=image.alt_zh,
            alt_en=image.alt_en,
        )
        for image in ProductImage.objects.filter(product=source).order_by("position", "pk")
    )
    copy.picture = source.picture
    copy.save(update_fields=["picture", "updated_at"])
    return copy


def _free_code(code: str, taken: set[str]) -> str:
    number = 2
    while f"{code}-{number}" in taken:
        number += 1
    return f"{code}-{number}"


def _data_of(source: Product, code: str) -> ProductData:
    return ProductData(
        code=code,
        name_zh=_("%(name)s (copy)") % {"name": source.name_zh},
        name_en=_("%(name)s (copy)") % {"name": source.name_en} if source.name_en else "",
        category_id=source.category.public_id,
        kind=source.kind,  # type: ignore[arg-type]
        brand_id=source.brand.public_id if source.brand else None,
        description_zh=source.description_zh,
        description_en=source.description_en,
        unit=source.unit,
        origin_country=source.origin_country,
        attributes=source.attributes,
    )


def _offers_of(source: Product, suffix: str) -> list[OfferData]:
    """Return the owner's terms for each variant, under numbers with a suffix: a number is unique in the company."""
    offers = list(
        Offer.objects.filter(product=source, supplier_id=source.owner_id)
        .select_related("variant")
        .order_by("variant__position", "pk")
    )
    tiers = list_tiers([offer.pk for offer in offers])
    return [
        OfferData(
            supplier_sku=f"{offer.supplier_sku}{suffix}",
            sku=offer.variant.sku,
            options=offer.variant.options,
            tiers=tiers.get(offer.pk, ()),
            currency=offer.currency,
            price_includes_tax=offer.price_includes_tax,
            tax_code=offer.tax_code,
            unit=offer.unit,
            minimum_order_quantity=offer.minimum_order_quantity,
            order_multiple=offer.order_multiple,
            lead_time_days=offer.lead_time_days,
            is_stocked=offer.is_stocked,
            status=OfferStatus(offer.status),
        )
        for offer in offers
    ]


class ProductStep(StrEnum):
    """What can be done to many products at once."""

    SUBMIT = "submit"
    PUBLISH = "publish"
    TAKE_DOWN = "take_down"


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """How many products took the step, and why others did not."""

    done: int
    refusals: tuple[str, ...]


def move_products(
    *, actor: Actor, product_ids: Iterable[str], step: ProductStep, reason: str = "", now: datetime
) -> BulkOutcome:
    """Take one step with many products, each in its own transaction."""
    run: dict[ProductStep, Callable[[str], Product]] = {
        ProductStep.SUBMIT: lambda each: submit_product(actor=actor, product_id=each, now=now),
        ProductStep.PUBLISH: lambda each: publish_product(actor=actor, product_id=each, now=now),
        ProductStep.TAKE_DOWN: lambda each: take_down_product(actor=actor, product_id=each, reason=reason, now=now),
    }
    done, refusals = 0, []
    for product_id in list(dict.fromkeys(product_ids))[:MAX_PRODUCTS]:
        try:
            run[step](product_id)
        except DomainError as refusal:
            refusals.append(refusal.detail)
        else:
            done += 1
    return BulkOutcome(done, tuple(refusals))
