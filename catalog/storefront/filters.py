"""The links of the filter panel and the chips above a list: each is the address of the same list with one thing changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalog.selectors.facets import Facet, Facets
from catalog.storefront.query import ListQuery


@dataclass(frozen=True, slots=True)
class FilterLink:
    """One choice; following an active one takes it back."""

    label: str
    url: str
    is_active: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class FilterPanel:
    """Everything a list can be narrowed by."""

    query: ListQuery
    categories: tuple[FilterLink, ...]
    brands: tuple[FilterLink, ...]
    suppliers: tuple[FilterLink, ...]
    chips: tuple[FilterLink, ...]
    stock_url: str
    reset_url: str

    @property
    def sort_fields(self) -> list[tuple[str, str]]:
        """Return what the sort form carries along."""
        return self.query.hidden("sort")

    @property
    def price_fields(self) -> list[tuple[str, str]]:
        """Return what the price form carries along."""
        return self.query.hidden("min", "max")


def filter_panel(
    query: ListQuery, facets: Facets, *, categories: Iterable[FilterLink], category_name: str, is_one_supplier: bool
) -> FilterPanel:
    """Return the panel of a list; the page of one supplier does not offer others."""
    criteria = query.criteria
    suppliers = () if is_one_supplier else _links(query, "supplier", criteria.supplier, facets.suppliers)
    return FilterPanel(
        query=query,
        categories=tuple(categories),
        brands=_links(query, "brand", criteria.brand, facets.brands),
        suppliers=suppliers,
        chips=tuple(_chips(query, facets, category_name=category_name, is_one_supplier=is_one_supplier)),
        stock_url=query.url(in_stock="" if criteria.in_stock else "on"),
        reset_url=query.url(q="", category="", brand="", supplier="", min="", max="", in_stock=""),
    )


def _links(query: ListQuery, name: str, chosen: str, facets: Iterable[Facet]) -> tuple[FilterLink, ...]:
    return tuple(
        FilterLink(
            facet.name,
            query.url(**{name: "" if facet.code == chosen else facet.code}),
            is_active=facet.code == chosen,
            count=facet.count,
        )
        for facet in facets
    )


def _chips(query: ListQuery, facets: Facets, *, category_name: str, is_one_supplier: bool) -> Iterable[FilterLink]:
    criteria = query.criteria
    if criteria.query:
        yield FilterLink(f"“{criteria.query}”", query.url(q="", sort=""))
    if criteria.category:
        yield FilterLink(category_name or criteria.category, query.url(category=""))
    if criteria.brand:
        yield FilterLink(_name(facets.brands, criteria.brand) or _("Brand"), query.url(brand=""))
    if criteria.supplier and not is_one_supplier:
        yield FilterLink(_name(facets.suppliers, criteria.supplier) or _("Supplier"), query.url(supplier=""))
    if query.price_range:
        yield FilterLink(query.price_range, query.url(min="", max=""))
    if criteria.in_stock:
        yield FilterLink(_("In stock now"), query.url(in_stock=""))


def _name(facets: Iterable[Facet], code: str) -> str:
    return next((facet.name for facet in facets if facet.code == code), "")
