"""The OpenAPI 3.1 document, made from the operations' declarations, with every refusal described."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from http import HTTPStatus
from typing import Any

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from kernel.errors import DomainError, Forbidden, InvalidInput, NotAuthenticated, NotFound, RateLimited
from openplatform import errors
from openplatform.api.bulk import ROWS_MAX, BulkResultSerializer
from openplatform.api.filtering import filter_parameters
from openplatform.api.idempotency import KEY_LENGTH_MAX
from openplatform.api.operations import Operation, SerializerType, operation_of
from openplatform.api.pagination import LIMIT_DEFAULT, LIMIT_MAX
from openplatform.api.problems import PROBLEM_JSON
from openplatform.models.idempotency import RETENTION_DAYS
from openplatform.scopes import all_scopes

CLIENT_SECURITY, KEY_SECURITY, SESSION_SECURITY = "oauth2", "apiKey", "session"


class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457: a refusal. `code` is stable; `title` and `detail` are for people, in the language asked for."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="What is wrong, by field: `lines.0.quantity`.",
    )


IDEMPOTENCY_HEADER = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    pattern=rf"^[\x21-\x7E]{{1,{KEY_LENGTH_MAX}}}$",
    description=(
        "A value of your own for this request. Sending the same request again with the same key returns the first answer "
        f"with `Idempotency-Replayed: true`; keys are kept for {RETENTION_DAYS} days."
    ),
)
PAGE_PARAMETERS = (
    OpenApiParameter("cursor", OpenApiTypes.STR, description="From `next` or `previous` of another page."),
    OpenApiParameter(
        "limit", {"type": "integer", "minimum": 1, "maximum": LIMIT_MAX, "default": LIMIT_DEFAULT}, description="Rows."
    ),
)


class OperationSchema(AutoSchema):
    """Describes an operation from its `@operation` declaration."""

    @property
    def declared(self) -> Operation:
        """Return the declaration of the handler."""
        found = operation_of(self.view, self.method)
        if found is None:
            message = f"{type(self.view).__name__} does not declare {self.method}"
            raise TypeError(message)
        return found

    def get_operation_id(self) -> str:
        """Return the declared id, which never changes once published."""
        return self.declared.id

    def get_tags(self) -> list[str]:
        """Return the domain."""
        return [self.declared.tag]

    def get_summary(self) -> str:
        """Return the declared sentence."""
        return str(self.declared.summary)

    def get_description(self) -> str:  # type: ignore[override]
        """Return the declared text with the scope that a client needs."""
        scope = f"Scope: `{self.declared.scope}`." if self.declared.scope else ""
        return "\n\n".join(part for part in (str(self.declared.description), scope) if part)

    def get_request_serializer(self) -> Any:
        """Return what the body holds, or None."""
        declared = self.declared
        return _rows_of(declared.accepts) if declared.bulk and declared.accepts else declared.accepts  # type: ignore[arg-type]

    def get_response_serializers(self) -> Any:
        """Return the success and every refusal."""
        answers: dict[Any, Any] = {}
        declared = self.declared
        if declared.bulk:
            answers[200] = OpenApiResponse(BulkResultSerializer, "Every row succeeded.")
            answers[207] = OpenApiResponse(BulkResultSerializer, "Some rows failed; the others are done.")
        else:
            answers[declared.status] = OpenApiResponse(_returned(declared), HTTPStatus(declared.status).phrase)
        refusals: dict[int, list[type[DomainError]]] = defaultdict(list)
        for refusal in self._refusals():
            refusals[int(refusal.status)].append(refusal)
        for status, answer in declared.answers.items():
            answers[status] = OpenApiResponse(answer, HTTPStatus(status).phrase)
        for status, found in sorted(refusals.items()):
            if status in declared.answers:
                continue
            codes = ", ".join(f"`{code}`" for code in sorted({each.code for each in found}))
            answers[(status, PROBLEM_JSON)] = OpenApiResponse(
                ProblemSerializer, f"{HTTPStatus(status).phrase}: {codes}"
            )
        return answers

    def get_override_parameters(self) -> list[Any]:
        """Return the declared parameters with those of pages and idempotency."""
        parameters = list(self.declared.parameters)
        if self.declared.filters:
            parameters += filter_parameters(self.declared.filters)
        if self.declared.paged:
            parameters += PAGE_PARAMETERS
        if self.declared.idempotent:
            parameters.append(IDEMPOTENCY_HEADER)
        return parameters

    def get_auth(self) -> list[dict[str, list[str]]]:
        """Return the ways to be admitted, with the scope that a client needs."""
        scopes = [self.declared.scope] if self.declared.scope else []
        ways: list[dict[str, list[str]]] = [{CLIENT_SECURITY: scopes}, {KEY_SECURITY: []}, {SESSION_SECURITY: []}]
        return [{}] if self.declared.public else ways

    def get_filter_backends(self) -> list[Any]:
        """Return nothing: filters are declared, not mixed in."""
        return []

    def _is_list_view(self, serializer: Any = None) -> bool:
        return isinstance(serializer, serializers.ListSerializer)

    def _refusals(self) -> list[type[DomainError]]:
        declared = self.declared
        refusals: list[type[DomainError]] = [RateLimited, errors.InternalError, *declared.refuses]
        # Also of public operations: a wrong token is refused whatever it was sent to.
        refusals += [errors.InvalidCredentials, errors.OrganizationNotActive, errors.AddressNotAllowed]
        if not declared.public:
            refusals += [NotAuthenticated, Forbidden, errors.InsufficientScope]
        if "{" in self.path:
            refusals.append(NotFound)
        if declared.accepts is not None:
            refusals += [errors.MalformedRequest, errors.UnsupportedMediaType, errors.PayloadTooLarge]
        if declared.paged:
            refusals.append(errors.InvalidCursor)
        # Query parameters that hold what no column could are refused everywhere.
        refusals.append(InvalidInput)
        if declared.idempotent:
            refusals += [errors.IdempotencyKeyMissing, errors.IdempotencyKeyReused, errors.RequestInFlight]
        return refusals


def _returned(declared: Operation) -> Any:
    if declared.returns is None:
        return None
    if declared.paged:
        return _page_of(declared.returns)  # type: ignore[arg-type]
    return declared.returns(many=True) if declared.many else declared.returns


def _stem(serializer: SerializerType) -> str:
    return serializer.__name__.removesuffix("Serializer")


@cache
def _page_of(serializer: SerializerType) -> Any:
    """Return the schema of a `CursorPage` of these rows."""
    return inline_serializer(
        f"{_stem(serializer)}Page",
        {
            "results": serializer(many=True),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
        },
    )


@cache
def _rows_of(serializer: SerializerType) -> Any:
    """Return the schema of a bulk request of these rows."""
    rows = serializers.ListField(child=serializer(), min_length=1, max_length=ROWS_MAX)
    return inline_serializer(f"{_stem(serializer)}Rows", {"rows": rows})


def security_schemes() -> list[dict[str, Any]]:
    """Return OAuth client credentials and API keys as OpenAPI describes them."""
    flow = {
        "tokenUrl": "/api/v1/oauth/token",
        "scopes": {scope.code: str(scope.label) for scope in all_scopes()},
    }
    return [
        {"type": "oauth2", "flows": {"clientCredentials": flow}},
        {"type": "http", "scheme": "bearer", "description": "An API key: `ts_live_…`."},
    ]


def keep_our_operations(endpoints: list[Any], **_: Any) -> list[Any]:
    """Keep what declares itself with `@operation`."""
    return [
        (path, pattern, method, callback)
        for path, pattern, method, callback in endpoints
        if path.startswith("/api/v1/") and operation_of(callback.cls, method) is not None
    ]


def describe_platform(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Add the ways to be admitted and the order of domains; choices stay where they are used, so that no name can clash."""
    schemes = dict(zip((CLIENT_SECURITY, KEY_SECURITY), security_schemes(), strict=True))
    schemes[SESSION_SECURITY] = {"type": "apiKey", "in": "cookie", "name": "sessionid"}
    result.setdefault("components", {})["securitySchemes"] = schemes
    tags = {tag for path in result["paths"].values() for each in path.values() for tag in each.get("tags", ())}
    result["tags"] = [{"name": tag} for tag in sorted(tags)]
    _strip(result, "x-spec-enum-id")
    return result


def _strip(node: Any, name: str) -> None:
    """Remove a member wherever it stands."""
    if isinstance(node, dict):
        node.pop(name, None)
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _strip(child, name)


@cache
def openapi_document() -> bytes:
    """Return the description of the whole API, in English, made once per process."""
    with translation.override("en"):
        document = SchemaGenerator().get_schema(request=None, public=True)
    return OpenApiJsonRenderer().render(document)
