from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.money import CurrencyMismatch, Money, currency_exponent, minor_unit, round_amount

CURRENCIES = ["JPY", "CNY", "USD", "KWD"]
amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=6, allow_nan=False, allow_infinity=False)
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any)


@given(amount=amounts, currency=st.sampled_from(CURRENCIES), weights=weights)
@settings(max_examples=500, deadline=None)
def test_allocate_adds_up_to_the_rounded_amount(amount: Decimal, currency: str, weights: list[int]):
    money = Money(amount, currency)

    parts = money.allocate(weights)

    assert Money.total(parts, currency) == money.rounded()
    assert all(part.amount == round_amount(part.amount, currency) for part in parts)


@given(amount=amounts, currency=st.sampled_from(CURRENCIES), weights=weights)
@settings(max_examples=500, deadline=None)
def test_allocate_gives_every_part_within_one_unit_of_its_share(amount: Decimal, currency: str, weights: list[int]):
    money = Money(amount, currency)

    parts = money.allocate(weights)

    total = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        exact = money.rounded().amount * weight / total
        assert abs(part.amount - exact) < minor_unit(currency) + Decimal("1e-9")
        assert weight or not part.amount


@given(amount=amounts, currency=st.sampled_from(CURRENCIES))
@settings(max_examples=500, deadline=None)
def test_rounding_is_half_up_and_stays(amount: Decimal, currency: str):
    rounded = round_amount(amount, currency)

    assert abs(rounded - amount) <= minor_unit(currency) / 2
    assert round_amount(rounded, currency) == rounded


@pytest.mark.parametrize(
    ("currency", "amount", "expected"),
    [
        ("JPY", "2.5", "3"),
        ("JPY", "-2.5", "-3"),
        ("CNY", "1.005", "1.01"),
        ("CNY", "1.0049", "1.00"),
        ("CNY", "-1.005", "-1.01"),
        ("KWD", "0.0005", "0.001"),
    ],
)
def test_half_goes_away_from_zero(currency: str, amount: str, expected: str):
    assert round_amount(Decimal(amount), currency) == Decimal(expected)


@pytest.mark.parametrize(("currency", "exponent"), [("JPY", 0), ("KRW", 0), ("CNY", 2), ("XXX", 2), ("KWD", 3)])
def test_exponents_follow_iso_4217(currency: str, exponent: int):
    assert currency_exponent(currency) == exponent


def test_allocate_favours_the_earlier_of_equal_fractions():
    parts = Money(Decimal("100.00"), "CNY").allocate([1, 1, 1])

    assert [part.amount for part in parts] == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]


def test_allocate_splits_a_refund_like_the_payment():
    parts = Money(Decimal("-100.00"), "CNY").allocate([1, 1, 1])

    assert [part.amount for part in parts] == [Decimal("-33.34"), Decimal("-33.33"), Decimal("-33.33")]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [-1, 2]])
def test_allocate_refuses_weights_that_mean_nothing(weights: list[int]):
    with pytest.raises(ValueError, match="weights"):
        Money(Decimal(1), "CNY").allocate(weights)


@pytest.mark.parametrize("combine", [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b, lambda a, b: a >= b])
def test_currencies_do_not_mix(combine):
    with pytest.raises(CurrencyMismatch):
        combine(Money(Decimal(1), "CNY"), Money(Decimal(1), "USD"))


def test_amounts_of_two_currencies_are_never_equal():
    assert Money(Decimal(1), "CNY") != Money(Decimal(1), "USD")


def test_total_refuses_another_currency():
    with pytest.raises(CurrencyMismatch):
        Money.total([Money(Decimal(1), "USD")], "CNY")


@pytest.mark.parametrize("amount", [1, 1.5, "1"])
def test_money_takes_decimals_only(amount):
    with pytest.raises(TypeError, match="Decimal"):
        Money(amount, "CNY")


def test_multiplying_by_a_float_is_refused():
    with pytest.raises(TypeError):
        Money(Decimal(1), "CNY") * 1.5


def test_zero_is_false_and_written_with_its_currency():
    assert not Money.zero("CNY")
    assert str(Money(Decimal("1234567.5"), "CNY")) == "CNY 1,234,567.50"
