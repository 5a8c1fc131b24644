"""
Keep what PostgreSQL knows in the process until somebody announces a change.

Every process compares one token in Redis with the one it loaded under, at most every `REFERENCE_CHECK_SECONDS`; a changed token makes
it load again. What was changed past the services, or while Redis was away, is seen after `REFERENCE_RELOAD_SECONDS`.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from functools import wraps
from typing import NamedTuple, ParamSpec, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.db import transaction

P = ParamSpec("P")
T = TypeVar("T")

TOKEN_KEY = "reference:token"  # noqa: S105 - names a version, guards nothing
KEPT_VALUES_MAX = 512


class _Kept(NamedTuple):
    token: str | None
    loaded_at: float
    value: object


class _Clock:
    """The token this process believes to be current, and when it last asked."""

    token: str | None = None
    checked_at: float = float("-inf")


def announce_change() -> None:
    """Make every process load again once the current transaction has committed; inside it, reads go to the database."""
    transaction.on_commit(_change_token)


def cached_until_changed(load: Callable[P, T]) -> Callable[P, T]:
    """Keep what `load` returns, by its positional arguments, until a change is announced or the value is old."""
    kept: dict[tuple[object, ...], _Kept] = {}

    @wraps(load)
    def get(*args: P.args, **kwargs: P.kwargs) -> T:
        if _change_is_pending():
            return load(*args, **kwargs)
        # The token is read before the rows: a change in between only makes the next reader load once more.
        token, now = _current_token(), time.monotonic()
        found = kept.get(args)
        if found and found.token == token and now - found.loaded_at < settings.REFERENCE_RELOAD_SECONDS:
            return found.value  # type: ignore[return-value]
        value = load(*args, **kwargs)
        if len(kept) >= KEPT_VALUES_MAX:
            kept.clear()
        kept[args] = _Kept(token, now, value)
        return value

    return get


def _current_token() -> str | None:
    now = time.monotonic()
    if now - _Clock.checked_at >= settings.REFERENCE_CHECK_SECONDS:
        _Clock.token, _Clock.checked_at = caches["copies"].get(TOKEN_KEY), now
    return _Clock.token


def _change_token() -> None:
    token = uuid.uuid4().hex
    caches["copies"].set(TOKEN_KEY, token, timeout=None)
    _Clock.token, _Clock.checked_at = token, time.monotonic()


def _change_is_pending() -> bool:
    """Tell whether this connection's open transaction has announced a change; a rollback forgets it together with the rows."""
    return any(callback is _change_token for _sids, callback, _robust in transaction.get_connection().run_on_commit)
