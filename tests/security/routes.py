"""Every route of the URL configuration and every operation of the API's description, as data that tests are generated from."""

import inspect
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from openplatform.api.schema import openapi_document

WRITING = ("post", "put", "patch", "delete")
API_PREFIX = "api/v1/"


@dataclass(frozen=True)
class Route:
    """One pattern: its full name, its path with placeholders, and its view."""

    name: str
    path: str
    callback: Any
    arguments: tuple[str, ...]

    @cached_property
    def methods(self) -> tuple[str, ...]:
        """Return the methods that the view declares; a function's are not known, so GET and POST are tried."""
        view = getattr(self.callback, "view_class", None) or getattr(self.callback, "cls", None)
        if view is None:
            return ("get", "post")
        return tuple(name for name in ("get", *WRITING) if hasattr(view, name))

    @property
    def namespace(self) -> str:
        """Return what stands before the last colon."""
        return self.name.rpartition(":")[0]

    @property
    def short_name(self) -> str:
        """Return what stands behind it."""
        return self.name.rpartition(":")[2]

    @property
    def is_admin(self) -> bool:
        """Tell whether the back office serves it."""
        return self.path.startswith("admin/")

    @property
    def is_api(self) -> bool:
        """Tell whether the API serves it."""
        return self.path.startswith(API_PREFIX)

    def url(self, *args: object) -> str:
        """Return the address for these arguments."""
        return reverse(self.name, args=args)

    def __str__(self) -> str:
        return self.name


@cache
def all_routes() -> tuple[Route, ...]:
    """Return every pattern that is there."""
    return tuple(_walk(get_resolver()))


def _walk(resolver: Any, path: str = "", namespace: str = "") -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        full = path + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            arguments = tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex)
            inherited = tuple(name for name in _names_in(path) if name not in arguments)
            yield Route(f"{namespace}{pattern.name or ''}", full, pattern.callback, inherited + arguments)
        else:
            yield from _walk(pattern, full, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)


def _names_in(path: str) -> list[str]:
    return [part.partition(">")[0].rpartition(":")[2] for part in path.replace("?P<", "<").split("<")[1:]]


def grouped(routes: Iterable[Route]) -> dict[str, list[Route]]:
    """Put routes together by namespace, the back office's by app: one test each, which names what fails."""
    groups: dict[str, list[Route]] = {}
    for route in routes:
        app = route.path.split("/")[1] if route.is_admin else ""
        groups.setdefault(" ".join(filter(None, [route.namespace or "root", app])), []).append(route)
    return groups


@dataclass(frozen=True)
class Call:
    """One operation of the API as it is described."""

    id: str
    method: str
    path: str
    described: dict[str, Any]

    @property
    def parameters(self) -> tuple[str, ...]:
        """Return the names in the path."""
        return tuple(_names_in(self.path.replace("{", "<").replace("}", ">")))

    @property
    def has_key(self) -> bool:
        """Tell whether it asks for an Idempotency-Key."""
        return any(each["name"] == "Idempotency-Key" for each in self.described.get("parameters", []))

    @property
    def scopes(self) -> list[str]:
        """Return the scopes that a client needs; none for public operations."""
        return [scope for way in self.described.get("security", []) for scope in way.get("oauth2", [])]

    @property
    def media_type(self) -> str:
        """Return what the body must be, or nothing."""
        return next(iter(self.described.get("requestBody", {}).get("content", {})), "")

    def url(self, *values: str) -> str:
        """Return the address for these path parameters."""
        return self.path.format(**dict(zip(self.parameters, values, strict=True)))

    def __str__(self) -> str:
        return self.id


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI document."""
    loaded: dict[str, Any] = json.loads(openapi_document())
    return loaded


@cache
def all_calls() -> tuple[Call, ...]:
    """Return every operation that is described."""
    return tuple(
        Call(described["operationId"], method, path, described)
        for path, methods in document()["paths"].items()
        for method, described in methods.items()
    )


def is_class_view(callback: Any) -> bool:
    """Tell whether a view declares its methods."""
    return hasattr(callback, "view_class") or hasattr(callback, "cls") or inspect.isclass(callback)
