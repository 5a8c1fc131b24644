"""The company's orders and shipments, and what a buyer does with them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework.request import Request

from accounts.faces import ActorFormView, BuyerView, PageRequest
from kernel.errors import Forbidden, InvalidInput, NotFound
from openplatform.api.pagination import CursorPage
from orders.enums import OrderStatus, ShipmentStatus
from orders.models import Shipment
from orders.permissions import BuyerOrdersPermission
from orders.selectors.orders import count_by_status, get_shipment, list_shipments
from orders.selectors.purchases import list_purchase_partners, list_purchases_with_lines, may_see_purchases
from orders.services.carts import reorder
from orders.services.orders import cancel_order
from orders.services.shipments import receive_shipment
from orders.storefront.forms import CancelForm, OrderFilterForm, ReceiveForm

PAGE_SIZE = 20


class PurchaseView(BuyerView):
    """A page about the company's purchases, for who may see their own or all of them."""

    def ensure_admitted(self) -> None:
        """Refuse roles that see no orders."""
        super().ensure_admitted()
        if not may_see_purchases(actor=self.request.actor):
            raise Forbidden(permission=BuyerOrdersPermission.VIEW_OWN)


class OrderListView(PurchaseView):
    """GET /orders/"""

    template_name = "storefront/orders/order_list.html"

    def get(self, request: PageRequest) -> HttpResponse:
        actor = request.actor
        form = OrderFilterForm(request.GET, suppliers=list_purchase_partners(actor=actor))
        criteria = form.criteria()
        orders = list_purchases_with_lines(actor=actor, criteria=criteria)
        page = CursorPage.of(Request(request), orders, order_by=("-placed_at", "-pk"), limit=PAGE_SIZE)
        return self.page(
            pager=page,
            form=form,
            tabs=self._tabs(criteria.status),
            is_filtered=any(value for name, value in request.GET.items() if name not in {"cursor", "status"}),
            chosen_status=criteria.status,
        )

    def _tabs(self, chosen: str) -> list[dict[str, Any]]:
        counts = count_by_status(actor=self.request.actor, as_supplier=False)
        query = self.request.GET.copy()
        query.pop("cursor", None)
        tabs = []
        for code, label in [("", _("All")), *OrderStatus.choices]:
            query["status"] = code
            count = counts[code] if code else sum(counts.values())
            if count or not code or code == chosen:
                tabs.append(
                    {"url": f"?{query.urlencode()}", "label": label, "count": count, "is_active": chosen == code}
                )
        return tabs


class CancelView(PurchaseView):
    """POST /orders/{id}/cancel/"""

    def post(self, request: PageRequest, order_id: str) -> HttpResponse:
        form = CancelForm(request.POST)
        if not form.is_valid():
            raise InvalidInput(_("Choose a reason: the supplier will read it."))
        cancel_order(actor=request.actor, order_id=order_id, reason=form.words(), now=timezone.now())
        return self.done("storefront:order", order_id, message=_("The order was cancelled."))


class ReorderView(PurchaseView):
    """POST /orders/{id}/reorder/"""

    def post(self, request: PageRequest, order_id: str) -> HttpResponse:
        again = reorder(actor=request.actor, order_id=order_id, now=timezone.now())
        if again.missing:
            messages.warning(request, _("No longer sold: %(names)s.") % {"names": ", ".join(again.missing)})
        message = ngettext(
            "%(count)s article is in the cart again, at today's price.",
            "%(count)s articles are in the cart again, at today's prices.",
            again.added,
        ) % {"count": again.added}
        return self.done("storefront:cart", message=message if again.added else "")


class ShipmentListView(PurchaseView):
    """GET /shipments/: what is on its way, or everything."""

    template_name = "storefront/orders/shipment_list.html"

    def get(self, request: PageRequest) -> HttpResponse:
        status = request.GET.get("status", "")
        shipments = list_shipments(
            actor=request.actor, as_supplier=False, status=status if status in ShipmentStatus.values else ""
        )
        page = CursorPage.of(Request(request), shipments, order_by=("-shipped_at", "-pk"), limit=PAGE_SIZE)
        tabs = [
            {"url": f"?status={code}" if code else reverse("storefront:shipment_list"), "label": label}
            | {"is_active": status == code}
            for code, label in [("", _("All")), *ShipmentStatus.choices]
        ]
        return self.page(pager=page, tabs=tabs, may_receive=request.actor.has(BuyerOrdersPermission.RECEIVE))


class ReceiveView(ActorFormView, PurchaseView):
    """GET, POST /shipments/{id}/receive/: confirm that goods arrived, whole or in part."""

    template_name = "storefront/orders/receive.html"
    permission = BuyerOrdersPermission.RECEIVE
    form_class = ReceiveForm

    @cached_property
    def shipment(self) -> Shipment:
        """Return the shipment, to its buyer only."""
        shipment = get_shipment(actor=self.request.actor, shipment_id=self.kwargs["shipment_id"])
        if shipment.order.buyer_id != self.request.actor.organization_id:
            raise NotFound
        return shipment

    def get(self, request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or the order once everything has been received."""
        if self.shipment.status == ShipmentStatus.RECEIVED:
            return redirect("storefront:order", self.shipment.order.public_id)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"shipment": self.shipment}

    def get_context(self) -> dict[str, Any]:
        return {"shipment": self.shipment}

    def submit(self, form: ReceiveForm) -> HttpResponse:
        receive_shipment(
            actor=self.request.actor,
            shipment_id=self.shipment.public_id,
            quantities=form.quantities(),
            note=form.cleaned_data["note"],
            now=timezone.now(),
        )
        return self.done("storefront:order", self.shipment.order.public_id, message=_("The receipt was recorded."))
