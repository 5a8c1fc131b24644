"""By what lists of the catalogue can be narrowed."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet

from catalog.enums import OfferStatus, ProductSort
from catalog.models import Offer, ProductListing, StockLevel


class ProductListFilter(django_filters.FilterSet):
    """What `list_listings` narrows by; declared here for the description and the checks, carried out there."""

    q = django_filters.CharFilter(
        method="untouched", max_length=200, help_text="Words, part numbers or sizes, in Chinese or English."
    )
    category = django_filters.CharFilter(method="untouched", help_text="Slug or id; everything below counts.")
    supplier = django_filters.CharFilter(method="untouched", help_text="Id of a supplier.")
    brand = django_filters.CharFilter(method="untouched", help_text="Id of a brand.")
    min_price = django_filters.NumberFilter(method="untouched", min_value=0, help_text="In the base currency, CNY.")
    max_price = django_filters.NumberFilter(method="untouched", min_value=0, help_text="In the base currency, CNY.")
    in_stock = django_filters.BooleanFilter(method="untouched", help_text="Only what can be had now.")
    sort = django_filters.ChoiceFilter(method="untouched", choices=ProductSort.choices)

    class Meta:
        model = ProductListing
        fields: list[str] = []

    def untouched(self, queryset: QuerySet[ProductListing], name: str, value: object) -> QuerySet[ProductListing]:
        """Leave the narrowing to the selector."""
        return queryset


class OfferFilter(django_filters.FilterSet):
    """A supplier's own offers."""

    supplier_sku = django_filters.CharFilter(help_text="Article number, whole.")
    status = django_filters.ChoiceFilter(choices=OfferStatus.choices)
    product = django_filters.CharFilter(field_name="product__public_id", help_text="Id of a product.")
    search = django_filters.CharFilter(method="filter_search", help_text="Part of the article number or a name.")

    class Meta:
        model = Offer
        fields: list[str] = []

    def filter_search(self, queryset: QuerySet[Offer], name: str, value: str) -> QuerySet[Offer]:
        """Keep the offers that the words match."""
        return queryset.filter(
            Q(supplier_sku__icontains=value)
            | Q(product__name_zh__icontains=value)
            | Q(product__name_en__icontains=value)
        )


class StockFilter(django_filters.FilterSet):
    """A supplier's own stock."""

    supplier_sku = django_filters.CharFilter(field_name="offer__supplier_sku", help_text="Article number, whole.")
    warehouse = django_filters.CharFilter(field_name="warehouse__code", help_text="Code of a warehouse.")

    class Meta:
        model = StockLevel
        fields: list[str] = []
