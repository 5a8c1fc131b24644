"""What selectors hand out: small frozen values that live in the process's cache."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.utils.translation import get_language


def in_active_language(zh: str, en: str) -> str:
    """Return the text in the active language, or the one there is."""
    return (en or zh) if (get_language() or "").startswith("en") else (zh or en)


@dataclass(frozen=True, slots=True)
class Label:
    """A dictionary entry as it is shown: printing it gives the active language."""

    code: str
    zh: str
    en: str
    is_active: bool = True
    parent_code: str | None = None
    attributes: MappingProxyType[str, Any] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    def __str__(self) -> str:
        return in_active_language(self.zh, self.en)


@dataclass(frozen=True, slots=True)
class UnitInfo:
    """A unit of measure (UN/ECE Recommendation 20): `factor` converts to the base unit of its dimension, `precision` is decimals."""

    code: str
    name_zh: str
    name_en: str
    symbol_zh: str
    symbol_en: str
    dimension: str
    factor: Decimal
    precision: int
    is_active: bool = True

    @property
    def name(self) -> str:
        """Return the name in the active language."""
        return in_active_language(self.name_zh, self.name_en)

    @property
    def symbol(self) -> str:
        """Return what stands behind a quantity in the active language."""
        return in_active_language(self.symbol_zh, self.symbol_en)

    def __str__(self) -> str:
        return self.symbol


@dataclass(frozen=True, slots=True)
class CurrencyInfo:
    """A currency with its symbol and the decimals of its minor unit."""

    code: str
    name_zh: str
    name_en: str
    symbol: str
    exponent: int
    is_active: bool = True

    @property
    def name(self) -> str:
        """Return the name in the active language."""
        return in_active_language(self.name_zh, self.name_en)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@dataclass(frozen=True, slots=True)
class TaxRateInfo:
    """One rate of one tax code during its validity; `rate` is a share of one, 0.13 for 13 %."""

    code: str
    country: str
    kind: str
    name_zh: str
    name_en: str
    rate: Decimal
    valid_from: date
    valid_to: date | None

    @property
    def name(self) -> str:
        """Return the name in the active language."""
        return in_active_language(self.name_zh, self.name_en)

    def covers(self, on: date) -> bool:
        """Tell whether the rate is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class RegionInfo:
    """A province, city or county (GB/T 2260); one that was abolished is known by its old name and has no row."""

    code: str
    name_zh: str
    name_en: str
    level: int
    parent_code: str | None
    pinyin: str = ""
    is_current: bool = True

    @property
    def name(self) -> str:
        """Return the name in the active language."""
        return in_active_language(self.name_zh, self.name_en)

    def __str__(self) -> str:
        return self.name
