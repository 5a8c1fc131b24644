"""What the company sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.request import Request

from accounts.faces import PageRequest, SellerView
from openplatform.api.pagination import CursorPage
from orders.enums import ShipmentStatus
from orders.permissions import SellerOrdersPermission
from orders.selectors.orders import list_shipments
from orders.selectors.sales import get_sent_shipment
from reference.selectors.dictionaries import get_labels

PAGE_SIZE = 25


class ShipmentListView(SellerView):
    """GET /seller/shipments/"""

    template_name = "seller/orders/shipment_list.html"
    permission = SellerOrdersPermission.VIEW_SALES

    def get(self, request: PageRequest) -> HttpResponse:
        status = request.GET.get("status", "")
        shipments = list_shipments(
            actor=request.actor, as_supplier=True, status=status if status in ShipmentStatus.values else ""
        )
        page = CursorPage.of(Request(request), shipments, order_by=("-shipped_at", "-pk"), limit=PAGE_SIZE)
        return self.page(pager=page, tabs=_tabs(status))


def _tabs(chosen: str) -> list[dict[str, Any]]:
    listing = reverse("seller:shipment_list")
    return [
        {"url": f"{listing}?status={code}" if code else listing, "label": label, "is_active": chosen == code}
        for code, label in [("", _("All")), *ShipmentStatus.choices]
    ]


class ShipmentView(SellerView):
    """GET /seller/shipments/{id}/"""

    template_name = "seller/orders/shipment.html"
    permission = SellerOrdersPermission.VIEW_SALES

    def get(self, request: PageRequest, shipment_id: str) -> HttpResponse:
        shipment = get_sent_shipment(actor=request.actor, shipment_id=shipment_id)
        return self.page(shipment=shipment, tracking_url=_tracking_url(shipment.carrier, shipment.tracking_number))


class DeliveryNoteView(SellerView):
    """GET /seller/shipments/{id}/delivery-note/: to print and put into the box; it names no prices."""

    template_name = "seller/orders/delivery_note.html"
    permission = SellerOrdersPermission.VIEW_SALES

    def get(self, request: PageRequest, shipment_id: str) -> HttpResponse:
        return self.page(shipment=get_sent_shipment(actor=request.actor, shipment_id=shipment_id))


def _tracking_url(carrier: str, number: str) -> str:
    """Return where the carrier shows the parcel, when the dictionary knows it."""
    label = get_labels("carrier").get(carrier)
    pattern = str(label.attributes.get("tracking_url", "")) if label else ""
    return pattern.replace("{number}", number) if pattern.startswith("https://") and number else ""
