"""Filters of lists: declared with django-filter, refused by name when unknown or malformed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import Form
from django.utils.translation import gettext as _
from django_filters import FilterSet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from kernel.errors import InvalidInput
from openplatform.api.problems import unknown_field

PAGE_PARAMETERS = frozenset({"cursor", "limit"})
_forms: dict[type[FilterSet], type[Form]] = {}


def checked(request: Request, filterset: type[FilterSet]) -> dict[str, Any]:
    """
    Return the query parameters that `filterset` declares, typed, where a selector does the narrowing.

    :raises InvalidInput: when a parameter is unknown or its value is malformed.
    """
    _refuse_unknown(request, filterset)
    form = _form_of(filterset)(request.query_params)
    _ensure_valid(form)
    return dict(form.cleaned_data)


def filtered(request: Request, queryset: QuerySet[Any], filterset: type[FilterSet]) -> QuerySet[Any]:
    """
    Narrow a list by the query parameters that `filterset` declares.

    :raises InvalidInput: when a parameter is unknown, so that a misspelt filter never returns everything, or its value is malformed.
    """
    return _validated(request, queryset, filterset).qs


def _validated(request: Request, queryset: QuerySet[Any], filterset: type[FilterSet]) -> FilterSet:
    _refuse_unknown(request, filterset)
    chosen = filterset(request.query_params, queryset=queryset, request=request)
    _ensure_valid(chosen.form)
    return chosen


def _refuse_unknown(request: Request, filterset: type[FilterSet]) -> None:
    unknown = sorted(set(request.query_params) - _parameters(filterset) - PAGE_PARAMETERS)
    if unknown:
        raise InvalidInput(errors={name: [unknown_field()] for name in unknown})


def _ensure_valid(form: Form) -> None:
    if not form.is_valid():
        raise InvalidInput(errors={name: [str(each) for each in found] for name, found in form.errors.items()})
    _move_to_utc(form.cleaned_data)


def _form_of(filterset: type[FilterSet]) -> type[Form]:
    """Return the form behind a filter set, made once: a filter set copies all of its filters each time it is used."""
    if filterset not in _forms:
        _forms[filterset] = filterset().get_form_class()
    return _forms[filterset]


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
