"""What a supplier sees first: what needs doing now, and how sales go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Count, Sum

from accounts.checklist import Checklist, checklist_of
from accounts.models import Organization
from catalog.enums import ProductStatus
from catalog.permissions import SellerCatalogPermission
from catalog.selectors.desk import ShelfSummary, get_shelf_summary, list_warehouses_with_stock
from finance.models import Invoice
from finance.permissions import SellerFinancePermission
from kernel.actors import Actor
from orders.models import Order
from orders.permissions import SellerOrdersPermission
from orders.selectors.orders import OrderFilter
from orders.selectors.sales import (
    SalesMonth,
    SalesQueue,
    get_sales_month,
    get_sales_queue,
    list_sales_with_lines,
)

RECENT_ORDERS = 6
LATE_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class InvoicesOfMonth:
    """What was invoiced this month, in the company's currency."""

    count: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class SellerDesk:
    """The first page of the seller office; parts that the role may not see are None."""

    queue: SalesQueue | None
    sales: SalesMonth | None
    recent: tuple[Order, ...]
    invoices: InvoicesOfMonth | None
    shelf: ShelfSummary
    checklist: Checklist
    has_warehouse: bool
    is_late: bool
    # Whether the company still has to set itself up before anybody can buy from it.
    is_getting_started: bool


def get_seller_desk(*, actor: Actor, company: Organization, now: datetime) -> SellerDesk:
    """Return what the actor's company has to do and how it sells, as far as the role may see it."""
    sees_orders = actor.has(SellerOrdersPermission.VIEW_SALES)
    queue = get_sales_queue(actor=actor) if sees_orders else None
    oldest = queue.oldest_to_confirm_at if queue else None
    recent = list_sales_with_lines(actor=actor, criteria=OrderFilter())[:RECENT_ORDERS] if sees_orders else ()
    sales = None
    if sees_orders:
        sales = get_sales_month(actor=actor, currency=company.currency, time_zone=company.time_zone, now=now)
    shelf, has_warehouse = get_shelf_summary(actor=actor), list_warehouses_with_stock(actor=actor).exists()
    can_sell = company.is_active and has_warehouse and bool(shelf.products.get(ProductStatus.PUBLISHED))
    return SellerDesk(
        queue=queue,
        sales=sales,
        recent=tuple(recent),
        invoices=_invoices(actor, company, now) if actor.has(SellerFinancePermission.VIEW_SALES_INVOICE) else None,
        shelf=shelf,
        checklist=checklist_of(company),
        has_warehouse=has_warehouse,
        is_late=oldest is not None and now - oldest > LATE_AFTER,
        is_getting_started=not can_sell and actor.has(SellerCatalogPermission.EDIT_PRODUCT),
    )


def _invoices(actor: Actor, company: Organization, now: datetime) -> InvoicesOfMonth:
    first = now.astimezone(ZoneInfo(company.time_zone)).date().replace(day=1)
    found = (
        Invoice.objects.visible_to(actor)
        .filter(supplier=company, issued_on__gte=first, currency=company.currency)
        .aggregate(count=Count("pk"), amount=Sum("gross_amount"))
    )
    return InvoicesOfMonth(found["count"], found["amount"] or Decimal(0))
