"""How services ask for a worker without knowing the task: the job row is the work, a lost wake-up only costs seconds."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

_listeners: list[Callable[[], None]] = []


def on_work(listener: Callable[[], None]) -> Callable[[], None]:
    """Register what wakes a worker."""
    _listeners.append(listener)
    return listener


def announce_work() -> None:
    """Wake a worker after the commit."""
    for listener in _listeners:
        transaction.on_commit(listener, robust=True)
