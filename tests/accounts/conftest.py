from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from kernel.errors import DomainError
from kernel.models import OutboxEvent, StoredFile, TransitionLog


@pytest.fixture
def at_once() -> Callable[..., list[Any]]:
    """Run calls at the same time, each on a connection of its own; return results, or the codes of refusals."""

    def attempt(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()

    def run(*calls: Callable[[], Any]) -> list[Any]:
        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(attempt, calls))

    return run


@pytest.fixture
def published() -> Callable[[], list[str]]:
    """Return the wire names of what was announced, in order."""
    return lambda: list(OutboxEvent.objects.order_by("pk").values_list("name", flat=True))


@pytest.fixture
def steps() -> Callable[..., list[tuple[str, str]]]:
    """Return the recorded steps of one kind of document."""

    def read(document_type: str) -> list[tuple[str, str]]:
        rows = TransitionLog.objects.filter(document_type=document_type).order_by("pk")
        return list(rows.values_list("from_status", "to_status"))

    return read


@pytest.fixture
def stored_file() -> Callable[..., StoredFile]:
    """Make the row of a file of one company."""

    def make(organization: Any, name: str = "licence.png") -> StoredFile:
        return StoredFile.objects.create(
            organization_id=organization.pk,
            purpose="verification",
            path=f"{organization.pk}/{StoredFile.objects.count()}",
            name=name,
            content_type="image/png",
            size=1,
            sha256="0" * 64,
        )

    return make
