"""
What a list of products can be narrowed by: the brands and suppliers that occur in it.

Counting costs more than the page it stands on, and is the same for everybody: each process keeps an answer for half a minute.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, replace

from django.db.models import Count, F

from catalog.enums import ProductSort
from catalog.models import ProductListing
from catalog.selectors.products import ProductFilter, list_listings
from kernel.actors import Actor
from reference.values import in_active_language

# Of a long list only the newest are counted: whoever has more is better served by a category or a word.
MOST_COUNTED = 2_000
MOST_SHOWN = 10
LIFETIME_SECONDS = 30.0
MOST_KEPT = 500


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that occurs, and how often among the products that were counted."""

    code: str
    name_zh: str
    name_en: str
    count: int

    @property
    def name(self) -> str:
        """Return the name in the active language, or the one there is."""
        return in_active_language(self.name_zh, self.name_en)


@dataclass(frozen=True, slots=True)
class Facets:
    """The most frequent brands and suppliers."""

    brands: tuple[Facet, ...]
    suppliers: tuple[Facet, ...]


_kept: OrderedDict[tuple[ProductFilter, str], tuple[float, tuple[Facet, ...]]] = OrderedDict()


def forget_facets() -> None:
    """Count anew at the next question; for tests."""
    _kept.clear()


def list_facets(*, actor: Actor, criteria: ProductFilter) -> Facets:
    """Return what a list can be narrowed by; each side leaves its own choice out, so that another can be chosen."""
    brands = _counted(actor, replace(criteria, brand=""), "brand")
    suppliers = _counted(actor, replace(criteria, supplier=""), "best_offer__supplier")
    return Facets(brands, suppliers)


def _counted(actor: Actor, criteria: ProductFilter, path: str) -> tuple[Facet, ...]:
    now = time.monotonic()
    kept = _kept.get((criteria, path))
    if kept is not None and now - kept[0] < LIFETIME_SECONDS:
        return kept[1]
    found = _count(actor, criteria, path)
    _kept[criteria, path] = (now, found)
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return found


def _count(actor: Actor, criteria: ProductFilter, path: str) -> tuple[Facet, ...]:
    newest = list_listings(actor=actor, criteria=criteria, sort=ProductSort.NEWEST).values("pk")[:MOST_COUNTED]
    rows = (
        ProductListing.objects.filter(pk__in=newest, **{f"{path}__isnull": False})
        .values_list(f"{path}__public_id", f"{path}__name_zh", f"{path}__name_en")
        .annotate(count=Count("pk"))
        .order_by("-count", F(f"{path}__public_id"))
    )
    return tuple(Facet(*row) for row in rows[:MOST_SHOWN])
