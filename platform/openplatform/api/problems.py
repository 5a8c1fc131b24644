"""Every refusal as an RFC 9457 problem document, made in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.signals import got_request_exception
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from kernel.errors import DomainError, Forbidden, InvalidInput, NotAuthenticated, NotFound
from openplatform.errors import (
    InternalError,
    InvalidCredentials,
    MalformedRequest,
    MethodNotAllowed,
    PayloadTooLarge,
    UnsupportedMediaType,
)

PROBLEM_JSON = "application/problem+json"
AUTHENTICATE_HEADER = 'Bearer realm="api"'

logger = structlog.get_logger(__name__)


def problem_response(error: DomainError) -> Response:
    """Render a refusal with the headers that belong to it."""
    response = Response(error.problem(), status=error.status, content_type=PROBLEM_JSON)
    if isinstance(error, NotAuthenticated):
        response["WWW-Authenticate"] = AUTHENTICATE_HEADER
    retry_after = error.params.get("retry_after")
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    if isinstance(error, MethodNotAllowed) and "allowed" in error.params:
        response["Allow"] = ", ".join(error.params["allowed"])
    return response


def handle_exception(error: Exception, context: Mapping[str, Any]) -> Response:
    """Turn whatever a view raised into a problem document; what nobody expected is logged and told nothing about."""
    set_rollback()
    refusal = _as_refusal(error, context)
    if refusal is None:
        logger.error("api_request_failed", path=context["request"].path, exc_info=error)
        got_request_exception.send(sender=None, request=context["request"]._request)
        refusal = InternalError()
    return problem_response(refusal)


def _as_refusal(error: Exception, context: Mapping[str, Any]) -> DomainError | None:
    match error:
        case DomainError():
            return error
        case Http404():
            return NotFound()
        case PermissionDenied():
            return Forbidden()
        case RequestDataTooBig():
            return PayloadTooLarge()
        case exceptions.APIException():
            return _from_framework(error, context)
    return None


def _from_framework(error: exceptions.APIException, context: Mapping[str, Any]) -> DomainError | None:
    make = _FRAMEWORK.get(type(error))
    return make(error, context) if make else None


# What the framework itself raises, in our terms; authentication comes before permission, so 401 before 403.
_FRAMEWORK: dict[type[exceptions.APIException], Callable[[Any, Mapping[str, Any]], DomainError]] = {
    exceptions.ValidationError: lambda error, _context: InvalidInput(errors=flat_errors(error.detail)),
    exceptions.ParseError: lambda error, _context: MalformedRequest(str(error.detail)),
    exceptions.AuthenticationFailed: lambda _error, _context: InvalidCredentials(),
    exceptions.NotAuthenticated: lambda _error, _context: NotAuthenticated(),
    exceptions.PermissionDenied: lambda error, _context: Forbidden(str(error.detail)),
    exceptions.NotFound: lambda _error, _context: NotFound(),
    exceptions.MethodNotAllowed: lambda _error, context: MethodNotAllowed(
        method=context["request"].method, allowed=context["view"].allowed_methods
    ),
    exceptions.UnsupportedMediaType: lambda _error, _context: UnsupportedMediaType(),
}


def flat_errors(detail: Any, path: str = "") -> dict[str, list[str]]:
    """Flatten the framework's nested errors to `{"lines.0.quantity": ["…"]}`; what concerns no field is named `request`."""
    if isinstance(detail, Mapping):
        parts = [(_joined(path, str(name)), value) for name, value in detail.items()]
    elif isinstance(detail, Sequence) and not isinstance(detail, str) and any(_is_nested(each) for each in detail):
        parts = [(_joined(path, str(index)), value) for index, value in enumerate(detail) if value]
    else:
        sentences = detail if isinstance(detail, list | tuple) else [detail]
        return {path or "request": [str(each) for each in sentences]}
    found: dict[str, list[str]] = {}
    for name, value in parts:
        for field, sentences in flat_errors(value, name).items():
            found.setdefault(field, []).extend(sentences)
    return found


def _is_nested(value: Any) -> bool:
    return isinstance(value, Mapping | list | tuple)


def _joined(path: str, name: str) -> str:
    if name == "non_field_errors":
        return path or "request"
    return f"{path}.{name}" if path else name


def unknown_field() -> str:
    """Return the sentence for a field that the operation does not know."""
    return _("This field is not known here.")


def read_only_field() -> str:
    """Return the sentence for a field that a caller may read but not set."""
    return _("This field cannot be set.")
