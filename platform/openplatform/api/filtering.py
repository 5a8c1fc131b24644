"""Filters of lists: declared with django-filter, refused by name when unknown or malformed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters import FilterSet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from kernel.errors import InvalidInput
from openplatform.api.problems import unknown_field

PAGE_PARAMETERS = frozenset({"cursor", "limit"})


def checked(request: Request, filterset: type[FilterSet]) -> dict[str, Any]:
    """
    Return the query parameters that `filterset` declares, typed, where a selector does the narrowing.

    :raises InvalidInput: when a parameter is unknown or its value is malformed.
    """
    return dict(_validated(request, None, filterset).form.cleaned_data)


def filtered(request: Request, queryset: QuerySet[Any], filterset: type[FilterSet]) -> QuerySet[Any]:
    """
    Narrow a list by the query parameters that `filterset` declares.

    :raises InvalidInput: when a parameter is unknown, so that a misspelt filter never returns everything, or its value is malformed.
    """
    return _validated(request, queryset, filterset).qs


def _validated(request: Request, queryset: QuerySet[Any] | None, filterset: type[FilterSet]) -> FilterSet:
    names = _parameters(filterset)
    unknown = sorted(set(request.query_params) - names - PAGE_PARAMETERS)
    if unknown:
        raise InvalidInput(errors={name: [unknown_field()] for name in unknown})
    chosen = filterset(request.query_params, queryset=queryset, request=request)
    if not chosen.is_valid():
        raise InvalidInput(errors={name: [str(each) for each in found] for name, found in chosen.errors.items()})
    _move_to_utc(chosen.form.cleaned_data)
    return chosen


def _move_to_utc(values: dict[str, Any]) -> None:
    """
    Replace moments by the same moments in UTC: PostgreSQL knows fewer offsets than ISO 8601.

    :raises InvalidInput: when a moment lies before the year 1 or after 9999 in UTC.
    """
    for name, value in values.items():
        try:
            values[name] = (
                slice(*map(_in_utc, (value.start, value.stop))) if isinstance(value, slice) else _in_utc(value)
            )
        except OverflowError:
            raise InvalidInput(errors={name: [_("This moment is out of range.")]}) from None


def _in_utc(value: Any) -> Any:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def filter_parameters(filterset: type[FilterSet]) -> list[OpenApiParameter]:
    """Describe a filter set's query parameters for the API description."""
    return [
        OpenApiParameter(
            parameter,
            _type_of(each),
            enum=_choices_of(each),
            many=isinstance(each, django_filters.MultipleChoiceFilter),
            required=bool(each.extra.get("required")),
            description=str(each.extra.get("help_text") or each.extra.get("label") or ""),
        )
        for name, each in filterset.base_filters.items()
        for parameter in _parameters_of(name, each)
    ]


def _parameters(filterset: type[FilterSet]) -> frozenset[str]:
    return frozenset(
        parameter for name, each in filterset.base_filters.items() for parameter in _parameters_of(name, each)
    )


def _parameters_of(name: str, each: django_filters.Filter) -> list[str]:
    """Return the query parameters of one filter, such as `placed_at_after` of a range called `placed_at`."""
    suffixes = getattr(each.field.widget, "suffixes", None)
    return [f"{name}_{suffix}" if suffix else name for suffix in suffixes or [""]]


_TYPES: dict[type[django_filters.Filter], OpenApiTypes] = {
    django_filters.BooleanFilter: OpenApiTypes.BOOL,
    django_filters.DateFilter: OpenApiTypes.DATE,
    django_filters.DateFromToRangeFilter: OpenApiTypes.DATE,
    django_filters.IsoDateTimeFilter: OpenApiTypes.DATETIME,
    django_filters.IsoDateTimeFromToRangeFilter: OpenApiTypes.DATETIME,
    django_filters.NumberFilter: OpenApiTypes.NUMBER,
    django_filters.RangeFilter: OpenApiTypes.NUMBER,
}


def _type_of(each: django_filters.Filter) -> OpenApiTypes:
    return next((_TYPES[kind] for kind in type(each).__mro__ if kind in _TYPES), OpenApiTypes.STR)


def _choices_of(each: django_filters.Filter) -> list[str] | None:
    choices = each.extra.get("choices")
    return [str(value) for value, _label in choices] if choices and not callable(choices) else None
