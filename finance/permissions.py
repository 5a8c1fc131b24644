"""What one may do with money."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.enums import Audience
from accounts.permissions import PermissionSet, extend_preset, register_permissions, register_set
from kernel.models import guard_files


class BuyerFinancePermission(TextChoices):
    """What members of a buying company may do."""

    VIEW_INVOICE = "invoice.view", _("See invoices")


class SellerFinancePermission(TextChoices):
    """What members of a supplying company may do."""

    VIEW_SALES_INVOICE = "sales_invoice.view", _("See invoices to customers")


class StaffFinancePermission(TextChoices):
    """What the operator's staff may do."""

    VIEW_FINANCE = "staff.finance.view", _("See every invoice and the ledger")


register_permissions(Audience.BUYER, BuyerFinancePermission)
register_permissions(Audience.SELLER, SellerFinancePermission)
register_permissions(Audience.STAFF, StaffFinancePermission)
guard_files("invoice", [BuyerFinancePermission.VIEW_INVOICE, SellerFinancePermission.VIEW_SALES_INVOICE])

register_set(
    PermissionSet(
        "buyer.invoices",
        Audience.BUYER,
        _("Invoices"),
        _("See and download invoices."),
        frozenset(BuyerFinancePermission.values),
    )
)
register_set(
    PermissionSet(
        "seller.invoices",
        Audience.SELLER,
        _("Invoices"),
        _("See and download invoices to customers."),
        frozenset(SellerFinancePermission.values),
    )
)
register_set(
    PermissionSet(
        "staff.finance",
        Audience.STAFF,
        _("Finance"),
        _("See every invoice and the ledger."),
        frozenset(StaffFinancePermission.values),
    )
)
extend_preset(Audience.BUYER, "administrator", "purchaser", "approver", "finance", sets=["buyer.invoices"])
extend_preset(Audience.SELLER, "administrator", "orders", "accounting", sets=["seller.invoices"])
extend_preset(Audience.STAFF, "administrator", sets=["staff.finance"])
