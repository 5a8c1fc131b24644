"""Child processes that cannot outlive us: own session, own death signal, output line by line."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LineSink = Callable[[str, str], None]


@dataclass(frozen=True)
class Account:
    """An operating-system account."""

    name: str
    uid: int
    gid: int

    def __str__(self) -> str:
        return self.name


def server_account() -> Account | None:
    """Return the account for servers that refuse to run as root; None when we are an ordinary user."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(name=name, uid=entry.pw_uid, gid=entry.pw_gid)
    return Account(name="65534", uid=65534, gid=65534)


def open_path_for(account: Account | None, path: Path) -> None:
    """Let the account walk to `path`: set only the search bit on parents that lack it, and say so."""
    for folder in reversed(path.resolve().parents) if account else []:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode & 0o7777 | 0o001)
            print(
                f"run: {folder} may now be passed through (o+x), so that {account} reaches its files", file=sys.stderr
            )


def free_port() -> int:
    """Return a port on the loopback interface that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(host: str, port: int) -> bool:
    """Say whether a server could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


@dataclass
class Child:
    """One program under our care."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    # What the kernel sends when we die without stopping it; the stop signal unless told.
    death_signal: signal.Signals | None = None
    sink: LineSink | None = None
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    tail: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Start it; call only from the main thread, whose death is what the kernel reports to the child."""
        as_user = {"user": self.account.uid, "group": self.account.gid, "extra_groups": []} if self.account else {}
        # Again at every start: other programs may have closed a folder above, as pytest does with its temporary one.
        open_path_for(self.account, self.folder)
        self.process = subprocess.Popen(
            [*self._death_watch(), *self.command],
            env=dict(self.environment),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **as_user,  # type: ignore[call-overload]
        )
        self.started_at = time.monotonic()
        threading.Thread(target=self._pump, args=(self.process,), daemon=True).start()

    @property
    def pid(self) -> int | None:
        """The process id, once started."""
        return self.process.pid if self.process else None

    def is_running(self) -> bool:
        """Say whether it runs."""
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        """Send the signal that it takes as a polite request."""
        if self.process is not None and self.is_running():
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(self.stop_signal)

    def wait(self, seconds: float) -> bool:
        """Wait for its end; False when it still runs."""
        if self.process is None:
            return True
        try:
            self.process.wait(timeout=max(seconds, 0.01))
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill_group(self) -> None:
        """End whatever is left of it and of its own children."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.wait(2)

    def last_words(self) -> str:
        """Return its last line of output."""
        return self.tail[-1] if self.tail else "no output"

    def _death_watch(self) -> list[str]:
        """Return the command that asks Linux to signal the child when we die; elsewhere the next start cleans up."""
        setpriv = shutil.which("setpriv") if sys.platform == "linux" else None
        name = (self.death_signal or self.stop_signal).name.removeprefix("SIG")
        return [setpriv, "--pdeathsig", name] if setpriv else []

    def _pump(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        for raw in process.stdout:
            line = raw.decode("utf-8", "replace").rstrip()
            self.tail = [*self.tail[-30:], line]
            if self.sink is not None:
                self.sink(self.name, line)
