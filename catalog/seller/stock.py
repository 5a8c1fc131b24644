"""The company's stock: what there is of each offer, what is short, and every change."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request

from accounts.faces import ActorFormView, PageRequest, SellerView
from catalog.models import Warehouse
from catalog.permissions import SellerCatalogPermission
from catalog.selectors.desk import (
    StockFile,
    StockFilter,
    get_stock_file,
    list_own_movements,
    list_stocked_offers,
)
from catalog.selectors.stock import list_warehouses
from catalog.seller.forms import MovementFilterForm, StockFilterForm, StockForm
from catalog.services.stock import adjust_stock, set_stock
from openplatform.api.pagination import CursorPage

PAGE_SIZE = 25


class StockListView(SellerView):
    """GET /seller/stock/"""

    template_name = "seller/catalog/stock_list.html"
    permission = SellerCatalogPermission.VIEW_STOCK

    def get(self, request: PageRequest) -> HttpResponse:
        form = StockFilterForm(request.GET, warehouses=list_warehouses(actor=request.actor))
        form.is_valid()
        given = form.cleaned_data
        criteria = StockFilter(given.get("q", "").strip(), given.get("warehouse", ""), given.get("state", ""))
        offers = list_stocked_offers(actor=request.actor, criteria=criteria)
        return self.page(
            pager=CursorPage.of(Request(request), offers, order_by=("supplier_sku", "pk"), limit=PAGE_SIZE),
            form=form,
            tabs=self._tabs(criteria.state),
            state=criteria.state,
            is_filtered=any(value for name, value in request.GET.items() if name not in {"cursor", "state"}),
            may_adjust=request.actor.has(SellerCatalogPermission.ADJUST_STOCK),
        )

    def _tabs(self, chosen: str) -> list[dict[str, Any]]:
        query = self.request.GET.copy()
        query.pop("cursor", None)
        tabs = []
        for code, label in [("", _("All")), ("low", _("Running low")), ("out", _("Sold out"))]:
            query["state"] = code
            tabs.append({"url": f"?{query.urlencode()}", "label": label, "is_active": chosen == code})
        return tabs


class StockView(ActorFormView, SellerView):
    """GET, POST /seller/stock/offers/{id}/: the stock of one offer, and what changes it."""

    template_name = "seller/catalog/stock.html"
    permission = SellerCatalogPermission.VIEW_STOCK
    form_class = StockForm

    @cached_property
    def found(self) -> StockFile:
        """Return the stock, to its owner only."""
        return get_stock_file(actor=self.request.actor, offer_id=self.kwargs["offer_id"])

    @cached_property
    def warehouses(self) -> list[Warehouse]:
        """Return where the stock may lie."""
        return [each for each in list_warehouses(actor=self.request.actor) if each.is_active]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"warehouses": self.warehouses}

    def get_context(self) -> dict[str, Any]:
        return {
            "found": self.found,
            "offer": self.found.offer,
            "has_warehouse": bool(self.warehouses),
            "may_adjust": self.request.actor.has(SellerCatalogPermission.ADJUST_STOCK),
        }

    def submit(self, form: StockForm) -> HttpResponse:
        given = form.cleaned_data
        change = {"on_hand" if form.is_count else "change": given["quantity"]}
        (set_stock if form.is_count else adjust_stock)(
            actor=self.request.actor,
            offer_id=self.found.offer.public_id,
            warehouse_id=given["warehouse"],
            reason=form.words(),
            now=timezone.now(),
            **change,
        )
        return self.done("seller:stock", self.found.offer.public_id, message=_("The stock was changed."))


class MovementListView(SellerView):
    """GET /seller/stock/movements/"""

    template_name = "seller/catalog/movements.html"
    permission = SellerCatalogPermission.VIEW_STOCK

    def get(self, request: PageRequest) -> HttpResponse:
        form = MovementFilterForm(request.GET)
        form.is_valid()
        given = form.cleaned_data
        movements = list_own_movements(
            actor=request.actor, query=given.get("q", "").strip(), kind=given.get("kind", "")
        )
        return self.page(
            pager=CursorPage.of(Request(request), movements, order_by=("-pk",), limit=PAGE_SIZE),
            form=form,
            is_filtered=any(value for name, value in request.GET.items() if name != "cursor"),
        )
