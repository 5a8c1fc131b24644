"""What waits for the operator's staff in the catalogue."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.admin.dashboard import DashboardCard, register_card
from catalog.enums import ProductStatus
from catalog.permissions import StaffCatalogPermission
from catalog.selectors.desk import count_products

LISTING = "admin:catalog_product_changelist"


register_card(
    DashboardCard(
        "catalog.in_review",
        _("Products waiting for review"),
        lambda *, actor: count_products(actor=actor, status=ProductStatus.IN_REVIEW),
        StaffCatalogPermission.MANAGE_CATALOG,
        icon="rate_review",
        url_name=LISTING,
        query=f"?status__exact={ProductStatus.IN_REVIEW}",
        position=20,
    )
)
register_card(
    DashboardCard(
        "catalog.published",
        _("Products on sale"),
        lambda *, actor: count_products(actor=actor, status=ProductStatus.PUBLISHED),
        StaffCatalogPermission.VIEW_CATALOG,
        icon="inventory_2",
        url_name=LISTING,
        query=f"?status__exact={ProductStatus.PUBLISHED}",
        position=21,
    )
)
