"""By what lists of companies can be narrowed."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet

from accounts.enums import AddressKind
from accounts.models import Address, Organization
from accounts.selectors.organizations import matching


class SupplierFilter(django_filters.FilterSet):
    """Suppliers by words of their name, by type and region."""

    search = django_filters.CharFilter(method="filter_search", help_text="Part of the name, or the credit code.")
    party_type = django_filters.CharFilter(help_text="A code of the dictionary `party_type`.")
    region_code = django_filters.CharFilter(lookup_expr="startswith", help_text="GB/T 2260, or its first digits.")
    country = django_filters.CharFilter()

    class Meta:
        model = Organization
        fields: list[str] = []

    def filter_search(self, queryset: QuerySet[Organization], name: str, value: str) -> QuerySet[Organization]:
        """Keep the companies that the words match."""
        return matching(queryset, value)


class AddressFilter(django_filters.FilterSet):
    """Addresses by their use."""

    kind = django_filters.ChoiceFilter(choices=AddressKind.choices)

    class Meta:
        model = Address
        fields: list[str] = []
