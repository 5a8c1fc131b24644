"""One rounding per line, and parts that add up: for every kind of currency (promise R15)."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.money import currency_exponent, minor_unit
from orders.amounts import line_amounts, part_of_line

CURRENCIES = st.sampled_from(["CNY", "JPY", "KWD"])
QUANTITIES = st.decimals(min_value="0.0001", max_value="99999", places=4)
PRICES = st.decimals(min_value="0.000001", max_value="99999", places=6)
RATES = st.sampled_from([Decimal(rate) for rate in ("0", "0.01", "0.03", "0.06", "0.09", "0.13")])


@given(CURRENCIES, QUANTITIES, PRICES, RATES, st.booleans())
@settings(max_examples=2_000, deadline=None)
def test_line_adds_up_in_minor_units(currency, quantity, price, rate, price_includes_tax):
    amounts = line_amounts(
        quantity=quantity,
        unit_price=price,
        tax_rate=rate,
        price_includes_tax=price_includes_tax,
        currency=currency,
    )

    assert amounts.net_amount + amounts.tax_amount == amounts.gross_amount
    for amount in (amounts.net_amount, amounts.tax_amount, amounts.gross_amount):
        assert amount == amount.quantize(minor_unit(currency))
    # 价税分离 may be off by the one rounding, never by more.
    assert abs(amounts.net_amount * rate - amounts.tax_amount) <= minor_unit(currency)


@given(CURRENCIES, PRICES, RATES, st.booleans(), st.lists(st.integers(1, 1000), min_size=1, max_size=8))
@settings(max_examples=2_000, deadline=None)
def test_parts_of_a_line_add_up_to_it(currency, price, rate, price_includes_tax, parts):
    quantity = Decimal(sum(parts))
    whole = line_amounts(
        quantity=quantity, unit_price=price, tax_rate=rate, price_includes_tax=price_includes_tax, currency=currency
    )

    before, taken = Decimal(0), []
    for part in map(Decimal, parts):
        taken.append(part_of_line(whole, quantity=quantity, before=before, part=part, currency=currency))
        before += part

    assert sum(part.net_amount for part in taken) == whole.net_amount
    assert sum(part.tax_amount for part in taken) == whole.tax_amount
    assert sum(part.gross_amount for part in taken) == whole.gross_amount


@pytest.mark.parametrize(
    ("quantity", "price", "rate", "includes", "net", "tax", "gross"),
    [
        ("3", "9.99", "0.13", True, "26.52", "3.45", "29.97"),
        ("1", "0.005", "0.13", False, "0.01", "0.00", "0.01"),
        ("7", "1.13", "0.13", True, "7.00", "0.91", "7.91"),
        ("1000", "0.001234", "0.06", False, "1.23", "0.07", "1.30"),
    ],
)
def test_line_amounts_are_the_known_ones(quantity, price, rate, includes, net, tax, gross):
    amounts = line_amounts(
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        tax_rate=Decimal(rate),
        price_includes_tax=includes,
        currency="CNY",
    )

    assert (amounts.net_amount, amounts.tax_amount, amounts.gross_amount) == (
        Decimal(net),
        Decimal(tax),
        Decimal(gross),
    )


def test_exponents_are_those_of_the_standard():
    assert [currency_exponent(code) for code in ("CNY", "JPY", "KWD")] == [2, 0, 3]
