"""The list of products and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from rest_framework.request import Request

from accounts.faces import PageRequest, PublicView
from catalog.models import Product, ProductVariant
from catalog.selectors.cards import list_cards
from catalog.selectors.categories import (
    CategoryNode,
    get_category,
    get_category_node,
    list_ancestors,
    list_children,
    list_root_categories,
)
from catalog.selectors.facets import list_facets
from catalog.selectors.products import (
    OfferView,
    count_listings,
    get_product,
    list_listings,
    list_offers,
    list_related,
    listing_order,
)
from catalog.storefront.cards import product_tiles
from catalog.storefront.filters import FilterLink, filter_panel
from catalog.storefront.query import ListQuery
from kernel.errors import NotFound
from openplatform.api.pagination import CursorPage

PAGE_SIZE = 24
COUNT_LIMIT = 1_000
RELATED = 5
MOST_WANTED = Decimal(10_000_000)


class CatalogueView(PublicView):
    """What pages with a list of products share: filters in the address and a page of tiles."""

    def catalogue(
        self, query: ListQuery, *, categories: Sequence[FilterLink], category_name: str, is_one_supplier: bool = False
    ) -> dict[str, Any]:
        """Return one page of tiles with its filters."""
        actor = self.request.actor
        order = listing_order(criteria=query.criteria, sort=query.sort)
        listings = list_listings(actor=actor, criteria=query.criteria, sort=query.sort)
        columns = listings.only("product_id", "sort_price", "published_at")
        page = CursorPage.of(Request(self.request), columns, order_by=order, limit=PAGE_SIZE)
        count = count_listings(actor=actor, criteria=query.criteria, limit=COUNT_LIMIT)
        facets = list_facets(actor=actor, criteria=query.criteria)
        return {
            "query": query,
            "pager": page,
            "tiles": product_tiles(list_cards(actor=actor, listings=page.rows)),
            "count": min(count, COUNT_LIMIT),
            "is_more": count > COUNT_LIMIT,
            "panel": filter_panel(
                query, facets, categories=categories, category_name=category_name, is_one_supplier=is_one_supplier
            ),
        }


class ProductListView(CatalogueView):
    """GET /products/"""

    template_name = "storefront/catalog/product_list.html"

    def get(self, request: PageRequest) -> HttpResponse:
        query = ListQuery.of(request.GET)
        node = _category(query.criteria.category)
        ancestors = list_ancestors(node) if node else []
        below = list_children(node) if node else list_root_categories()
        return self.page(
            category=node,
            crumbs=[FilterLink(each.name, query.url(category=each.slug)) for each in ancestors[:-1]],
            all_url=query.url(category=""),
            **self.catalogue(
                query,
                categories=[FilterLink(each.name, query.url(category=each.slug)) for each in below],
                category_name=node.name if node else "",
            ),
        )


def _category(slug: str) -> CategoryNode | None:
    if not slug:
        return None
    try:
        return get_category(slug)
    except NotFound:
        return None


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One supplier's offer at the quantity the buyer wants."""

    view: OfferView
    quantity: Decimal
    is_chosen: bool

    @property
    def unit_price(self) -> Decimal | None:
        """Return the unit price at this quantity."""
        return self.view.price_at(self.quantity)

    @property
    def total(self) -> Decimal | None:
        """Return what the quantity costs at that price, in the offer's terms."""
        return None if self.unit_price is None else self.unit_price * self.quantity

    @property
    def is_available(self) -> bool:
        """Tell whether the quantity can be promised now."""
        return not self.view.offer.is_stocked or self.view.available_quantity >= self.quantity

    @property
    def tiers(self) -> list[dict[str, Any]]:
        """Return the price tiers as the design system prints them."""
        found = self.view.tiers
        after = [tier.minimum_quantity for tier in found[1:]]
        ends: list[Decimal | None] = [*after, None]
        return [
            {
                "min_quantity": tier.minimum_quantity,
                "max_quantity": end - 1 if end is not None and end == end.to_integral_value() else end,
                "price": tier.unit_price,
                "is_current": tier.minimum_quantity <= self.quantity and (end is None or self.quantity < end),
            }
            for tier, end in zip(found, ends, strict=True)
        ]


class ProductView(PublicView):
    """GET /products/{id}/: the page; to htmx the offers of a variant at a quantity."""

    template_name = "storefront/catalog/product.html"

    def get(self, request: PageRequest, product_id: str) -> HttpResponse:
        product = get_product(actor=request.actor, product_id=product_id)
        offers = list_offers(actor=request.actor, product=product)
        variants = [variant for variant in product.variants.all() if variant.is_active]
        variant = _chosen_variant(variants, offers, request.GET.get("variant", ""))
        rows = offer_rows(
            [view for view in offers if variant and view.offer.variant_id == variant.pk],
            wanted=_wanted(request.GET.get("quantity", "")),
            offer_id=request.GET.get("offer", ""),
        )
        context: dict[str, Any] = {
            "product": product,
            "variant": variant,
            "variants": sorted(variants, key=lambda each: (each.position, each.pk)),
            "rows": rows,
            "chosen": next((row for row in rows if row.is_chosen), None),
        }
        if request.htmx and request.htmx.target == "buy":
            response = self.page(f"{self.template_name}#buy", **context)
        else:
            response = self.page(**context, **self._surroundings(product))
        patch_vary_headers(response, ["HX-Request"])
        return response

    def _surroundings(self, product: Product) -> dict[str, Any]:
        node = get_category_node(product.category_id)
        return {
            "ancestors": list_ancestors(node) if node else [],
            "related": product_tiles(list_related(actor=self.request.actor, product=product, limit=RELATED)),
        }


def offer_rows(views: list[OfferView], *, wanted: Decimal, offer_id: str) -> list[OfferRow]:
    """Return the offers at the wanted quantity, cheapest that can deliver first; the named one, or the first, is chosen."""
    rows = [OfferRow(view, view.quantity_from(wanted), is_chosen=False) for view in views]
    rows.sort(
        key=lambda row: (
            row.unit_price is None,
            not row.is_available,
            row.unit_price or Decimal(0),
            row.view.offer.lead_time_days,
            row.view.offer.pk,
        )
    )
    named = [row for row in rows if row.view.offer.public_id == offer_id]
    chosen = (named or rows)[:1]
    return [OfferRow(row.view, row.quantity, is_chosen=row in chosen) for row in rows]


def _chosen_variant(variants: list[ProductVariant], offers: list[OfferView], variant_id: str) -> ProductVariant | None:
    """Return the named variant, or the first one that somebody sells."""
    sold = {view.offer.variant_id for view in offers}
    named = [variant for variant in variants if variant.public_id == variant_id]
    first_sold = sorted(variants, key=lambda each: (each.pk not in sold, each.position, each.pk))
    return next(iter(named or first_sold), None)


def _wanted(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Decimal(1)
    return min(number, MOST_WANTED) if number.is_finite() and number > 0 else Decimal(1)
