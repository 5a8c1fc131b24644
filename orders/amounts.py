"""What a line costs: one rounding per line, and parts of a line that always add up to the whole."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kernel.money import round_amount


@dataclass(frozen=True, slots=True)
class LineAmounts:
    """Net, tax and gross of one line in its currency's minor units; gross is exactly net plus tax."""

    net_amount: Decimal
    tax_amount: Decimal
    gross_amount: Decimal


def line_amounts(
    *,
    quantity: Decimal,
    unit_price: Decimal,
    tax_rate: Decimal,
    price_includes_tax: bool,
    currency: str,
    discount_amount: Decimal = Decimal(0),
) -> LineAmounts:
    """
    Return what a line costs, rounded half up once.

    A price that includes tax is split by 价税分离: net = gross ÷ (1 + rate) rounded, and tax is the rest. The discount is in the same terms
    as the price.
    """
    stated = round_amount(quantity * unit_price, currency) - discount_amount
    if price_includes_tax:
        net = round_amount(stated / (1 + tax_rate), currency)
        return LineAmounts(net, stated - net, stated)
    tax = round_amount(stated * tax_rate, currency)
    return LineAmounts(stated, tax, stated + tax)


def part_of_line(
    whole: LineAmounts, *, quantity: Decimal, before: Decimal, part: Decimal, currency: str
) -> LineAmounts:
    """
    Return what `part` of a line costs after `before` was taken from it already.

    Each amount is the difference of two rounded running totals, so that the parts of a line add up to it exactly, in any number and order.
    """
    first, last = _share(whole, before, quantity, currency), _share(whole, before + part, quantity, currency)
    net, tax = last.net_amount - first.net_amount, last.tax_amount - first.tax_amount
    return LineAmounts(net, tax, net + tax)


def _share(whole: LineAmounts, done: Decimal, quantity: Decimal, currency: str) -> LineAmounts:
    gross = round_amount(whole.gross_amount * done / quantity, currency)
    net = round_amount(whole.net_amount * done / quantity, currency)
    return LineAmounts(net, gross - net, gross)
