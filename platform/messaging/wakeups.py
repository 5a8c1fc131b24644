"""The wake-up call of the sender: services ring, whoever sends listens. What a lost call leaves, the beat schedule finds."""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def on_deliveries_queued(listener: Callable[[], None]) -> Callable[[], None]:
    """Register what follows a commit that has queued deliveries."""
    _listeners.append(listener)
    return listener


def wake_sender() -> None:
    """Tell the listeners that there is something to send."""
    for listener in _listeners:
        listener()
