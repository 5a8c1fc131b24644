"""
Databases for tests: one migrated template per set of migrations, and a copy of it for every process.

A copy takes some 40 ms, so that tests with real transactions get a fresh copy too: the append-only tables refuse the
`TRUNCATE` that Django would use, and what migrations have filled in stays there.
"""

import hashlib
import os
import re
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import psycopg2
from django.apps import apps
from django.core.management import call_command
from django.db import connections

TEMPLATES_KEPT = 8
TEMPLATE_PREFIX = "tongshang_template_"
HOST = hashlib.sha256(socket.gethostname().encode()).hexdigest()[:6]
COPY_PREFIX = f"tongshang_test_{HOST}_"


class ServerUnreachable(Exception):
    """The PostgreSQL server for tests does not answer."""


def migrations_digest() -> str:
    """Hash everything that decides what a migrated database looks like."""
    digest = hashlib.sha256(django.get_version().encode())
    for config in sorted(apps.get_app_configs(), key=lambda each: each.label):
        folder = Path(config.path)
        for path in sorted([*folder.glob("migrations/*.py"), *folder.glob("migrations/*.sql"), *folder.glob("data/*")]):
            if path.is_file():
                digest.update(f"{config.label}/{path.name}".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


class TestServer:
    """The server that `DATABASE_URL` names, and the databases made on it."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.template = TEMPLATE_PREFIX + migrations_digest()
        self.copy = f"{COPY_PREFIX}{os.getpid()}_{secrets.token_hex(3)}"

    @contextmanager
    def cursor(self) -> Iterator[Any]:
        """Yield a cursor outside any transaction on the maintenance database."""
        keys = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
        address = {ours: self.settings[theirs] for ours, theirs in keys.items() if self.settings.get(theirs)}
        try:
            connection = psycopg2.connect(dbname="postgres", connect_timeout=5, **address)
        except psycopg2.OperationalError as error:
            message = (
                f"No PostgreSQL for tests at {address.get('host')}:{address.get('port')}; use ./run test. ({error})"
            )
            raise ServerUnreachable(message) from error
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    def prepare(self) -> None:
        """Make the template unless it is there, drop what dead processes left, and make this process's copy."""
        with self.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [self.template])
            if not _exists(cursor, self.template):
                self._build_template(cursor)
            cursor.execute(f"COMMENT ON DATABASE {self.template} IS '{time.time():.0f}'")
            cursor.execute("SELECT pg_advisory_unlock_all()")
            _drop_stale(cursor, keep=self.template)
            self._make_copy(cursor)
        self.settings["NAME"] = self.copy

    def restore(self) -> None:
        """Throw away what a test with real transactions has written."""
        connections.close_all()
        with self.cursor() as cursor:
            _drop(cursor, self.copy)
            self._make_copy(cursor)

    def drop(self) -> None:
        """Drop this process's copy."""
        connections.close_all()
        with self.cursor() as cursor:
            _drop(cursor, self.copy)

    def _build_template(self, cursor: Any) -> None:
        unfinished = f"{COPY_PREFIX}{os.getpid()}_{secrets.token_hex(3)}"
        cursor.execute(f"CREATE DATABASE {unfinished} TEMPLATE template0 ENCODING 'UTF8'")
        self.settings["NAME"] = unfinished
        try:
            call_command("migrate", verbosity=0, interactive=False)
            connections.close_all()
            cursor.execute(f"ALTER DATABASE {unfinished} RENAME TO {self.template}")
        except BaseException:
            connections.close_all()
            _drop(cursor, unfinished)
            raise

    def _make_copy(self, cursor: Any) -> None:
        cursor.execute(f"CREATE DATABASE {self.copy} TEMPLATE {self.template} STRATEGY file_copy")


def _exists(cursor: Any, name: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return cursor.fetchone() is not None


def _drop(cursor: Any, name: str) -> None:
    cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _drop_stale(cursor: Any, *, keep: str) -> None:
    """Drop copies whose process has died, and the templates used longest ago."""
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [COPY_PREFIX.replace("_", r"\_") + "%"])
    for (name,) in cursor.fetchall():
        if not _is_alive(int(re.match(rf"{COPY_PREFIX}(\d+)_", name)[1])):
            _drop(cursor, name)
    cursor.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s AND datname <> %s"
        " ORDER BY coalesce(shobj_description(oid, 'pg_database'), '') DESC OFFSET %s",
        [TEMPLATE_PREFIX.replace("_", r"\_") + "%", keep, TEMPLATES_KEPT - 1],
    )
    for (name,) in cursor.fetchall():
        # Without FORCE: a template that another process is copying right now stays.
        try:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        except psycopg2.errors.ObjectInUse:
            continue


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
