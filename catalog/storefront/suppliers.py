"""Suppliers: the list, and the public page of one with its certificates and products."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from accounts.faces import PageRequest, PublicView
from catalog.selectors.suppliers import get_supplier_profile, list_selling_suppliers, list_supplier_cards
from catalog.storefront.filters import FilterLink
from catalog.storefront.products import CatalogueView
from catalog.storefront.query import ListQuery
from openplatform.api.pagination import CursorPage
from reference.values import in_active_language

PAGE_SIZE = 24


class SupplierListView(PublicView):
    """GET /suppliers/"""

    template_name = "storefront/catalog/supplier_list.html"

    def get(self, request: PageRequest) -> HttpResponse:
        search = request.GET.get("search", "").strip()
        suppliers = list_selling_suppliers(actor=request.actor, search=search)
        page = CursorPage.of(Request(request), suppliers, order_by=("pk",), limit=PAGE_SIZE)
        cards = list_supplier_cards(actor=request.actor, suppliers=page.rows, on=timezone.localdate())
        return self.page(pager=page, cards=cards, search=search)


class SupplierView(CatalogueView):
    """GET /suppliers/{id}/"""

    template_name = "storefront/catalog/supplier.html"

    def get(self, request: PageRequest, supplier_id: str) -> HttpResponse:
        profile = get_supplier_profile(actor=request.actor, supplier_id=supplier_id, on=timezone.localdate())
        query = ListQuery.of(request.GET, supplier=supplier_id)
        chosen = query.criteria.category
        categories = [
            FilterLink(
                each.name, query.url(category="" if each.slug == chosen else each.slug), is_active=each.slug == chosen
            )
            for each in profile.categories
        ]
        name = next((each.name for each in profile.categories if each.slug == chosen), "")
        return self.page(
            profile=profile,
            about=in_active_language(profile.supplier.about_zh, profile.supplier.about_en),
            **self.catalogue(query, categories=categories, category_name=name, is_one_supplier=True),
        )
