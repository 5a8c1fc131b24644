"""Units of measure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from reference.caching import cached_until_changed
from reference.errors import UnitsDoNotConvert, UnknownCode
from reference.models import Unit
from reference.values import UnitInfo

_COLUMNS = ("code", "name_zh", "name_en", "symbol_zh", "symbol_en", "dimension", "factor", "precision", "is_active")


@cached_until_changed
def _units() -> Mapping[str, UnitInfo]:
    rows = Unit.objects.order_by("position", "pk").values_list(*_COLUMNS)
    return {row[0]: UnitInfo(*row) for row in rows}


def get_unit(code: str) -> UnitInfo:
    """
    Return a unit, in use or not.

    :raises UnknownCode: when there is none of that code.
    """
    found = _units().get(code)
    if found is None:
        raise UnknownCode(value=code, kind="unit")
    return found


def list_units(*, dimension: str | None = None) -> list[UnitInfo]:
    """Return the units in use, in their order, of one dimension when given."""
    return [unit for unit in _units().values() if unit.is_active and dimension in (None, unit.dimension)]


def unit_choices(*, keep: str = "") -> list[tuple[str, str]]:
    """Return the units in use for a form; `keep` stays even when it is out of use."""
    return [(unit.code, unit.name) for unit in _units().values() if unit.is_active or unit.code == keep]


def unit_symbol(code: str) -> str:
    """Return what stands behind a quantity in the active language; a code that is not there names itself."""
    found = _units().get(code)
    return found.symbol if found else code


def convert_quantity(quantity: Decimal, *, unit: str, target: str) -> Decimal:
    """
    Convert a quantity exactly, then round half up to the target's decimals.

    :raises UnknownCode: when one of the units does not exist.
    :raises UnitsDoNotConvert: when they measure different things, or one is a package whose content nobody knows.
    """
    if unit == target:
        return quantity
    source, wanted = get_unit(unit), get_unit(target)
    if source.dimension != wanted.dimension or source.dimension == "package":
        raise UnitsDoNotConvert(unit=source.code, target=wanted.code)
    exact = quantity * source.factor / wanted.factor
    return exact.quantize(Decimal(1).scaleb(-wanted.precision), rounding=ROUND_HALF_UP)
