"""The registry of invariants: what must always hold of stored data. `manage.py verify` checks them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.db import connection

Invariant = Callable[[], Iterable[str]]

_invariants: dict[str, Invariant] = {}


def invariant(name: str) -> Callable[[Invariant], Invariant]:
    """Register a check under a dotted name; it yields one sentence for each row that breaks the rule."""

    def decorate(check: Invariant) -> Invariant:
        _invariants[name] = check
        return check

    return decorate


def sql_invariant(name: str, sql: str, sentence: str) -> None:
    """Register a query for the rows that break the rule; `sentence` is formatted with each row's columns."""

    def check() -> Iterator[str]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            columns = [column.name for column in cursor.description]
            for row in cursor.fetchall():
                yield sentence.format(**dict(zip(columns, row, strict=True)))

    invariant(name)(check)


def invariants() -> dict[str, Invariant]:
    """Return every registered check by name."""
    return dict(sorted(_invariants.items()))
