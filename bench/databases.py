"""The market is built once per set of migrations and kept as a template; every run works on a copy of it."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from bench.scale import Scale

ROOT = Path(__file__).resolve().parents[1]
Say = Callable[[str], None]


class Databases:
    """The databases on the server that `url` names; its role must be allowed to create databases."""

    def __init__(self, url: str, *, scale: Scale, environment: Mapping[str, str]) -> None:
        self.url = url
        self.scale = scale
        self.environment = dict(environment)
        name = urlsplit(url).path.strip("/")
        self.prefix = f"{name}_bench_{scale.products}_"
        self.template = f"{self.prefix}{_digest(scale)}"
        self.copy = f"{self.prefix}run"

    def url_of(self, name: str) -> str:
        """Return the address of another database on the server."""
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def prepare(self, say: Say) -> None:
        """Build the template unless there is one, and drop those of other migrations."""
        with self._cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [self.prefix])
            names = {name for (name,) in cursor.fetchall()}
            if self.template not in names:
                for name in sorted(names):
                    cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
                say(f"building {self.scale.products:,} products and {self.scale.buyers} buyers (once)")
                self._build(cursor)

    def renew(self) -> str:
        """Make a fresh copy of the template and return its address."""
        with self._cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {self.copy} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {self.copy} TEMPLATE {self.template} STRATEGY file_copy")
        return self.url_of(self.copy)

    def drop_copy(self) -> None:
        """Remove what the run has written."""
        with self._cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {self.copy} WITH (FORCE)")

    def _build(self, cursor: Any) -> None:
        unfinished = f"{self.prefix}unfinished"
        cursor.execute(f"CREATE DATABASE {unfinished} TEMPLATE template0 ENCODING 'UTF8'")
        environment = {**self.environment, "DATABASE_URL": self.url_of(unfinished)}
        fill = f"from bench.building import build\nfrom bench.scale import Scale\nbuild({self.scale!r})"
        for command in (["migrate", "--no-input", "-v", "0"], ["shell", "-v", "0", "-c", fill]):
            subprocess.run([sys.executable, "manage.py", *command], env=environment, cwd=ROOT, check=True)
        cursor.execute(f"ALTER DATABASE {unfinished} RENAME TO {self.template}")

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        connection = psycopg2.connect(self.url)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()


def _digest(scale: Scale) -> str:
    """Hash everything that decides what the template holds."""
    digest = hashlib.sha256(json.dumps(scale.market()).encode())
    sources = [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("platform/*/migrations/*.py")]
    sources += ROOT.glob("platform/reference/data/*")
    sources += [ROOT / "catalog/selectors/search.py", ROOT / "bench/market.py", ROOT / "bench/building.py"]
    for path in sorted(sources):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
