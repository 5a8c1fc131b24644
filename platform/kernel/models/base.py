from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models


class TimestampedModel(models.Model):
    """Rows that remember when they were made and last changed; for people to read, never for logic."""

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class MoneyField(models.DecimalField):
    """An amount: numeric(20,4), named `*_amount`, read together with the document's currency."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 20)
        kwargs.setdefault("decimal_places", 4)
        super().__init__(**kwargs)


class UnitPriceField(models.DecimalField):
    """A price for one unit: numeric(20,6)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 20)
        kwargs.setdefault("decimal_places", 6)
        super().__init__(**kwargs)


class QuantityField(models.DecimalField):
    """A quantity in the line's unit: numeric(18,4)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 18)
        kwargs.setdefault("decimal_places", 4)
        super().__init__(**kwargs)


class RateField(models.DecimalField):
    """A share of one, 0.13 for 13 %: numeric(9,6)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 9)
        kwargs.setdefault("decimal_places", 6)
        super().__init__(**kwargs)


class CurrencyField(models.CharField):
    """An ISO 4217 code."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 3)
        kwargs.setdefault("default", "CNY")
        super().__init__(**kwargs)


_REFUSE = "RAISE EXCEPTION 'rows of % are never changed, removed or emptied', TG_TABLE_NAME USING ERRCODE = 'check_violation';"


def append_only() -> list[pgtrigger.Trigger]:
    """Return the triggers by which the database itself refuses to change, delete or empty the rows of a log."""
    return [
        pgtrigger.Trigger(
            name="append_only", when=pgtrigger.Before, operation=pgtrigger.Update | pgtrigger.Delete, func=_REFUSE
        ),
        pgtrigger.Trigger(
            name="never_emptied",
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            func=_REFUSE,
        ),
    ]
