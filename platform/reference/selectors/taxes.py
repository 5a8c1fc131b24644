"""Tax rates by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from reference.caching import cached_until_changed
from reference.errors import NoTaxRate
from reference.models import TaxRate
from reference.values import TaxRateInfo

_COLUMNS = ("code", "country", "kind", "name_zh", "name_en", "rate", "valid_from", "valid_to")


@cached_until_changed
def _rates() -> Mapping[tuple[str, str], list[TaxRateInfo]]:
    found: dict[tuple[str, str], list[TaxRateInfo]] = {}
    for row in TaxRate.objects.order_by("position", "valid_from", "pk").values_list(*_COLUMNS):
        rate = TaxRateInfo(*row)
        found.setdefault((rate.country, rate.code), []).append(rate)
    return found


def get_tax_rate(code: str, on: date, *, country: str = "CN") -> TaxRateInfo:
    """
    Return the rate of a tax code that is in force on a day.

    :raises NoTaxRate: when there is none.
    """
    for rate in _rates().get((country, code), []):
        if rate.covers(on):
            return rate
    raise NoTaxRate(tax_code=code, on=on)


def rate_on(code: str, on: date, *, country: str = "CN") -> Decimal:
    """
    Return the rate of a tax code on a day as a share of one, 0.13 for 13 %.

    :raises NoTaxRate: when there is none.
    """
    return get_tax_rate(code, on, country=country).rate


def list_tax_rates(on: date, *, country: str = "CN") -> list[TaxRateInfo]:
    """Return every rate of a country that is in force on a day, in their order."""
    periods = (rates for (owner, _code), rates in _rates().items() if owner == country)
    return [rate for rates in periods for rate in rates if rate.covers(on)]


def tax_choices(on: date, *, country: str = "CN") -> list[tuple[str, str]]:
    """Return the tax codes in force on a day for a form."""
    return [
        (rate.code, f"{(rate.rate * 100).normalize():f}% · {rate.name}") for rate in list_tax_rates(on, country=country)
    ]
