"""Codes that companies carry, looked up in the public configuration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from zoneinfo import available_timezones

from django.conf import settings
from django.utils.translation import gettext as _

from reference.errors import UnknownCode
from reference.selectors.currencies import get_currency
from reference.selectors.dictionaries import ensure_entry
from reference.selectors.regions import get_region

PARTY_TYPE = "party_type"
CERTIFICATE_TYPE = "certificate_type"


def ensure_known_codes(values: Mapping[str, object]) -> dict[str, list[str]]:
    """Return a sentence for every column whose code nobody knows; columns that are missing or empty are left alone."""
    found: dict[str, list[str]] = {}
    for column, is_known in _CHECKS.items():
        value = values.get(column)
        if value and not is_known(str(value)):
            found[column] = [_("There is no “%(code)s” to choose here.") % {"code": value}]
    return found


def is_in_dictionary(dictionary: str, entry: str) -> bool:
    """Tell whether a dictionary has an entry that is in use."""
    try:
        ensure_entry(dictionary, entry)
    except UnknownCode:
        return False
    return True


@cache
def _time_zones() -> frozenset[str]:
    """Return the names of all time zones; finding them reads a folder tree."""
    return frozenset(available_timezones())


def _is_region(code: str) -> bool:
    try:
        get_region(code)
    except UnknownCode:
        return False
    return True


def _is_currency(code: str) -> bool:
    try:
        get_currency(code)
    except UnknownCode:
        return False
    return True


_CHECKS: dict[str, Callable[[str], bool]] = {
    "party_type": lambda code: is_in_dictionary(PARTY_TYPE, code),
    "certificate_type": lambda code: is_in_dictionary(CERTIFICATE_TYPE, code),
    "region_code": _is_region,
    "currency": _is_currency,
    "language": lambda code: code in dict(settings.LANGUAGES),
    "time_zone": lambda code: code in _time_zones(),
}
