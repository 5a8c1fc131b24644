"""Numbers as the API says them: exact decimals in strings, without trailing zeros."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class QuantityField(serializers.DecimalField):
    """A quantity: up to four decimals."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=18, decimal_places=4, normalize_output=True, **kwargs)


class PriceField(serializers.DecimalField):
    """A unit price: up to six decimals."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=20, decimal_places=6, normalize_output=True, **kwargs)


class AmountField(serializers.DecimalField):
    """An amount in the document's currency."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=20, decimal_places=4, normalize_output=True, **kwargs)
