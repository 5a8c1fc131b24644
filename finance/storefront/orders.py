"""The page of one order: it stands here because it shows invoices."""

from __future__ import annotations

from django.http import HttpResponse

from accounts.faces import PageRequest
from finance.selectors.orders import get_purchase_file
from finance.timeline import STEP_OF, STEPS_BAR, timeline_rows
from orders.enums import OrderStatus
from orders.permissions import BuyerOrdersPermission
from orders.storefront.forms import CancelForm
from orders.storefront.orders import PurchaseView

CANCELLABLE = frozenset({OrderStatus.PLACED, OrderStatus.CONFIRMED})


class OrderView(PurchaseView):
    """GET /orders/{id}/"""

    template_name = "storefront/finance/order.html"

    def get(self, request: PageRequest, order_id: str) -> HttpResponse:
        found = get_purchase_file(actor=request.actor, order_id=order_id)
        status = OrderStatus(found.order.status)
        may_cancel = request.actor.has(BuyerOrdersPermission.CANCEL) and status in CANCELLABLE
        return self.page(
            found=found,
            order=found.order,
            steps=STEPS_BAR,
            step=STEP_OF.get(status, 0),
            timeline=timeline_rows(found, viewer_id=request.actor.organization_id),
            cancel_form=CancelForm() if may_cancel else None,
            may_receive=request.actor.has(BuyerOrdersPermission.RECEIVE),
            may_reorder=request.actor.has(BuyerOrdersPermission.USE_CART),
        )
