"""Compare what was imported with the source: every order to the penny, and the sums that are published of the data set."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Sum

from demo.intake import Report
from demo.uci.source import CURRENCY, WALK_IN, Digest
from kernel.actors import Actor
from openplatform.selectors.external_ids import get_object_ids
from orders.models import OrderGroup, OrderLine
from orders.services.past_orders import EXTERNAL_KIND
from transfer.kinds.organizations import EXTERNAL_KIND as COMPANY_KIND

ZERO = Decimal(0)


def compare(found: Digest, actor: Actor, system: str, report: Report) -> None:
    """Compare orders one by one, and count what clean sales to known customers come to."""
    groups = get_object_ids(actor=actor, kind=EXTERNAL_KIND, external_ids=found.amounts, system=system)
    walk_in = get_object_ids(actor=actor, kind=COMPANY_KIND, external_ids=[WALK_IN], system=system)[WALK_IN]
    stored = OrderGroup.objects.filter(public_id__in=groups.values())
    amounts = dict(stored.values_list("public_id", "gross_amount"))
    equal = 0
    for invoice, amount in found.amounts.items():
        if amounts.get(groups.get(invoice, "")) == amount:
            equal += 1
        else:
            report.refuse("order sums", invoice, f"source {amount}, here {amounts.get(groups.get(invoice, ''), ZERO)}")
    for reason, count in found.refused.most_common():
        report.refuse("lines", f"{count} lines, {found.refused_amounts[reason]}", reason)
    named = OrderLine.objects.filter(order__group__in=stored).exclude(order__buyer__public_id=walk_in)
    sales = named.aggregate(amount=Sum("gross_amount"))
    known = stored.exclude(buyer__public_id=walk_in)
    report.totals |= {
        "currency": CURRENCY,
        "lines_in_source": found.line_count,
        "net_in_source": str(found.net),
        "order_lines_in_source": found.order_lines,
        "orders_in_source": len(found.amounts),
        "orders_equal_to_the_penny": equal,
        "amount_of_orders_in_source": str(sum(found.amounts.values(), ZERO)),
        "amount_of_orders_here": str(sum(amounts.values(), ZERO)),
        "clean_lines_in_source": found.clean_lines,
        "clean_lines_here": named.count(),
        "clean_customers_in_source": len(found.clean_customers),
        "clean_customers_here": known.values("buyer_id").distinct().count(),
        "clean_orders_in_source": len(found.clean_orders),
        "clean_orders_here": known.count(),
        "clean_amount_in_source_unrounded": str(found.clean_exact),
        "clean_amount_here": str(sales["amount"] or ZERO),
    }
