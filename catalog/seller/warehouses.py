"""Where the company keeps stock."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.faces import ActorFormView, PageRequest, SellerView
from catalog.models import Warehouse
from catalog.permissions import SellerCatalogPermission
from catalog.selectors.desk import get_warehouse, list_warehouses_with_stock
from catalog.seller.forms import WarehouseForm
from catalog.services.warehouses import create_warehouse, update_warehouse


class WarehouseListView(SellerView):
    """GET /seller/stock/warehouses/"""

    template_name = "seller/catalog/warehouse_list.html"
    permission = SellerCatalogPermission.VIEW_STOCK

    def get(self, request: PageRequest) -> HttpResponse:
        return self.page(
            warehouses=list_warehouses_with_stock(actor=request.actor),
            may_adjust=request.actor.has(SellerCatalogPermission.ADJUST_STOCK),
        )


class WarehouseFormView(ActorFormView, SellerView):
    """What opening and changing a warehouse have in common."""

    template_name = "seller/catalog/warehouse.html"
    permission = SellerCatalogPermission.ADJUST_STOCK
    form_class = WarehouseForm


class WarehouseCreateView(WarehouseFormView):
    """GET, POST /seller/stock/warehouses/new/"""

    def get_context(self) -> dict[str, Any]:
        return {"heading": _("New warehouse")}

    def submit(self, form: WarehouseForm) -> HttpResponse:
        create_warehouse(actor=self.request.actor, data=form.warehouse())
        return self.done("seller:warehouse_list", message=_("The warehouse was created."))


class WarehouseEditView(WarehouseFormView):
    """GET, POST /seller/stock/warehouses/{id}/"""

    @cached_property
    def warehouse(self) -> Warehouse:
        """Return the warehouse, to its owner only."""
        return get_warehouse(actor=self.request.actor, warehouse_id=self.kwargs["warehouse_id"])

    def get_form_kwargs(self) -> dict[str, Any]:
        names = ("name", "code", "region_code", "address", "priority", "is_active")
        return {"initial": {name: getattr(self.warehouse, name) for name in names}}

    def get_context(self) -> dict[str, Any]:
        return {"heading": self.warehouse.name}

    def submit(self, form: WarehouseForm) -> HttpResponse:
        update_warehouse(actor=self.request.actor, warehouse_id=self.warehouse.public_id, data=form.warehouse())
        return self.done("seller:warehouse_list", message=_("Saved."))
