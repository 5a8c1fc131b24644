"""What API clients may be given of the catalogue."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from catalog.permissions import BuyerCatalogPermission, SellerCatalogPermission
from openplatform.scopes import register_scope

READ_SCOPE = "catalog.read"
WRITE_SCOPE = "catalog.write"
STOCK_SCOPE = "stock.write"

register_scope(
    READ_SCOPE,
    _("Read products, prices and stock"),
    [*BuyerCatalogPermission.values, SellerCatalogPermission.VIEW_PRODUCT, SellerCatalogPermission.VIEW_STOCK],
)
register_scope(
    WRITE_SCOPE,
    _("Create and change own products and prices"),
    [
        SellerCatalogPermission.VIEW_PRODUCT,
        SellerCatalogPermission.EDIT_PRODUCT,
        SellerCatalogPermission.EDIT_PRICE,
        SellerCatalogPermission.PUBLISH_PRODUCT,
    ],
)
register_scope(
    STOCK_SCOPE,
    _("Change own stock"),
    [SellerCatalogPermission.VIEW_STOCK, SellerCatalogPermission.ADJUST_STOCK, SellerCatalogPermission.VIEW_PRODUCT],
)
