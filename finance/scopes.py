"""What API clients may be given of finance."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from finance.permissions import BuyerFinancePermission, SellerFinancePermission
from openplatform.scopes import register_scope

READ_SCOPE = "invoices.read"

register_scope(READ_SCOPE, _("Read invoices"), [*BuyerFinancePermission.values, *SellerFinancePermission.values])
