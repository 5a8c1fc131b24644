"""Bulk requests: many rows at once, each with its own outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.errors import InvalidInput
from openplatform.api.input import InputSerializer, Payload
from openplatform.api.problems import flat_errors
from openplatform.enums import RowStatus

ROWS_MAX = 1000


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row, by its place in the request (from 0) and the caller's own id for it."""

    index: int
    status: RowStatus
    external_id: str | None = None
    id: str | None = None
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParsedRows:
    """The rows that can be worked on, by place, and the failures of the others."""

    valid: Mapping[int, Payload]
    failed: Sequence[RowResult]


@dataclass(frozen=True, slots=True)
class BulkResult:
    """The outcome of a bulk request; rows come back in the order in which they were sent."""

    rows: Sequence[RowResult]

    @classmethod
    def of(cls, *parts: Iterable[RowResult]) -> BulkResult:
        """Join outcomes from several steps into the request's order."""
        return cls(sorted((row for part in parts for row in part), key=lambda row: row.index))

    def response(self) -> Response:
        """Answer 200 when every row succeeded, else 207; the summary counts each outcome."""
        counts = Counter(str(row.status) for row in self.rows)
        body = {
            "summary": {"total": len(self.rows), **{code: counts.get(code, 0) for code in RowStatus.values}},
            "results": [
                {
                    "index": row.index,
                    "external_id": row.external_id,
                    "id": row.id,
                    "status": str(row.status),
                    "errors": {name: list(sentences) for name, sentences in row.errors.items()},
                }
                for row in self.rows
            ],
        }
        has_failures = bool(counts.get(RowStatus.FAILED, 0))
        return Response(body, status=status.HTTP_207_MULTI_STATUS if has_failures else status.HTTP_200_OK)


def parse_rows(
    request: Request, row_serializer: type[InputSerializer], *, name: str = "rows", limit: int = ROWS_MAX
) -> ParsedRows:
    """
    Read `{"rows": […]}` and check each row by itself.

    :raises InvalidInput: when the body is not such an object, is empty, or has more than `limit` rows.
    """
    data = request.data
    rows = data.get(name) if isinstance(data, Mapping) else None
    if not isinstance(rows, list) or not 1 <= len(rows) <= limit or set(data) - {name}:
        raise InvalidInput(errors={name: [f"1 … {limit}"]})
    serializer = row_serializer(context={"request": request, "actor": request.actor})  # type: ignore[attr-defined]
    valid: dict[int, Payload] = {}
    failed: list[RowResult] = []
    for index, row in enumerate(rows):
        try:
            valid[index] = Payload(serializer.run_validation(row))
        except serializers.ValidationError as error:
            external_id = row.get("external_id") if isinstance(row, dict) else None
            known_as = external_id if isinstance(external_id, str) else None
            failed.append(RowResult(index, RowStatus.FAILED, known_as, errors=flat_errors(error.detail)))
    return ParsedRows(valid, failed)


class RowResultSerializer(serializers.Serializer[Any]):
    """The outcome of one row."""

    index = serializers.IntegerField(help_text="Place in the request, from 0.")
    external_id = serializers.CharField(allow_null=True)
    id = serializers.CharField(allow_null=True)
    status = serializers.ChoiceField(choices=RowStatus.choices)
    errors = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))  # type: ignore[assignment]


class BulkSummarySerializer(serializers.Serializer[Any]):
    """How many rows had which outcome."""

    total = serializers.IntegerField()
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    failed = serializers.IntegerField()


class BulkResultSerializer(serializers.Serializer[Any]):
    """The outcome of a bulk request."""

    summary = BulkSummarySerializer()
    results = RowResultSerializer(many=True)
