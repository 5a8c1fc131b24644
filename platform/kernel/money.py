"""Amounts of money: exact, in one currency, rounded once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import total_ordering

# ISO 4217 minor units that differ from two decimals.
_EXPONENTS: dict[str, int] = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
}
DEFAULT_EXPONENT = 2


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies met in one calculation."""


def currency_exponent(currency: str) -> int:
    """Return the number of decimals of a currency's minor unit: 0, 2 or 3 (ISO 4217)."""
    return _EXPONENTS.get(currency, DEFAULT_EXPONENT)


def minor_unit(currency: str) -> Decimal:
    """Return the smallest amount of a currency, such as 0.01 for CNY."""
    return Decimal(1).scaleb(-currency_exponent(currency))


def round_amount(amount: Decimal, currency: str) -> Decimal:
    """Round half up to the currency's minor unit; every rounding of money in the platform is this one."""
    return amount.quantize(minor_unit(currency), rounding=ROUND_HALF_UP)


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency. Arithmetic across currencies raises `CurrencyMismatch`."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            message = f"Money takes a Decimal, not {type(self.amount).__name__}"
            raise TypeError(message)

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Return nothing, in `currency`."""
        return cls(Decimal(0), currency)

    @classmethod
    def total(cls, amounts: Iterable[Money], currency: str) -> Money:
        """Add up amounts of `currency`; an empty sum is zero."""
        return sum(amounts, cls.zero(currency))

    def rounded(self) -> Money:
        """Round half up to the minor unit."""
        return Money(round_amount(self.amount, self.currency), self.currency)

    def allocate(self, weights: Sequence[Decimal | int]) -> list[Money]:
        """
        Split into parts proportional to `weights`, in minor units, with the remainder given to the largest fractions first.

        The parts always add up to the rounded amount. Equal fractions favour the earlier part, so the result is deterministic.
        :raises ValueError: when there are no weights, one is negative, or all are zero.
        """
        total_weight = sum((Decimal(weight) for weight in weights), Decimal(0))
        if not weights or total_weight <= 0 or any(weight < 0 for weight in weights):
            message = "allocation needs weights that are not negative and not all zero"
            raise ValueError(message)
        unit = minor_unit(self.currency)
        whole = self.rounded().amount
        exact = [whole * Decimal(weight) / total_weight for weight in weights]
        floors = [share.quantize(unit, rounding=ROUND_DOWN) for share in exact]
        left = int((whole - sum(floors, Decimal(0))) / unit)
        by_fraction = sorted(range(len(exact)), key=lambda index: (-abs(exact[index] - floors[index]), index))
        step = unit if left >= 0 else -unit
        for index in by_fraction[: abs(left)]:
            floors[index] += step
        return [Money(share, self.currency) for share in floors]

    def _same(self, other: Money) -> Money:
        if self.currency != other.currency:
            message = f"{self.currency} and {other.currency} cannot be combined"
            raise CurrencyMismatch(message)
        return other

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other).amount, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __mul__(self, factor: Decimal | int) -> Money:
        return Money(self.amount * factor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other).amount

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        return f"{self.currency} {self.rounded().amount:,}"
