"""Products as buyers find them."""

from __future__ import annotations

from rest_framework.response import Response

from catalog.api.filters import ProductListFilter
from catalog.api.serializers import (
    CategorySerializer,
    ProductCardSerializer,
    ProductDetailSerializer,
    card_json,
    product_json,
)
from catalog.enums import ProductSort
from catalog.scopes import READ_SCOPE
from catalog.selectors.cards import list_cards
from catalog.selectors.categories import list_all_categories
from catalog.selectors.detail import get_product_detail
from catalog.selectors.products import (
    ProductFilter,
    list_listings,
    listing_order,
)
from kernel.errors import NotFound
from openplatform.api.base import ActorAPIView, ActorRequest
from openplatform.api.filtering import checked
from openplatform.api.operations import operation
from openplatform.api.pagination import CursorPage

TAG = "Products"


class ProductListView(ActorAPIView):
    """GET /api/v1/products"""

    @operation(
        "list_products",
        tag=TAG,
        summary="Find products",
        scope=READ_SCOPE,
        returns=ProductCardSerializer,
        paged=True,
        filters=ProductListFilter,
    )
    def get(self, request: ActorRequest) -> Response:
        """Return products that can be bought, each with its best offer at your prices and what is in stock."""
        given = checked(request, ProductListFilter)
        criteria = ProductFilter(
            query=given["q"],
            category=given["category"],
            supplier=given["supplier"],
            brand=given["brand"],
            minimum_price=given["min_price"],
            maximum_price=given["max_price"],
            in_stock=bool(given["in_stock"]),
        )
        sort = ProductSort(given["sort"] or ProductSort.RELEVANCE)
        order = listing_order(criteria=criteria, sort=sort)
        found = list_listings(actor=request.actor, criteria=criteria, sort=sort)
        page = self.page(found.values(*(name.removeprefix("-") for name in order)), order_by=order, limit=24)
        cards = list_cards(actor=request.actor, listings=[row["product_id"] for row in page.rows])
        return CursorPage(cards, page.next, page.previous).response(card_json)


class ProductView(ActorAPIView):
    """GET /api/v1/products/{id}"""

    @operation(
        "get_product",
        tag=TAG,
        summary="Read one product with all of its offers",
        scope=READ_SCOPE,
        returns=ProductDetailSerializer,
        refuses=[NotFound],
    )
    def get(self, request: ActorRequest, product_id: str) -> Response:
        """Return a product, its pictures and what each supplier asks for it."""
        return Response(product_json(get_product_detail(actor=request.actor, product_id=product_id)))


class CategoryListView(ActorAPIView):
    """GET /api/v1/categories"""

    @operation(
        "list_categories",
        tag=TAG,
        summary="Read the category tree",
        scope=READ_SCOPE,
        returns=CategorySerializer,
        many=True,
    )
    def get(self, request: ActorRequest) -> Response:
        """Return every category, each after the one above it."""
        nodes = list_all_categories()
        slugs = {node.id: node.slug for node in nodes}
        return Response(
            [
                {
                    "id": node.public_id,
                    "slug": node.slug,
                    "name_zh": node.name_zh,
                    "name_en": node.name_en,
                    "parent_slug": slugs.get(node.parent_id) if node.parent_id else None,
                }
                for node in nodes
            ]
        )
