"""One declaration per operation: what it is called, who may call it, what goes in and out. Enforced, and written to the schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.functional import Promise
from django_filters import FilterSet
from rest_framework import serializers

from kernel.errors import DomainError
from openplatform.api.idempotency import idempotent as once_per_key

Handler = TypeVar("Handler", bound=Callable[..., Any])
SerializerType = type[serializers.BaseSerializer[Any]]


@dataclass(frozen=True, slots=True)
class Operation:
    """What is declared about one method of one resource."""

    id: str
    tag: str
    summary: str | Promise
    scope: str | None
    accepts: SerializerType | None = None
    returns: SerializerType | None = None
    status: int = 200
    many: bool = False
    paged: bool = False
    filters: type[FilterSet] | None = None
    parameters: Sequence[Any] = ()
    idempotent: bool = False
    bulk: bool = False
    public: bool = False
    refuses: Sequence[type[DomainError]] = field(default_factory=tuple)
    description: str | Promise = ""
    # Answers besides the usual ones, by status; one for a refusal's status takes the place of the problem document.
    answers: Mapping[int, SerializerType] = field(default_factory=dict)


def operation(operation_id: str, **declared: Any) -> Callable[[Handler], Handler]:
    """
    Declare a handler of an `ActorAPIView`; the keywords are the members of `Operation`.

    `scope` is what a client needs (a signed-in person needs the permission, which the service checks), `public` lets in whoever
    asks, `idempotent` asks for an Idempotency-Key, `bulk` documents `{"rows": [accepts]}` and a `BulkResult`, `paged` a `CursorPage`.
    """
    described = Operation(operation_id, **declared)

    def declare(handler: Handler) -> Handler:
        wrapped = once_per_key(handler) if described.idempotent else handler
        wrapped.operation = described  # type: ignore[attr-defined]
        return wrapped

    return declare


def operation_of(view: Any, method: str | None) -> Operation | None:
    """Return the declaration of a view's handler for an HTTP method."""
    name = "get" if method in ("HEAD", "head") else (method or "").lower()
    return getattr(getattr(view, name, None), "operation", None)
