"""Filters of lists: declared with django-filter, refused by name when unknown or malformed."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework.request import Request

from kernel.errors import InvalidInput
from openplatform.api.problems import unknown_field

PAGE_PARAMETERS = frozenset({"cursor", "limit"})


def filtered(request: Request, queryset: QuerySet[Any], filterset: type[FilterSet]) -> QuerySet[Any]:
    """
    Narrow a list by the query parameters that `filterset` declares.

    :raises InvalidInput: when a parameter is unknown, so that a misspelt filter never returns everything, or its value is malformed.
    """
    names = _parameters(filterset)
    unknown = sorted(set(request.query_params) - names - PAGE_PARAMETERS)
    if unknown:
        raise InvalidInput(errors={name: [unknown_field()] for name in unknown})
    chosen = filterset(request.query_params, queryset=queryset, request=request)
    if not chosen.is_valid():
        raise InvalidInput(errors={name: [str(each) for each in found] for name, found in chosen.errors.items()})
    return chosen.qs


def _parameters(filterset: type[FilterSet]) -> frozenset[str]:
    """Return the query parameters of a filter set, such as `placed_at_after` of a range called `placed_at`."""
    names: set[str] = set()
    for name, each in filterset.base_filters.items():
        suffixes = getattr(each.field.widget, "suffixes", None)
        names.update(f"{name}_{suffix}" if suffix else name for suffix in suffixes or [""])
    return frozenset(names)
