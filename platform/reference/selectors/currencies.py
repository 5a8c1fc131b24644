"""Currencies and dated exchange rates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from kernel.money import Money, currency_exponent
from reference.caching import cached_until_changed
from reference.errors import NoExchangeRate, UnknownCode
from reference.models import Currency, ExchangeRate
from reference.values import CurrencyInfo

PIVOT = "CNY"
Series = tuple[list[date], list[Decimal]]


@cached_until_changed
def _currencies() -> Mapping[str, CurrencyInfo]:
    columns = ("code", "name_zh", "name_en", "symbol", "is_active")
    rows = Currency.objects.order_by("position", "pk").values_list(*columns)
    return {
        code: CurrencyInfo(code, name_zh, name_en, symbol, currency_exponent(code), is_active)
        for code, name_zh, name_en, symbol, is_active in rows
    }


@cached_until_changed
def _series() -> Mapping[tuple[str, str], Series]:
    """Return days and rates of every pair, oldest first."""
    found: dict[tuple[str, str], Series] = {}
    rows = ExchangeRate.objects.order_by("valid_on", "pk").values_list("base", "quote", "valid_on", "rate")
    for base, quote, valid_on, rate in rows:
        days, rates = found.setdefault((base, quote), ([], []))
        days.append(valid_on)
        rates.append(rate)
    return found


def list_currencies() -> list[CurrencyInfo]:
    """Return the currencies in use, in their order."""
    return [currency for currency in _currencies().values() if currency.is_active]


def get_currency(code: str) -> CurrencyInfo:
    """
    Return a currency, in use or not.

    :raises UnknownCode: when there is none of that code.
    """
    found = _currencies().get(code)
    if found is None:
        raise UnknownCode(value=code, kind="currency")
    return found


def currency_choices(*, keep: str = "") -> list[tuple[str, str]]:
    """Return the currencies in use for a form; `keep` stays even when it is out of use."""
    return [(each.code, str(each)) for each in _currencies().values() if each.is_active or each.code == keep]


def get_exchange_rate(base: str, quote: str, on: date) -> Decimal:
    """
    Return how many units of `quote` one unit of `base` buys, by the latest rate on or before a day.

    A missing pair is read the other way round, then across CNY. Not rounded.
    :raises NoExchangeRate: when none of the three ways exists.
    """
    rate = _pair_rate(base, quote, on)
    if rate is None and PIVOT not in (base, quote):
        first, second = _pair_rate(base, PIVOT, on), _pair_rate(PIVOT, quote, on)
        rate = None if first is None or second is None else first * second
    if rate is None:
        raise NoExchangeRate(base=base, quote=quote, on=on)
    return rate


def _pair_rate(base: str, quote: str, on: date) -> Decimal | None:
    """Return the rate of one pair, direct or inverse, whichever is the younger; the direct one of the same day."""
    if base == quote:
        return Decimal(1)
    direct, inverse = _latest((base, quote), on), _latest((quote, base), on)
    if direct is not None and (inverse is None or direct[0] >= inverse[0]):
        return direct[1]
    return None if inverse is None else 1 / inverse[1]


def _latest(pair: tuple[str, str], on: date) -> tuple[date, Decimal] | None:
    days, rates = _series().get(pair, ([], []))
    index = bisect_right(days, on) - 1
    return (days[index], rates[index]) if index >= 0 else None


def convert(money: Money, to: str, on: date) -> Money:
    """
    Convert an amount by the rate of a day, rounded once to the minor unit of the target.

    :raises NoExchangeRate: when no rate leads there.
    """
    if money.currency == to:
        return money
    return Money(money.amount * get_exchange_rate(money.currency, to, on), to).rounded()
