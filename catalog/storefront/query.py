"""Read what a list of products is narrowed to from its address, and write it back with one thing changed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from catalog.enums import ProductSort
from catalog.selectors.products import ProductFilter

CURSOR = "cursor"


class FilterForm(forms.Form):
    """The parameters of a list; what cannot be read is left out."""

    q = forms.CharField(required=False, max_length=200)
    category = forms.CharField(required=False, max_length=80)
    brand = forms.CharField(required=False, max_length=40)
    supplier = forms.CharField(required=False, max_length=40)
    min = forms.DecimalField(required=False, min_value=0, max_digits=12, decimal_places=4)
    max = forms.DecimalField(required=False, min_value=0, max_digits=12, decimal_places=4)
    in_stock = forms.BooleanField(required=False)
    sort = forms.ChoiceField(required=False, choices=ProductSort.choices)


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What was asked, and the address of the same list with something changed."""

    given: QueryDict
    criteria: ProductFilter
    sort: ProductSort

    @classmethod
    def of(cls, given: QueryDict, *, supplier: str = "") -> ListQuery:
        """Read the parameters; `supplier` fixes the list to one."""
        form = FilterForm(given)
        form.is_valid()
        values: dict[str, Any] = form.cleaned_data
        criteria = ProductFilter(
            query=values.get("q", "").strip(),
            category=values.get("category", ""),
            supplier=supplier or values.get("supplier", ""),
            brand=values.get("brand", ""),
            minimum_price=values.get("min"),
            maximum_price=values.get("max"),
            in_stock=bool(values.get("in_stock")),
        )
        chosen = values.get("sort") or (ProductSort.RELEVANCE if criteria.query else ProductSort.NEWEST)
        return cls(given, criteria, ProductSort(chosen))

    @property
    def sorts(self) -> list[tuple[str, str]]:
        """Return the orders that make sense here: a best match needs words."""
        return [
            (value, str(label)) for value, label in ProductSort.choices if self.criteria.query or value != "relevance"
        ]

    def url(self, **changes: str) -> str:
        """Return the query string with changes; an empty value takes a parameter out, and the list starts anew."""
        query = self.given.copy()
        query.pop(CURSOR, None)
        for name, value in changes.items():
            query.pop(name, None)
            if value:
                query[name] = value
        for name in [name for name, value in query.items() if not value]:
            del query[name]
        return f"?{query.urlencode()}" if query else "?"

    def hidden(self, *without: str) -> list[tuple[str, str]]:
        """Return the parameters that a form in the page must carry along."""
        return [(name, str(value)) for name, value in self.given.items() if value and name not in {*without, CURSOR}]

    @property
    def price_range(self) -> str:
        """Return the price limits in words, or nothing."""
        lowest, highest = self.criteria.minimum_price, self.criteria.maximum_price
        if lowest is not None and highest is not None:
            return f"{_plain(lowest)} – {_plain(highest)}"
        if lowest is not None:
            return _("from %(price)s") % {"price": _plain(lowest)}
        return _("up to %(price)s") % {"price": _plain(highest)} if highest is not None else ""


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
