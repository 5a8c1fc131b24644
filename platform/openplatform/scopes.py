"""The registry of scopes: what an API client may be given, and which permissions that means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from accounts.enums import Audience
from accounts.permissions import permissions_of


@dataclass(frozen=True, slots=True)
class Scope:
    """A right that a client can be given, such as `orders.read`; its permissions are what the services ask for."""

    code: str
    label: str | Promise
    permissions: frozenset[str]

    def permissions_for(self, audiences: Iterable[Audience]) -> frozenset[str]:
        """Return what the scope gives a company that stands on these sides of a trade."""
        return self.permissions & _usable(audiences)


_scopes: dict[str, Scope] = {}


def register_scope(code: str, label: str | Promise, permissions: Iterable[str]) -> None:
    """Add a scope; apps call it from `ready()`. Permissions join when several apps register the same code."""
    known = _scopes.get(code)
    held = known.permissions if known else frozenset[str]()
    _scopes[code] = Scope(code, known.label if known else label, held | frozenset(str(each) for each in permissions))


def all_scopes() -> list[Scope]:
    """Return every scope in a stable order."""
    return [scope for _code, scope in sorted(_scopes.items())]


def scope_labels(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return codes with what they are called; a code that no app knows any more stands for itself."""
    return [(code, str(_scopes[code].label) if code in _scopes else code) for code in codes]


def scopes_for(audiences: Iterable[Audience]) -> list[Scope]:
    """Return the scopes that mean something to companies on these sides of a trade."""
    usable = _usable(audiences)
    return [scope for scope in all_scopes() if scope.permissions & usable]


def permissions_from_scopes(codes: Iterable[str], audiences: Iterable[Audience]) -> frozenset[str]:
    """Return what the scopes allow, limited to what companies on these sides of a trade can do at all."""
    granted = frozenset[str]().union(*(_scopes[code].permissions for code in codes if code in _scopes))
    return granted & _usable(audiences)


def _usable(audiences: Iterable[Audience]) -> frozenset[str]:
    return frozenset[str]().union(*(permissions_of(audience) for audience in audiences))
