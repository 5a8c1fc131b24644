"""What the operator's staff watches in trade."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.admin.dashboard import DashboardCard, register_card
from kernel.actors import Actor
from orders.enums import OPEN_STATUSES, OrderStatus
from orders.permissions import StaffOrdersPermission
from orders.selectors.orders import list_orders

LISTING = "admin:orders_order_changelist"


def count_placed(*, actor: Actor) -> int:
    """Return how many orders wait for their supplier."""
    return list_orders(actor=actor).filter(status=OrderStatus.PLACED).order_by().count()


def count_open(*, actor: Actor) -> int:
    """Return how many orders are under way."""
    return list_orders(actor=actor).filter(status__in=OPEN_STATUSES).order_by().count()


register_card(
    DashboardCard(
        "orders.placed",
        _("Orders waiting for a supplier"),
        count_placed,
        StaffOrdersPermission.VIEW_ORDER,
        icon="pending_actions",
        url_name=LISTING,
        query=f"?status__exact={OrderStatus.PLACED}",
        position=30,
    )
)
register_card(
    DashboardCard(
        "orders.open",
        _("Orders under way"),
        count_open,
        StaffOrdersPermission.VIEW_ORDER,
        icon="receipt_long",
        url_name=LISTING,
        position=31,
    )
)
