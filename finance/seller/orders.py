"""The page of one sale: it stands here because it shows invoices."""

from __future__ import annotations

from django.http import HttpResponse

from accounts.faces import PageRequest, SellerView
from finance.selectors.orders import get_sale_file
from finance.timeline import STEP_OF, STEPS_BAR, timeline_rows
from orders.enums import OrderStatus
from orders.permissions import SellerOrdersPermission
from orders.services.shipments import SHIPPABLE


class OrderView(SellerView):
    """GET /seller/orders/{id}/"""

    template_name = "seller/finance/order.html"
    permission = SellerOrdersPermission.VIEW_SALES

    def get(self, request: PageRequest, order_id: str) -> HttpResponse:
        found = get_sale_file(actor=request.actor, order_id=order_id)
        status = OrderStatus(found.order.status)
        return self.page(
            found=found,
            order=found.order,
            steps=STEPS_BAR,
            step=STEP_OF.get(status, 0),
            timeline=timeline_rows(found, viewer_id=request.actor.organization_id),
            may_confirm=status == OrderStatus.PLACED and request.actor.has(SellerOrdersPermission.CONFIRM),
            may_ship=status in SHIPPABLE and request.actor.has(SellerOrdersPermission.SHIP),
        )
