"""Count SQL statements in a pass of its own, inside one process, so that counting costs the measured runs nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.test import Client


class Counter:
    """Counts what Django sends; BEGIN and COMMIT are the driver's own and not among it."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: str | bytes, params: Any, many: bool, context: Any) -> Any:
        """Let a statement through."""
        self.statements.append(sql.decode() if isinstance(sql, bytes) else sql)
        return execute(sql, params, many, context)


def count_statements(requests: Sequence[Mapping[str, Any]]) -> tuple[float, list[str]]:
    """Return the statements per request over all but the first, which warms up, and those of the last."""
    client = Client(SERVER_NAME="127.0.0.1")
    total, last = 0, []
    for place, request in enumerate(requests):
        counter = Counter()
        with connection.execute_wrapper(counter):
            answer = client.generic(
                request["method"],
                request["path"],
                request["body"].encode(),
                content_type="application/json",
                headers=request["headers"],
            )
        if answer.status_code >= 300:
            raise RuntimeError(f"{request['path']}: {answer.status_code} {answer.content[:500]!r}")
        total += len(counter.statements) if place else 0
        last = counter.statements
    return total / max(1, len(requests) - 1), last


def main() -> None:
    """Read requests by workload from stdin, write the counts to stdout."""
    jobs = json.load(sys.stdin)
    json.dump({name: count_statements(requests) for name, requests in jobs.items()}, sys.stdout)
