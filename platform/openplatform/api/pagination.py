"""Keyset pagination: a page costs the same wherever it is, and rows that arrive meanwhile do not shift the others."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import F, Q, QuerySet
from django.utils.crypto import constant_time_compare
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from kernel.errors import InvalidInput
from openplatform.errors import InvalidCursor

LIMIT_DEFAULT = 50
LIMIT_MAX = 200
SIGNATURE_LENGTH = 16


@dataclass(frozen=True, slots=True)
class CursorPage:
    """One page of a list: its rows and the addresses of its neighbours, where there are any."""

    rows: Sequence[Any]
    next: str | None
    previous: str | None

    @classmethod
    def of(
        cls, request: Request, queryset: QuerySet[Any], *, order_by: Sequence[str], limit: int = LIMIT_DEFAULT
    ) -> CursorPage:
        """
        Cut the page out of `queryset`, of model rows or of `values()`, that the request's `cursor` and `limit` name.

        `order_by` names columns that are never NULL, the last of them unique. Costs one statement.
        :raises InvalidCursor: when the cursor comes from another list.
        :raises InvalidInput: when the limit is not a number from 1 to 200.
        """
        size = _limit(request, default=limit)
        cursor = _Cursor.decode(request.query_params.get("cursor"), order_by=order_by)
        ordering = [_reversed(name) for name in order_by] if cursor and cursor.backwards else list(order_by)
        ordered = queryset.order_by(*(_expression(name) for name in ordering))
        if cursor:
            ordered = ordered.filter(_beyond(ordering, cursor.position))
        found = list(ordered[: size + 1])
        has_more, rows = len(found) > size, found[:size]
        backwards = bool(cursor and cursor.backwards)
        if backwards:
            rows.reverse()

        def link(row: Any, *, back: bool) -> str:
            position = [_value(row, name.removeprefix("-")) for name in order_by]
            token = _Cursor(tuple(position), backwards=back).encode(order_by)
            return str(replace_query_param(request.build_absolute_uri(), "cursor", token))

        has_next = backwards or has_more
        has_previous = has_more if backwards else cursor is not None
        return cls(
            rows,
            link(rows[-1], back=False) if rows and has_next else None,
            link(rows[0], back=True) if rows and has_previous else None,
        )

    def response(self, render: Callable[[Any], Any]) -> Response:
        """Render the page; `render` turns one row into what JSON can carry."""
        return Response({"results": [render(row) for row in self.rows], "next": self.next, "previous": self.previous})


@dataclass(frozen=True, slots=True)
class _Cursor:
    position: tuple[str, ...]
    backwards: bool

    def encode(self, order_by: Sequence[str]) -> str:
        body = base64.urlsafe_b64encode(json.dumps([int(self.backwards), *self.position]).encode()).decode().rstrip("=")
        return _signature(body, order_by) + body

    @classmethod
    def decode(cls, token: str | None, *, order_by: Sequence[str]) -> _Cursor | None:
        if not token:
            return None
        signature, body = token[:SIGNATURE_LENGTH], token[SIGNATURE_LENGTH:]
        if not constant_time_compare(signature, _signature(body, order_by)):
            raise InvalidCursor
        try:
            backwards, *position = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        except (ValueError, binascii.Error):
            raise InvalidCursor from None
        return cls(tuple(position), backwards=bool(backwards))


def _signature(body: str, order_by: Sequence[str]) -> str:
    salt = "openplatform.cursor:" + ",".join(order_by)
    return hashlib.sha256(signing.Signer(salt=salt).signature(body).encode()).hexdigest()[:SIGNATURE_LENGTH]


def _limit(request: Request, *, default: int) -> int:
    text = request.query_params.get("limit", str(default))
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= LIMIT_MAX):
        raise InvalidInput(errors={"limit": [f"1 … {LIMIT_MAX}"]})
    return int(text)


def _reversed(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _expression(name: str) -> Any:
    return F(name[1:]).desc() if name.startswith("-") else F(name).asc()


def _beyond(ordering: Sequence[str], position: Sequence[str]) -> Q:
    """Return the condition for rows after `position`: a > x OR (a = x AND (b > y OR …)), with a bound an index can use."""
    name, value = ordering[0], position[0]
    column, after = (name[1:], "lt") if name.startswith("-") else (name, "gt")
    if len(ordering) == 1:
        return Q(**{f"{column}__{after}": value})
    rest = Q(**{column: value}) & _beyond(ordering[1:], position[1:])
    return Q(**{f"{column}__{after}e": value}) & (Q(**{f"{column}__{after}": value}) | rest)


def _value(row: Any, name: str) -> str:
    if isinstance(row, Mapping):
        value = row[name]
    else:
        value = row
        for part in name.split("__"):
            value = getattr(value, part)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
