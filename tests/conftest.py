"""What every test gets: a database of its own, keys of its own, English, UTC and no leftovers."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import TransactionTestCase, override_settings
from django.utils import timezone, translation

from tests.databases import TestServer
from tests.keyspace import start_new_keyspace


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Give this process a copy of the migrated template database."""
    server = TestServer(connections["default"].settings_dict)
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: server.restore())
    with django_db_blocker.unblock():
        server.prepare()
    yield
    with django_db_blocker.unblock():
        server.drop()
    patch.undo()


@pytest.fixture(autouse=True)
def isolated_test() -> Iterator[None]:
    """Start in English and UTC with an empty cache, whatever earlier requests have activated."""
    start_new_keyspace()
    with translation.override("en"), timezone.override("UTC"):
        yield


@pytest.fixture(autouse=True)
def steady_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a process keep what it remembers of the catalogue for the whole test: how much a page asks must not depend on the clock."""
    from catalog.selectors import categories, facets

    categories.forget_categories()
    facets.forget_facets()
    monkeypatch.setattr(categories, "MAX_AGE_SECONDS", 3600.0)
    monkeypatch.setattr(facets, "LIFETIME_SECONDS", 3600.0)


@pytest.fixture(scope="session", autouse=True)
def media_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep uploaded files out of the working tree."""
    with override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media"))):
        yield
