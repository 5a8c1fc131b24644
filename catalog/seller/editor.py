"""
The product page's form: a product, and any number of variants with their own options and price tiers.

Rows that can be added in the browser are parallel lists of one field name; each variant has a key that prefixes its fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from catalog.enums import OfferStatus
from catalog.models import Brand, Offer, Product
from catalog.selectors.desk import ProductFile
from catalog.selectors.prices import Tier
from catalog.seller.forms import OfferForm, ProductForm
from catalog.services.editing import OfferEdit
from catalog.services.products import OfferData

PAIR = ("name_zh", "name_en", "value_zh", "value_en")
MAX_VARIANTS = 100
MAX_ROWS = 60
BLANK_PAIR = dict.fromkeys(PAIR, "")


@dataclass
class VariantEditor:
    """One variant: its form, options and tiers as they were typed."""

    key: str
    form: OfferForm
    options: list[dict[str, str]]
    tiers: list[tuple[str, str]]
    errors: list[str] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Tell whether the variant is not stored yet."""
        return not self.form["offer_id"].value()

    def parsed_tiers(self) -> list[Tier]:
        """Return the tiers that are filled in; says so on the page when one cannot be read."""
        found = []
        for quantity, price in self.tiers:
            if not (quantity.strip() or price.strip()):
                continue
            tier = _tier(quantity, price)
            if tier is None:
                self.errors.append(_("“%(typed)s”: enter a quantity and a price.") % {"typed": f"{quantity} {price}"})
                continue
            found.append(tier)
        return found

    def edit(self, tiers: Sequence[Tier]) -> OfferEdit:
        """Return the terms as the service takes them."""
        given = self.form.cleaned_data
        terms = {name: value for name, value in given.items() if name not in {"offer_id", "status"}}
        data = OfferData(**terms, tiers=tiers, options=_filled(self.options), status=OfferStatus(given["status"]))
        return OfferEdit(data, given["offer_id"])


class ProductEditor:
    """The whole page, empty, of a stored product, or as it was sent."""

    def __init__(
        self, form: ProductForm, attributes: list[dict[str, str]], variants: list[VariantEditor], *, today: date
    ) -> None:
        """Keep the parts; use one of the constructors below."""
        self.form, self.attributes, self.variants, self._today = form, attributes, variants, today

    @classmethod
    def blank(cls, *, brands: Iterable[Brand], today: date, currency: str) -> ProductEditor:
        """Return the page of a new product with one variant."""
        variant = VariantEditor("0", _offer_form("0", today, {"currency": currency}), [], [("1", "")])
        return cls(ProductForm(brands=brands), [], [variant], today=today)

    @classmethod
    def of(cls, found: ProductFile, *, brands: Iterable[Brand], today: date) -> ProductEditor:
        """Return the page of a stored product."""
        form = ProductForm(brands=brands, initial=_initial(found.product))
        variants = [_variant(str(place), offer, today) for place, offer in enumerate(found.offers)]
        return cls(form, list(found.product.attributes), variants, today=today)

    @classmethod
    def sent(cls, post: QueryDict, *, brands: Iterable[Brand], today: date) -> ProductEditor:
        """Return the page as it was sent."""
        keys = [key for key in dict.fromkeys(post.getlist("variant")) if key.isalnum() and len(key) <= 20]
        variants = [
            VariantEditor(
                key, OfferForm(post, prefix=key, today=today), _pairs(post, f"{key}-option"), _tiers(post, key)
            )
            for key in keys[:MAX_VARIANTS]
        ]
        return cls(ProductForm(post, brands=brands), _pairs(post, "attribute"), variants, today=today)

    @property
    def spare(self) -> VariantEditor:
        """Return the empty variant that the browser copies; KEY stands where its key will be."""
        return VariantEditor("KEY", _offer_form("KEY", self._today, {}), [], [("1", "")])

    @property
    def blank_pair(self) -> dict[str, str]:
        """Return the empty row of options and specifications."""
        return BLANK_PAIR

    def is_valid(self) -> bool:
        """Check every part, so that the page shows everything that is wrong at once."""
        return all([self.form.is_valid(), self.has_valid_terms()])

    def has_valid_terms(self) -> bool:
        """Check the variants only: all that a company may change of a product that another one describes."""
        parsed = [variant.parsed_tiers() for variant in self.variants]
        checks = [variant.form.is_valid() and not variant.errors for variant in self.variants]
        valid = all(checks)
        pairs = zip(self.variants, parsed, strict=True)
        self._edits = [variant.edit(tiers) for variant, tiers in pairs] if valid else []
        return valid

    @property
    def edits(self) -> list[OfferEdit]:
        """Return the terms of every variant; only after `is_valid`."""
        return self._edits

    def product(self) -> Any:
        """Return what was entered of the product."""
        return self.form.product(_filled(self.attributes))


def _offer_form(key: str, today: date, initial: dict[str, Any]) -> OfferForm:
    return OfferForm(prefix=key, today=today, initial=initial)


def _initial(product: Product) -> dict[str, Any]:
    names = ("name_zh", "name_en", "code", "kind", "unit", "origin_country", "description_zh", "description_en")
    return {name: getattr(product, name) for name in names} | {
        "category": product.category.public_id,
        "brand": product.brand.public_id if product.brand else "",
    }


def _variant(key: str, offer: Offer, today: date) -> VariantEditor:
    terms = (
        "supplier_sku", "lead_time_days", "currency", "tax_code", "price_includes_tax", "is_stocked", "status",
    )  # fmt: skip
    initial = {name: getattr(offer, name) for name in terms} | {
        "offer_id": offer.public_id,
        "sku": offer.variant.sku,
        "gtin": offer.variant.gtin,
        "minimum_order_quantity": _plain(offer.minimum_order_quantity),
        "order_multiple": _plain(offer.order_multiple),
    }
    tiers = [(_plain(tier.minimum_quantity), _plain(tier.unit_price)) for tier in offer.tier_list]  # type: ignore[attr-defined]
    return VariantEditor(key, _offer_form(key, today, initial), list(offer.variant.options), tiers)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _tier(quantity: str, price: str) -> Tier | None:
    """Return a tier as it was typed, or None when these are no numbers."""
    try:
        tier = Tier(Decimal(quantity.strip()), Decimal(price.strip()))
    except InvalidOperation:
        return None
    return tier if tier.minimum_quantity.is_finite() and tier.unit_price.is_finite() else None


def _pairs(post: QueryDict, prefix: str) -> list[dict[str, str]]:
    columns = [[value.strip()[:200] for value in post.getlist(f"{prefix}_{name}")[:MAX_ROWS]] for name in PAIR]
    return [dict(zip(PAIR, row, strict=True)) for row in zip(*columns, strict=False)]


def _filled(pairs: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Leave out rows without a value."""
    return [pair for pair in pairs if pair.get("value_zh") or pair.get("value_en")]


def _tiers(post: QueryDict, key: str) -> list[tuple[str, str]]:
    quantities, prices = post.getlist(f"{key}-tier_quantity"), post.getlist(f"{key}-tier_price")
    return [(quantity[:30], price[:30]) for quantity, price in zip(quantities, prices, strict=False)][:MAX_ROWS]
