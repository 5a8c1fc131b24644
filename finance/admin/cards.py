"""What the operator's staff watches in finance."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin.dashboard import DashboardCard, register_card
from finance.permissions import StaffFinancePermission
from finance.selectors.invoices import InvoiceFilter, list_invoices
from kernel.actors import Actor


def count_invoices_this_month(*, actor: Actor) -> int:
    """Return how many invoices were issued since the first of the month."""
    first = timezone.localdate().replace(day=1)
    return list_invoices(actor=actor, criteria=InvoiceFilter(issued_from=first)).order_by().count()


register_card(
    DashboardCard(
        "finance.invoices",
        _("Invoices this month"),
        count_invoices_this_month,
        StaffFinancePermission.VIEW_FINANCE,
        icon="description",
        url_name="admin:finance_invoice_changelist",
        position=40,
    )
)
