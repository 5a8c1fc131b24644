"""The first page: the market for everybody, and for a buyer what is under way."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from accounts.faces import PageRequest, PublicView
from catalog.enums import ProductSort
from catalog.selectors.cards import list_cards
from catalog.selectors.categories import CategoryNode, list_children, list_root_categories
from catalog.selectors.products import ProductFilter, list_listings
from catalog.selectors.suppliers import list_leading_suppliers
from catalog.storefront.cards import product_tiles
from orders.selectors.purchases import get_purchase_overview, may_see_purchases

NEWEST = 10
LEADING = 6
OPEN_ORDERS = 4
BOUGHT_LATELY = 5
CATEGORIES = 12
FEW_ROOTS = 6


class HomeView(PublicView):
    """GET /"""

    template_name = "storefront/home.html"

    def get(self, request: PageRequest) -> HttpResponse:
        actor = request.actor
        newest = list_listings(actor=actor, criteria=ProductFilter(), sort=ProductSort.NEWEST)
        ids = list(newest.values_list("product_id", flat=True)[:NEWEST])
        return self.page(
            categories=[(node, list_children(node)[:3]) for node in _leading_categories()],
            newest=product_tiles(list_cards(actor=actor, listings=ids)),
            suppliers=list_leading_suppliers(actor=actor, on=timezone.localdate(), limit=LEADING),
            **self._own(),
        )

    def _own(self) -> dict[str, Any]:
        """Return what only a buyer sees."""
        company = self.request.organization
        if company is None or not company.can_buy or not may_see_purchases(actor=self.request.actor):
            return {}
        overview = get_purchase_overview(actor=self.request.actor, order_limit=OPEN_ORDERS, product_limit=BOUGHT_LATELY)
        return {"overview": overview, "bought_lately": product_tiles(overview.bought_lately)}


def _leading_categories() -> list[CategoryNode]:
    """Return the tiles: the roots of the tree, or what lies below when there are few."""
    roots = list_root_categories()
    if len(roots) < FEW_ROOTS:
        roots = [child for root in roots for child in list_children(root)] or roots
    return roots[:CATEGORIES]
