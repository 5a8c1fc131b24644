"""
Facts that one app announces and higher apps hear: written to the outbox in the same transaction, delivered at least once after it.

An event is a frozen dataclass that carries ids, never objects. Receivers tolerate repeats.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, ClassVar, Protocol, TypeVar, Union, get_args, get_origin, get_type_hints

from django.db import transaction

from kernel.models.outbox import OutboxEvent


@dataclass(frozen=True, kw_only=True)
class Event:
    """
    A fact in the past tense. Subclasses set `name`, the wire name (`orders.order.placed`), and add ids and plain values.

    `organization_ids` are the companies that the fact concerns: webhooks go to them and to nobody else. What is brought in from the past
    `is_history`: the outbox keeps it, and nobody is told, because nobody is to act on it.
    """

    name: ClassVar[str]
    occurred_at: datetime
    organization_ids: tuple[int, ...] = ()
    is_history: bool = False

    def payload(self) -> dict[str, Any]:
        """Return what goes over the wire, JSON-ready; what the outbox itself goes by stays inside."""
        values = asdict(self)
        return {key: _to_json(value) for key, value in values.items() if key not in _INSIDE}

    @classmethod
    def from_row(cls, row: OutboxEvent) -> Event:
        """Rebuild the event from its outbox row; members that this version does not know are dropped."""
        kinds = _kinds_of(cls)  # type: ignore[arg-type]
        values = {key: _from_json(value, kinds[key]) for key, value in row.payload.items() if key in kinds}
        return cls(**values, organization_ids=tuple(row.organization_ids))


_INSIDE = frozenset({"organization_ids", "is_history"})


def _to_json(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple | list):
        return [_to_json(item) for item in value]
    return value


@cache
def _kinds_of(event_type: type[Event]) -> dict[str, frozenset[Any]]:
    """Return the types that each member of an event may have, with those inside a union."""
    hints = get_type_hints(event_type)
    return {each.name: _kinds_in(hints[each.name]) for each in fields(event_type)}


def _kinds_in(hint: Any) -> frozenset[Any]:
    inside = get_args(hint) if isinstance(hint, UnionType) or get_origin(hint) is Union else (hint,)
    return frozenset(get_origin(each) or each for each in inside)


def _from_json(value: Any, kinds: frozenset[Any]) -> Any:
    """Turn what JSON can carry back into what the event declares."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, str) and str not in kinds:
        readers: dict[Any, Callable[[str], Any]] = {
            datetime: datetime.fromisoformat,
            date: date.fromisoformat,
            Decimal: Decimal,
        }
        reader = next((readers[kind] for kind in readers if kind in kinds), None)
        return reader(value) if reader else value
    return value


EventType = TypeVar("EventType", bound=Event)


class Receiver(Protocol):
    """A function that reacts to an event; `row` gives the stable `event_id` for its own idempotency."""

    def __call__(self, event: Any, *, row: OutboxEvent) -> None: ...


_types: dict[str, type[Event]] = {}
_receivers: dict[str, dict[str, Receiver]] = defaultdict(dict)
_listeners: list[Callable[[], None]] = []


def register(event_type: type[EventType]) -> type[EventType]:
    """Make an event known by its wire name. Used as a class decorator."""
    known = _types.setdefault(event_type.name, event_type)
    if known is not event_type:
        message = f"two events are called {event_type.name}"
        raise RuntimeError(message)
    return event_type


def receives(event_type: type[Event], *, uid: str) -> Callable[[Receiver], Receiver]:
    """Register a receiver of one event under a stable `uid`; registering twice under one uid replaces."""

    def decorate(receiver: Receiver) -> Receiver:
        _receivers[event_type.name][uid] = receiver
        return receiver

    return decorate


def receives_all(*, uid: str) -> Callable[[Receiver], Receiver]:
    """Register a receiver of every event (webhooks)."""

    def decorate(receiver: Receiver) -> Receiver:
        _receivers["*"][uid] = receiver
        return receiver

    return decorate


def receivers_of(name: str) -> dict[str, Receiver]:
    """Return the receivers of an event by uid."""
    return {**_receivers.get("*", {}), **_receivers.get(name, {})}


def event_types() -> dict[str, type[Event]]:
    """Return every known event by wire name."""
    return dict(_types)


def event_from_row(row: OutboxEvent) -> Event:
    """Rebuild the typed event of an outbox row."""
    return _types[row.name].from_row(row)


def on_outbox_filled(listener: Callable[[], None]) -> Callable[[], None]:
    """Register the wake-up call that follows a commit which published something. Used as a decorator."""
    _listeners.append(listener)
    return listener


def publish(*events: Event) -> None:
    """
    Write facts to the outbox inside the caller's transaction, in one statement, and wake the relay after the commit.

    :raises RuntimeError: outside a transaction, where a fact could be announced that never became true.
    """
    if not transaction.get_connection().in_atomic_block:
        message = "publish() needs the transaction that makes the fact true"
        raise RuntimeError(message)
    OutboxEvent.objects.bulk_create(_rows(events))
    if all(event.is_history for event in events):
        return
    for listener in _listeners:
        _call_once_after_commit(listener)


def _call_once_after_commit(listener: Callable[[], None]) -> None:
    """Register a listener unless a call of it already follows this commit: one wake-up is enough for many facts."""
    connection = transaction.get_connection()
    savepoints = set(connection.savepoint_ids)
    registered = any(call is listener and savepoints.issuperset(ids) for ids, call, _ in connection.run_on_commit)
    if not registered:
        transaction.on_commit(listener, robust=True)


def _rows(events: Iterable[Event]) -> list[OutboxEvent]:
    return [
        OutboxEvent(
            name=event.name,
            payload=event.payload(),
            occurred_at=event.occurred_at,
            organization_ids=list(event.organization_ids),
            is_relayed=event.is_history,
        )
        for event in events
    ]
