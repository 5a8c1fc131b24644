"""The company's sales: the list, and how it answers and ships an order."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework.request import Request

from accounts.faces import ActorFormView, PageRequest, SellerView
from kernel.errors import IllegalTransition, InvalidInput
from openplatform.api.pagination import CursorPage
from orders.enums import OrderStatus
from orders.models import Order
from orders.permissions import SellerOrdersPermission
from orders.selectors.orders import count_by_status
from orders.selectors.sales import get_sale, list_customers, list_sales_with_lines
from orders.seller.forms import ConfirmForm, RejectForm, SalesFilterForm, ShipForm
from orders.services.bulk import confirm_orders
from orders.services.orders import confirm_order, reject_order
from orders.services.shipments import SHIPPABLE, ship_order

PAGE_SIZE = 25


class OrderListView(SellerView):
    """GET /seller/orders/"""

    template_name = "seller/orders/order_list.html"
    permission = SellerOrdersPermission.VIEW_SALES

    def get(self, request: PageRequest) -> HttpResponse:
        form = SalesFilterForm(request.GET, customers=list_customers(actor=request.actor))
        criteria = form.criteria()
        orders = list_sales_with_lines(actor=request.actor, criteria=criteria)
        return self.page(
            pager=CursorPage.of(Request(request), orders, order_by=("-placed_at", "-pk"), limit=PAGE_SIZE),
            form=form,
            tabs=self._tabs(criteria.status),
            chosen_status=criteria.status,
            is_filtered=any(value for name, value in request.GET.items() if name not in {"cursor", "status"}),
            may_confirm=request.actor.has(SellerOrdersPermission.CONFIRM),
        )

    def _tabs(self, chosen: str) -> list[dict[str, Any]]:
        counts = count_by_status(actor=self.request.actor, as_supplier=True)
        query = self.request.GET.copy()
        query.pop("cursor", None)
        tabs = []
        for code, label in [("", _("All")), *OrderStatus.choices]:
            query["status"] = code
            count = counts[code] if code else sum(counts.values())
            if count or not code or code == chosen:
                url = f"?{query.urlencode()}"
                tabs.append({"url": url, "label": label, "count": count, "is_active": chosen == code})
        return tabs


class BulkConfirmView(SellerView):
    """POST /seller/orders/confirm/: confirm the chosen orders whole."""

    permission = SellerOrdersPermission.CONFIRM

    def post(self, request: PageRequest) -> HttpResponse:
        order_ids = request.POST.getlist("order")
        if not order_ids:
            raise InvalidInput(_("Choose at least one order."))
        outcome = confirm_orders(actor=request.actor, order_ids=order_ids, now=timezone.now())
        for refused in outcome.refused:
            messages.warning(request, refused.reason)
        message = ngettext("%(count)s order was confirmed.", "%(count)s orders were confirmed.", outcome.done)
        return self.done("seller:order_list", message=message % {"count": outcome.done} if outcome.done else "")


class SaleFormView(ActorFormView, SellerView):
    """A page around one order that the company sells."""

    # Where the order must stand for the page to make sense.
    statuses: frozenset[str] = frozenset()

    @cached_property
    def order(self) -> Order:
        """Return the order, to its supplier only."""
        return get_sale(actor=self.request.actor, order_id=self.kwargs["order_id"])

    def get(self, request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, or the order once the step is no longer possible."""
        if self.order.status not in self.statuses:
            return self.done("seller:order", self.order.public_id)
        return super().get(request, *args, **kwargs)

    def post(self, request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """
        Carry out the step.

        :raises IllegalTransition: when somebody has taken it meanwhile.
        """
        if self.order.status not in self.statuses:
            raise IllegalTransition(current=self.order.get_status_display())
        return super().post(request, *args, **kwargs)

    def get_context(self) -> dict[str, Any]:
        return {"order": self.order}


class ConfirmView(SaleFormView):
    """GET, POST /seller/orders/{id}/confirm/: whole, or line by line."""

    template_name = "seller/orders/confirm.html"
    permission = SellerOrdersPermission.CONFIRM
    form_class = ConfirmForm
    statuses = frozenset({OrderStatus.PLACED})

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"order": self.order}

    def submit(self, form: ConfirmForm) -> HttpResponse:
        confirm_order(
            actor=self.request.actor,
            order_id=self.order.public_id,
            quantities=form.quantities(),
            promised_on=form.cleaned_data["promised_on"],
            reason=form.words(),
            now=timezone.now(),
        )
        return self.done("seller:order", self.order.public_id, message=_("The order was confirmed."))


class RejectView(SaleFormView):
    """GET, POST /seller/orders/{id}/reject/"""

    template_name = "seller/orders/reject.html"
    permission = SellerOrdersPermission.CONFIRM
    form_class = RejectForm
    statuses = frozenset({OrderStatus.PLACED})

    def submit(self, form: RejectForm) -> HttpResponse:
        reject_order(actor=self.request.actor, order_id=self.order.public_id, reason=form.words(), now=timezone.now())
        return self.done("seller:order", self.order.public_id, message=_("The order was rejected."))


class ShipView(SaleFormView):
    """GET, POST /seller/orders/{id}/ship/: all that is open, or a part."""

    template_name = "seller/orders/ship.html"
    permission = SellerOrdersPermission.SHIP
    form_class = ShipForm
    statuses = SHIPPABLE

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"order": self.order}

    def submit(self, form: ShipForm) -> HttpResponse:
        given = form.cleaned_data
        shipment = ship_order(
            actor=self.request.actor,
            order_id=self.order.public_id,
            quantities=form.quantities(),
            carrier=given["carrier"],
            tracking_number=given["tracking_number"].strip(),
            note=given["note"],
            now=timezone.now(),
        )
        return self.done("seller:shipment", shipment.public_id, message=_("The shipment was recorded."))
