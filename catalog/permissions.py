"""What one may do with the catalogue."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.enums import Audience
from accounts.permissions import PermissionSet, extend_preset, register_permissions, register_set


class BuyerCatalogPermission(TextChoices):
    """What members of a buying company may see."""

    VIEW_CATALOG = "catalog.view", _("See products")
    VIEW_PRICE = "price.view", _("See prices")


class SellerCatalogPermission(TextChoices):
    """What members of a supplying company may do."""

    VIEW_PRODUCT = "product.view", _("See own products")
    EDIT_PRODUCT = "product.edit", _("Create and edit products")
    PUBLISH_PRODUCT = "product.publish", _("Publish products and take them off the shelf")
    EDIT_PRICE = "price.edit", _("Change prices")
    VIEW_STOCK = "stock.view", _("See stock")
    ADJUST_STOCK = "stock.adjust", _("Adjust stock and warehouses")


class StaffCatalogPermission(TextChoices):
    """What the operator's staff may do."""

    VIEW_CATALOG = "staff.catalog.view", _("See every product, price and stock")
    MANAGE_CATALOG = "staff.catalog.manage", _("Manage categories, review products, take them down")


register_permissions(Audience.BUYER, BuyerCatalogPermission)
register_permissions(Audience.SELLER, SellerCatalogPermission)
register_permissions(Audience.STAFF, StaffCatalogPermission)

_BUYER_ALL = frozenset(BuyerCatalogPermission.values)
register_set(
    PermissionSet(
        "buyer.catalog", Audience.BUYER, _("Catalogue"), _("See products and the company's prices."), _BUYER_ALL
    )
)
extend_preset(Audience.BUYER, "administrator", "purchaser", "approver", "warehouse", "finance", sets=["buyer.catalog"])

register_set(
    PermissionSet(
        "seller.catalog",
        Audience.SELLER,
        _("Products and prices"),
        _("Create, price and publish products."),
        frozenset(SellerCatalogPermission.values) - {SellerCatalogPermission.ADJUST_STOCK},
    )
)
register_set(
    PermissionSet(
        "seller.stock",
        Audience.SELLER,
        _("Stock"),
        _("See products, count and adjust stock."),
        frozenset(
            {
                SellerCatalogPermission.VIEW_PRODUCT,
                SellerCatalogPermission.VIEW_STOCK,
                SellerCatalogPermission.ADJUST_STOCK,
            }
        ),
    )
)
extend_preset(Audience.SELLER, "administrator", "catalog", sets=["seller.catalog", "seller.stock"])
extend_preset(Audience.SELLER, "warehouse", "orders", sets=["seller.stock"])

register_set(
    PermissionSet(
        "staff.catalog",
        Audience.STAFF,
        _("Catalogue"),
        _("Categories, product review and take-down."),
        frozenset(StaffCatalogPermission.values),
    )
)
extend_preset(Audience.STAFF, "administrator", "reviewer", sets=["staff.catalog"])
