"""PostgreSQL and Redis for a command: those of a running instance, the user's own, or ours for as long as it takes."""

import contextlib
import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from launcher.errors import LauncherError
from launcher.layout import Layout
from launcher.postgres import Postgres
from launcher.processes import Child, LineSink
from launcher.redis_server import Redis

WAIT_FOR_OTHERS_SECONDS_MAX = 60
DEFAULT_PORTS = {"DATABASE_URL": 5432, "REDIS_URL": 6379}
OWNER_LOCK, USERS_LOCK = ".lock", ".users"


@dataclass(frozen=True)
class Addresses:
    """Where the servers answer."""

    database_url: str
    redis_url: str


class Servers:
    """The embedded servers that stand in for `DATABASE_URL` and `REDIS_URL` where these are not set."""

    def __init__(self, layout: Layout, *, disposable: bool, sink: LineSink | None, **postgres: Any) -> None:
        """Describe them, with further options of `Postgres`; nothing is touched yet."""
        self.own_database_url = os.environ.get("DATABASE_URL", "")
        self.own_redis_url = os.environ.get("REDIS_URL", "")
        self.postgres = (
            None if self.own_database_url else Postgres(layout, disposable=disposable, sink=sink, **postgres)
        )
        self.redis = None if self.own_redis_url else Redis(layout, disposable=disposable, sink=sink)
        self.children: list[Child] = []

    def start(self) -> Addresses:
        """
        Start what is ours and wait until it answers.

        :raises LauncherError: when one of them cannot start.
        """
        ensure_answers("DATABASE_URL", self.own_database_url)
        ensure_answers("REDIS_URL", self.own_redis_url)
        ours: list[Redis | Postgres] = [server for server in (self.redis, self.postgres) if server]
        for server in ours:
            server.prepare()
            self.children.append(server.child())
            self.children[-1].start()
        for server, child in zip(ours, self.children, strict=True):
            server.wait_until_ready(child)
        return Addresses(
            database_url=self.postgres.url if self.postgres else self.own_database_url,
            redis_url=self.redis.url if self.redis else self.own_redis_url,
        )

    def stop(self, *, seconds: float) -> None:
        """Stop what is ours, politely for so many seconds."""
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + seconds
        for child in self.children:
            child.wait(deadline - time.monotonic())
            child.kill_group()


@contextmanager
def servers_for(layout: Layout, *, disposable: bool, **postgres: Any) -> Iterator[Addresses]:
    """
    Yield the addresses of running servers, and stop them afterwards if they were started here; see `Postgres` for options.

    Commands that run at the same time share the servers of the first.
    """
    layout.prepare()
    with (layout.data / USERS_LOCK).open("a") as users, (layout.data / OWNER_LOCK).open("a") as owner:
        fcntl.flock(users, fcntl.LOCK_SH)
        if not try_lock(owner):
            yield _wait_for_addresses(layout)
            return
        servers = Servers(layout, disposable=disposable, sink=_quiet_log(layout), **postgres)
        try:
            addresses = servers.start()
            layout.write_state(state_of(addresses, supervisor=False))
            yield addresses
        finally:
            _wait_for_other_users(users)
            layout.state.unlink(missing_ok=True)
            servers.stop(seconds=8)


def state_of(addresses: Addresses, *, supervisor: bool, **more: Any) -> dict[str, Any]:
    """Describe the running servers for other commands."""
    urls = {"database_url": addresses.database_url, "redis_url": addresses.redis_url}
    return {"owner_pid": os.getpid(), "supervisor": supervisor, **urls, **more}


def try_lock(file: Any) -> bool:
    """Take the lock on the data folder; False when another process has it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def ensure_answers(name: str, url: str) -> None:
    """
    Look for the user's own server before anything fails in many lines.

    :raises LauncherError: when nobody listens at the address.
    """
    parts = urlsplit(url)
    port = parts.port or DEFAULT_PORTS[name]
    if not parts.hostname:
        return
    try:
        socket.create_connection((parts.hostname, port), timeout=5).close()
    except OSError as error:
        raise LauncherError(
            f"nothing answers at {parts.hostname}:{port}: start that server, correct {name}, or unset it to use the"
            " embedded one."
        ) from error


def answers(url: str) -> bool:
    """Say whether something listens at the host and port of a URL."""
    parts = urlsplit(url)
    with contextlib.suppress(OSError), socket.create_connection((parts.hostname or "", parts.port or 0), timeout=1):
        return True
    return False


def _wait_for_addresses(layout: Layout) -> Addresses:
    deadline = time.monotonic() + WAIT_FOR_OTHERS_SECONDS_MAX
    while time.monotonic() < deadline:
        state = layout.read_state()
        if state and answers(state["database_url"]) and answers(state["redis_url"]):
            return Addresses(database_url=state["database_url"], redis_url=state["redis_url"])
        time.sleep(0.2)
    raise LauncherError(
        f"another command has been starting servers in {layout.data} for too long: stop it and try again."
    )


def _wait_for_other_users(users: Any) -> None:
    # From shared to exclusive: granted when every other command has let go.
    if not try_lock(users):
        print("run: waiting for other commands that use the same database", flush=True)
        fcntl.flock(users, fcntl.LOCK_EX)


def _quiet_log(layout: Layout) -> LineSink:
    path = layout.logs / "servers.log"

    def write(name: str, line: str) -> None:
        with path.open("a") as file:
            file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {name:<8} | {line}\n")

    return write
