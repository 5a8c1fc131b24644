"""What the API says of products, offers and stock, and what it takes. Quantities and prices are decimal strings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from catalog.enums import OfferStatus, ProductKind
from catalog.models import Offer, StockLevel
from catalog.selectors.cards import ProductCard
from catalog.selectors.detail import OfferDetail, ProductDetail
from catalog.selectors.prices import Tier
from openplatform.api.decimals import PriceField, QuantityField
from openplatform.api.input import InputSerializer
from reference.values import in_active_language

SKU_LENGTH = 80
NAME_LENGTH = 200


class TierSerializer(serializers.Serializer[Any]):
    """A unit price from a quantity on."""

    minimum_quantity = QuantityField()
    unit_price = PriceField()


class ProductCardSerializer(serializers.Serializer[Any]):
    """A product in a list, with its best offer for the caller."""

    id = serializers.CharField()
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    picture = serializers.CharField(help_text="Path below the media address; empty without a picture.")
    offer_count = serializers.IntegerField()
    offer_id = serializers.CharField()
    supplier_id = serializers.CharField()
    supplier_name_zh = serializers.CharField()
    supplier_name_en = serializers.CharField()
    unit = serializers.CharField()
    minimum_order_quantity = QuantityField()
    order_multiple = QuantityField()
    lead_time_days = serializers.IntegerField()
    currency = serializers.CharField()
    price_includes_tax = serializers.BooleanField()
    unit_price = PriceField(allow_null=True, help_text="At the minimum quantity; null when on request.")
    tiers = TierSerializer(many=True)
    is_stocked = serializers.BooleanField()
    available_quantity = QuantityField()


def decimal_text(value: Decimal) -> str:
    """Return a number without trailing zeros and without an exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def tier_json(tier: Tier) -> dict[str, str]:
    """Return a tier as `TierSerializer` describes it."""
    return {"minimum_quantity": decimal_text(tier.minimum_quantity), "unit_price": decimal_text(tier.unit_price)}


def card_json(card: ProductCard) -> dict[str, Any]:
    """Return a card as `ProductCardSerializer` describes it; written out, because lists are asked for most of all."""
    return {
        "id": card.public_id,
        "name_zh": card.name_zh,
        "name_en": card.name_en,
        "picture": card.picture,
        "offer_count": card.offer_count,
        "offer_id": card.offer_id,
        "supplier_id": card.supplier_id,
        "supplier_name_zh": card.supplier_name_zh,
        "supplier_name_en": card.supplier_name_en,
        "unit": card.unit,
        "minimum_order_quantity": decimal_text(card.minimum_order_quantity),
        "order_multiple": decimal_text(card.order_multiple),
        "lead_time_days": card.lead_time_days,
        "currency": card.currency,
        "price_includes_tax": card.price_includes_tax,
        "unit_price": None if card.unit_price is None else decimal_text(card.unit_price),
        "tiers": [tier_json(tier) for tier in card.tiers],
        "is_stocked": card.is_stocked,
        "available_quantity": decimal_text(card.available_quantity),
    }


class AttributeSerializer(serializers.Serializer[Any]):
    """One row of a specification."""

    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    value_zh = serializers.CharField()
    value_en = serializers.CharField()


class ProductOfferSerializer(serializers.Serializer[Any]):
    """One supplier's offer on a product."""

    id = serializers.CharField()
    supplier_id = serializers.CharField()
    supplier_name_zh = serializers.CharField()
    supplier_name_en = serializers.CharField()
    supplier_sku = serializers.CharField()
    part_number = serializers.CharField()
    gtin = serializers.CharField()
    options = AttributeSerializer(many=True)
    unit = serializers.CharField()
    currency = serializers.CharField()
    price_includes_tax = serializers.BooleanField()
    tax_code = serializers.CharField()
    minimum_order_quantity = QuantityField()
    order_multiple = QuantityField()
    lead_time_days = serializers.IntegerField()
    is_stocked = serializers.BooleanField()
    unit_price = PriceField(allow_null=True)
    tiers = TierSerializer(many=True)
    available_quantity = QuantityField()


class ProductDetailSerializer(serializers.Serializer[Any]):
    """A product with everything a buyer sees of it."""

    id = serializers.CharField()
    code = serializers.CharField()
    kind = serializers.ChoiceField(choices=ProductKind.choices)
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    description_zh = serializers.CharField()
    description_en = serializers.CharField()
    category = serializers.CharField(help_text="Slug.")
    brand = serializers.CharField(help_text="Name; empty without a brand.")
    unit = serializers.CharField()
    origin_country = serializers.CharField()
    attributes = AttributeSerializer(many=True)
    pictures = serializers.ListField(child=serializers.CharField())
    offers = ProductOfferSerializer(many=True)


def product_json(product: ProductDetail) -> dict[str, Any]:
    """Return a product and its offers as `ProductDetailSerializer` describes them; written out, like cards."""
    return {
        "id": product.public_id,
        "code": product.code,
        "kind": product.kind,
        "name_zh": product.name_zh,
        "name_en": product.name_en,
        "description_zh": product.description_zh,
        "description_en": product.description_en,
        "category": product.category,
        "brand": in_active_language(product.brand_zh, product.brand_en),
        "unit": product.unit,
        "origin_country": product.origin_country,
        "attributes": product.attributes,
        "pictures": product.pictures,
        "offers": [_offer_json(offer) for offer in product.offers],
    }


def _offer_json(offer: OfferDetail) -> dict[str, Any]:
    return {
        "id": offer.public_id,
        "supplier_id": offer.supplier_id,
        "supplier_name_zh": offer.supplier_name_zh,
        "supplier_name_en": offer.supplier_name_en,
        "supplier_sku": offer.supplier_sku,
        "part_number": offer.part_number,
        "gtin": offer.gtin,
        "options": offer.options,
        "unit": offer.unit,
        "currency": offer.currency,
        "price_includes_tax": offer.price_includes_tax,
        "tax_code": offer.tax_code,
        "minimum_order_quantity": decimal_text(offer.minimum_order_quantity),
        "order_multiple": decimal_text(offer.order_multiple),
        "lead_time_days": offer.lead_time_days,
        "is_stocked": offer.is_stocked,
        "unit_price": None if offer.unit_price is None else decimal_text(offer.unit_price),
        "tiers": [tier_json(tier) for tier in offer.tiers],
        "available_quantity": decimal_text(offer.available_quantity),
    }


class OwnOfferSerializer(serializers.Serializer[Any]):
    """One of the caller's own offers."""

    id = serializers.CharField(source="public_id")
    product_id = serializers.CharField(source="product.public_id")
    product_code = serializers.CharField(source="product.code")
    product_status = serializers.CharField(source="product.status")
    name_zh = serializers.CharField(source="product.name_zh")
    name_en = serializers.CharField(source="product.name_en")
    supplier_sku = serializers.CharField()
    part_number = serializers.CharField(source="variant.sku")
    status = serializers.ChoiceField(choices=OfferStatus.choices)
    currency = serializers.CharField()
    price_includes_tax = serializers.BooleanField()
    tax_code = serializers.CharField()
    unit = serializers.CharField()
    minimum_order_quantity = QuantityField()
    order_multiple = QuantityField()
    lead_time_days = serializers.IntegerField()
    is_stocked = serializers.BooleanField()
    tiers = TierSerializer(many=True, source="tier_list")


def own_offer_json(offer: Offer) -> dict[str, Any]:
    """Return an own offer with its tiers, which the caller has prefetched."""
    return dict(OwnOfferSerializer(offer).data)


class TierInput(InputSerializer):
    """A unit price from a quantity on."""

    minimum_quantity = QuantityField(min_value=Decimal("0.0001"))
    unit_price = PriceField(min_value=Decimal("0.000001"))


class OfferRowInput(InputSerializer):
    """One article to create or change. What is left out stays as it is; a new article needs a name and a category."""

    external_id = serializers.CharField(max_length=SKU_LENGTH, help_text="Your article number; found again by it.")
    product_code = serializers.CharField(max_length=SKU_LENGTH, required=False)
    name_zh = serializers.CharField(max_length=NAME_LENGTH, required=False)
    name_en = serializers.CharField(max_length=NAME_LENGTH, required=False)
    category = serializers.CharField(max_length=400, required=False)
    brand = serializers.CharField(max_length=NAME_LENGTH, required=False)
    part_number = serializers.CharField(max_length=SKU_LENGTH, required=False)
    gtin = serializers.CharField(max_length=14, required=False)
    description_zh = serializers.CharField(required=False)
    description_en = serializers.CharField(required=False)
    unit = serializers.CharField(max_length=10, required=False)
    currency = serializers.RegexField("^[A-Z]{3}$", required=False)
    tax_code = serializers.CharField(max_length=20, required=False, help_text="A code of the public tax rates.")
    price_includes_tax = serializers.BooleanField(required=False)
    minimum_order_quantity = QuantityField(required=False, min_value=Decimal("0.0001"))
    order_multiple = QuantityField(required=False, min_value=Decimal("0.0001"))
    lead_time_days = serializers.IntegerField(required=False, min_value=0, max_value=3650)
    tiers = serializers.ListField(child=TierInput(), required=False, min_length=1, max_length=4)
    stock = QuantityField(required=False, min_value=Decimal(0))
    warehouse = serializers.CharField(max_length=100, required=False)


class StockLevelSerializer(serializers.Serializer[Any]):
    """How much of an offer lies in a warehouse."""

    offer_id = serializers.CharField(source="offer.public_id")
    supplier_sku = serializers.CharField(source="offer.supplier_sku")
    warehouse = serializers.CharField(source="warehouse.code")
    on_hand = QuantityField()
    reserved = QuantityField()


def stock_json(level: StockLevel) -> dict[str, Any]:
    """Return a stock level."""
    return dict(StockLevelSerializer(level).data)


class PricesInput(InputSerializer):
    """All price tiers of an offer."""

    tiers = serializers.ListField(child=TierInput(), min_length=1, max_length=20)


class StockInput(InputSerializer):
    """A counted quantity."""

    on_hand = QuantityField(min_value=Decimal(0))
    warehouse = serializers.CharField(max_length=40, help_text="Code of the warehouse.")
    reason = serializers.CharField(max_length=200, required=False, default="")


class CategorySerializer(serializers.Serializer[Any]):
    """A category of the tree."""

    id = serializers.CharField(source="public_id")
    slug = serializers.CharField()
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    parent_slug = serializers.CharField(allow_null=True, help_text="Slug of the category above.")
