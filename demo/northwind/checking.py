"""Compare what was imported with the source: every order to the cent, every product to the piece."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import F, Sum

from catalog.models import Offer, StockLevel
from demo.intake import Report
from demo.northwind.source import CURRENCY, Northwind
from demo.northwind.trading import Desk
from finance.models import Invoice
from orders.models import Order, OrderLine

ZERO = Decimal(0)


def compare_orders(source: Northwind, desk: Desk, report: Report) -> None:
    """Compare lines and freight of every order, and all invoices with what was shipped."""
    lines = _sums(OrderLine.objects.filter(order__group__public_id__in=desk.placed.values()), "gross_amount", "order__")
    freight = _sums(Order.objects.filter(group__public_id__in=desk.placed.values()), "freight_amount", "")
    equal = 0
    for order in source.orders:
        group = desk.placed.get(order.number, "")
        found = (lines.get(group, ZERO), freight.get(group, ZERO))
        if found == (order.amount, order.freight):
            equal += 1
        else:
            reason = f"source {order.amount} + {order.freight} freight, here {found[0]} + {found[1]}"
            report.refuse("order sums", order.number, reason)
    shipped = [order for order in source.orders if order.shipped_on]
    billed = Invoice.objects.filter(order__group__public_id__in=desk.placed.values()).aggregate(
        total=Sum("gross_amount")
    )
    report.totals |= {
        "currency": CURRENCY,
        "orders_in_source": len(source.orders),
        "orders_equal_to_the_cent": equal,
        "lines_in_source": str(sum((order.amount for order in source.orders), ZERO)),
        "lines_imported": _text(sum(lines.values(), ZERO)),
        "freight_in_source": str(sum((order.freight for order in source.orders), ZERO)),
        "freight_imported": _text(sum(freight.values(), ZERO)),
        "shipped_in_source": str(sum((order.amount + order.freight for order in shipped), ZERO)),
        "invoiced": _text(billed["total"] or ZERO),
    }
    report.counts |= {
        "orders_by_supplier": Order.objects.filter(group__public_id__in=desk.placed.values()).count(),
        "order_lines": sum(len(order.lines) for order in source.orders),
        "orders_never_shipped": len(source.orders) - len(shipped),
    }


def _sums(rows: object, amount: str, prefix: str) -> dict[str, Decimal]:
    key = f"{prefix}group__public_id"
    return dict(rows.values_list(key).annotate(total=Sum(amount)).order_by(key))  # type: ignore[attr-defined]


def compare_stock(source: Northwind, offers: Mapping[str, Offer], report: Report) -> None:
    """Compare what can be sold of every product with the units in stock."""
    ids = {offer.pk: number for number, offer in offers.items()}
    free = {
        ids[offer_id]: quantity
        for offer_id, quantity in StockLevel.objects.filter(offer_id__in=ids)
        .values_list("offer_id")
        .annotate(free=Sum(F("on_hand") - F("reserved")))
        .order_by("offer_id")
    }
    equal = 0
    for row in source.products:
        number, units = row["productID"], Decimal(row["unitsInStock"])
        if free.get(number, ZERO) == units:
            equal += 1
        else:
            report.refuse("stock", number, f"source {units}, here {free.get(number)}")
    report.totals |= {"products_in_source": len(source.products), "products_with_equal_stock": equal}


def _text(amount: Decimal) -> str:
    return f"{amount:.2f}"
