"""What one may do with orders."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.enums import Audience
from accounts.permissions import PermissionSet, extend_preset, register_permissions, register_set


class BuyerOrdersPermission(TextChoices):
    """What members of a buying company may do."""

    USE_CART = "cart.use", _("Fill a cart")
    PLACE_ORDER = "order.place", _("Place orders")
    PLACE_ON_TERMS = "order.place_on_credit", _("Place orders on account")
    VIEW_OWN = "order.view_own", _("See own orders")
    VIEW_COMPANY = "order.view_company", _("See all orders of the company")
    CANCEL = "order.cancel", _("Cancel orders")
    RECEIVE = "order.receive", _("Confirm receipt of goods")


class SellerOrdersPermission(TextChoices):
    """What members of a supplying company may do."""

    VIEW_SALES = "sales_order.view", _("See customers' orders")
    CONFIRM = "order.confirm", _("Confirm and reject orders")
    SHIP = "order.ship", _("Ship orders")


class StaffOrdersPermission(TextChoices):
    """What the operator's staff may do."""

    VIEW_ORDER = "staff.order.view", _("See every order")
    IMPORT_ORDER = "staff.order.import", _("Import past orders at their own prices")


register_permissions(Audience.BUYER, BuyerOrdersPermission)
register_permissions(Audience.SELLER, SellerOrdersPermission)
register_permissions(Audience.STAFF, StaffOrdersPermission)

register_set(
    PermissionSet(
        "buyer.ordering",
        Audience.BUYER,
        _("Ordering"),
        _("Fill a cart, place and cancel orders, see the company's orders."),
        frozenset(BuyerOrdersPermission.values) - {BuyerOrdersPermission.RECEIVE},
    )
)
register_set(
    PermissionSet(
        "buyer.receiving",
        Audience.BUYER,
        _("Receiving"),
        _("See the company's orders and confirm receipt of goods."),
        frozenset({BuyerOrdersPermission.VIEW_OWN, BuyerOrdersPermission.VIEW_COMPANY, BuyerOrdersPermission.RECEIVE}),
    )
)
register_set(
    PermissionSet(
        "buyer.orders_read",
        Audience.BUYER,
        _("Orders: read"),
        _("See the company's orders."),
        frozenset({BuyerOrdersPermission.VIEW_OWN, BuyerOrdersPermission.VIEW_COMPANY}),
    )
)
register_set(
    PermissionSet(
        "seller.orders",
        Audience.SELLER,
        _("Order management"),
        _("See, confirm, reject and ship customers' orders."),
        frozenset(SellerOrdersPermission.values),
    )
)
register_set(
    PermissionSet(
        "seller.shipping",
        Audience.SELLER,
        _("Shipping"),
        _("See customers' orders and ship them."),
        frozenset({SellerOrdersPermission.VIEW_SALES, SellerOrdersPermission.SHIP}),
    )
)
register_set(
    PermissionSet(
        "staff.orders",
        Audience.STAFF,
        _("Orders"),
        _("See and import orders."),
        frozenset(StaffOrdersPermission.values),
    )
)
extend_preset(Audience.BUYER, "administrator", sets=["buyer.ordering", "buyer.receiving"])
extend_preset(Audience.BUYER, "purchaser", sets=["buyer.ordering", "buyer.receiving"])
extend_preset(Audience.BUYER, "warehouse", sets=["buyer.receiving"])
extend_preset(Audience.BUYER, "approver", "finance", sets=["buyer.orders_read"])
extend_preset(Audience.SELLER, "administrator", "orders", sets=["seller.orders"])
extend_preset(Audience.SELLER, "warehouse", sets=["seller.shipping"])
extend_preset(Audience.STAFF, "administrator", "service", sets=["staff.orders"])
