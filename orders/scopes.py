"""What API clients may be given of orders."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from openplatform.scopes import register_scope
from orders.permissions import BuyerOrdersPermission, SellerOrdersPermission

READ_SCOPE = "orders.read"
BUY_SCOPE = "orders.buy"
SELL_SCOPE = "orders.sell"

register_scope(
    READ_SCOPE,
    _("Read orders and shipments"),
    [BuyerOrdersPermission.VIEW_COMPANY, SellerOrdersPermission.VIEW_SALES],
)
register_scope(
    BUY_SCOPE,
    _("Place, cancel and receive orders"),
    [
        BuyerOrdersPermission.PLACE_ORDER,
        BuyerOrdersPermission.PLACE_ON_TERMS,
        BuyerOrdersPermission.VIEW_COMPANY,
        BuyerOrdersPermission.CANCEL,
        BuyerOrdersPermission.RECEIVE,
    ],
)
register_scope(SELL_SCOPE, _("Confirm, reject and ship orders"), SellerOrdersPermission.values)
