"""Start every process in order, watch over them, and stop them all."""

import contextlib
import fcntl
import hashlib
import json
import os
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psutil

from launcher.environment import application_environment
from launcher.errors import LauncherError
from launcher.layout import Layout
from launcher.log import Log
from launcher.processes import Child, free_port, is_free
from launcher.servers import OWNER_LOCK, Addresses, Servers, state_of, try_lock

DEFAULT_PORT = 8000
HEALTH_SECONDS_MAX = 90
STOP_SECONDS = {"programs": 5.0, "servers": 3.0}
STEADY_SECONDS = 60.0
BACKOFF_SECONDS_MAX = 15.0


class Stopped(Exception):
    """Somebody asked us to stop while we were starting."""


@dataclass(frozen=True)
class Options:
    """What `./run` was asked for."""

    host: str
    port: int | None
    demo: bool
    debug: bool


class Supervisor:
    """One running instance."""

    def __init__(self, layout: Layout, options: Options) -> None:
        """Remember what to start; nothing is touched yet."""
        self.layout = layout
        self.options = options
        self.stop_asked = threading.Event()
        self.children: list[Child] = []
        self.servers: Servers | None = None
        self.log: Log | None = None

    # ── The whole life ───────────────────────────────────────────────────────────────────────────────────────────────

    def run(self) -> int:
        """
        Start, watch until asked to stop, stop; return the exit code.

        :raises LauncherError: when it cannot start.
        """
        self.layout.prepare()
        with (self.layout.data / OWNER_LOCK).open("a") as lock:
            self._be_the_only_one(lock)
            self._end_leftovers()
            self.log = Log(self.layout.logs / "tongshang.log")
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, self._ask_to_stop)
            try:
                self._start()
                self._watch()
            except Stopped:
                pass
            finally:
                self._stop()
                fcntl.flock(lock, fcntl.LOCK_UN)
        return 0

    def _start(self) -> None:
        port = self._choose_port()
        self.servers = Servers(self.layout, disposable=False, sink=self._line)
        self.say("starting PostgreSQL and Redis")
        addresses = self.servers.start()
        self.children = list(self.servers.children)
        environment = application_environment(self.layout, addresses, debug=self.options.debug)
        self._write_state(addresses, port)
        self._migrate(environment)
        logins = self._load_demo(environment)
        self._start_programs(environment, port)
        self._write_state(addresses, port)
        self._wait_for_health(port)
        self._greet(port, logins)

    def _watch(self) -> None:
        while not self.stop_asked.wait(0.25):
            for child in self.children:
                if not child.is_running():
                    self._restart(child)
                elif time.monotonic() - child.started_at > STEADY_SECONDS:
                    child.failures = 0

    def _stop(self) -> None:
        programs = [child for child in self.children if child.name in PROGRAM_NAMES]
        if self.log:
            self.say("stopping")
        for child in programs:
            child.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS["programs"]
        for child in programs:
            child.wait(deadline - time.monotonic())
            child.kill_group()
        if self.servers:
            self.servers.stop(seconds=STOP_SECONDS["servers"])
        self.layout.state.unlink(missing_ok=True)
        if self.log:
            self.say("stopped")

    # ── Before the start ─────────────────────────────────────────────────────────────────────────────────────────────

    def _be_the_only_one(self, lock: Any) -> None:
        if try_lock(lock):
            return
        state = self.layout.read_state()
        if state.get("supervisor"):
            raise LauncherError(
                f"it already runs at {state.get('url')} (process {state.get('owner_pid')}): stop that one first,"
                " or name another folder with --data-dir."
            )
        raise LauncherError(
            f"another command uses {self.layout.data}: wait for it, or name another folder with --data-dir."
        )

    def _end_leftovers(self) -> None:
        """End processes of a supervisor that was killed where the kernel does not do it for us."""
        for pid, created in self.layout.read_state().get("processes", {}).items():
            with contextlib.suppress(psutil.Error, ProcessLookupError, PermissionError):
                if abs(psutil.Process(int(pid)).create_time() - created) < 1:
                    os.killpg(int(pid), signal.SIGKILL)
                    time.sleep(0.5)

    def _choose_port(self) -> int:
        wanted = self.options.port or int(os.environ.get("PORT", "0"))
        if wanted:
            if not is_free(self.options.host, wanted):
                raise LauncherError(
                    f"port {wanted} is used by another program (or may not be opened): stop that program,"
                    " or name another port with --port."
                )
            return wanted
        if is_free(self.options.host, DEFAULT_PORT):
            return DEFAULT_PORT
        port = next((each for each in range(8001, 8100) if is_free(self.options.host, each)), 0) or free_port()
        self.say(f"port {DEFAULT_PORT} is used by another program, so this is port {port}")
        return port

    # ── One after the other ──────────────────────────────────────────────────────────────────────────────────────────

    def _migrate(self, environment: dict[str, str]) -> None:
        marker = self.layout.data / "migrated"
        digest = migrations_digest(self.layout)
        embedded = self.servers is not None and self.servers.postgres is not None
        is_new = embedded and self.servers.postgres.is_new  # type: ignore[union-attr]
        if embedded and not is_new and marker.exists() and marker.read_text() == digest:
            return
        self.say("migrating the database")
        self._run_once("migrate", environment, "migrate", "--no-input", "--verbosity", "1")
        marker.write_text(digest)

    def _load_demo(self, environment: dict[str, str]) -> str:
        """Load the demo data on the first start of an embedded database; return the logins to print."""
        marker = self.layout.data / "demo-loaded"
        embedded = self.servers is not None and self.servers.postgres is not None
        if embedded and self.servers.postgres.is_new:  # type: ignore[union-attr]
            marker.unlink(missing_ok=True)
        if marker.exists():
            return marker.read_text()
        command_exists = (self.layout.root / "demo" / "management" / "commands" / "demo.py").exists()
        if not (self.options.demo and embedded and command_exists):
            return ""
        self.say("filling in the demo data (once)")
        try:
            self._run_once("demo", environment, "demo")
            logins = "\n".join(self._run_once("logins", environment, "demo", "--logins", quiet=True))
        except LauncherError as error:
            self.say(f"no demo data: {error} Everything else works; ./run reset begins anew.")
            return ""
        marker.write_text(logins)
        return logins

    def _run_once(self, name: str, environment: dict[str, str], *arguments: str, quiet: bool = False) -> list[str]:
        lines: list[str] = []

        def sink(_: str, line: str) -> None:
            lines.append(line)
            if not quiet:
                self._line(name, line)

        command = [sys.executable, "manage.py", *arguments]
        child = Child(name=name, command=command, environment=environment, folder=self.layout.root, sink=sink)
        child.start()
        try:
            while not child.wait(0.2):
                self._check_stop()
        finally:
            child.ask_to_stop()
            child.wait(3)
            child.kill_group()
        code = child.process.returncode if child.process else 1
        if code:
            raise LauncherError(
                f"`manage.py {arguments[0]}` failed ({child.last_words()}): the lines above and {self.layout.logs} say why."
            )
        time.sleep(0.05)
        return lines

    def _start_programs(self, environment: dict[str, str], port: int) -> None:
        self.say("starting web server, worker and beat")
        for name, command in program_commands(host=self.options.host, port=port).items():
            child = Child(
                name=name,
                command=[sys.executable, *command],
                environment={**environment, **PROGRAM_ENVIRONMENT.get(name, {})},
                folder=self.layout.root,
                sink=self._line,
                death_signal=DEATH_SIGNALS.get(name),
            )
            child.start()
            self.children.append(child)

    def _wait_for_health(self, port: int) -> None:
        deadline = time.monotonic() + HEALTH_SECONDS_MAX
        answer = "no answer"
        while time.monotonic() < deadline:
            self._check_stop()
            for child in self.children:
                if not child.is_running():
                    self._restart(child)
            healthy, answer = health(self.options.host, port)
            if healthy:
                return
            self.stop_asked.wait(0.3)
        self.say(f"not healthy after {HEALTH_SECONDS_MAX} s ({answer}); it keeps running, see the lines above")

    def _greet(self, port: int, logins: str) -> None:
        seconds = time.monotonic() - STARTED_AT
        host = "localhost" if self.options.host in {"127.0.0.1", "0.0.0.0", "::"} else self.options.host  # noqa: S104
        lines = [f"Tongshang 通商 is ready at http://{host}:{port}/ after {seconds:.0f} s", *logins.splitlines()]
        lines.append("Ctrl-C stops everything.")
        for line in lines:
            self.say(line)

    # ── Small things ─────────────────────────────────────────────────────────────────────────────────────────────────

    def say(self, line: str) -> None:
        """Write a line of our own."""
        if self.log:
            self.log.write("run", line)

    def _line(self, name: str, line: str) -> None:
        if self.log:
            self.log.write(name, line)

    def _ask_to_stop(self, *_: Any) -> None:
        self.stop_asked.set()

    def _check_stop(self) -> None:
        if self.stop_asked.is_set():
            raise Stopped

    def _restart(self, child: Child) -> None:
        code = child.process.returncode if child.process else None
        pause = min(0.5 * 2**child.failures, BACKOFF_SECONDS_MAX) if child.failures else 0.0
        child.failures += 1
        self.say(f"{child.name} ended ({describe_exit(code)}); starting it again in {pause:.0f} s")
        child.kill_group()
        if not self.stop_asked.wait(pause):
            child.start()
            self._write_processes()

    def _write_state(self, addresses: Addresses, port: int) -> None:
        url = f"http://{self.options.host}:{port}/"
        self.layout.write_state(state_of(addresses, supervisor=True, url=url))
        self._write_processes()

    def _write_processes(self) -> None:
        processes = {}
        for child in self.children:
            with contextlib.suppress(psutil.Error):
                processes[str(child.pid)] = psutil.Process(child.pid).create_time()
        names = {child.name: child.pid for child in self.children}
        self.layout.write_state({**self.layout.read_state(), "processes": processes, "names": names})


PROGRAM_NAMES = ("web", "worker", "beat")
STARTED_AT = time.monotonic()
# A worker whose supervisor was killed must not wait for its tasks: the servers are gone as well.
DEATH_SIGNALS = {"worker": signal.SIGQUIT}
# Celery warns about root at length; on a machine where everything is root's, that is nothing new.
PROGRAM_ENVIRONMENT = {"worker": {"C_FORCE_ROOT": "1", "PYTHONWARNINGS": "ignore:::celery.platforms"}}


def program_commands(*, host: str, port: int) -> dict[str, Sequence[str]]:
    """Return the command line of each program, after the interpreter."""
    celery = ["-m", "celery", "--quiet", "--app", "config.celery"]
    return {
        "web": [
            *("-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "2"),
            *("--blocking-threads", "4", "--workers-kill-timeout", "3", "--respawn-failed-workers"),
            *("--no-ws", "--log-level", "warning", "config.wsgi:application"),
        ],
        "worker": [
            *celery,
            *("worker", "--concurrency", "2", "--queues", "default,bulk", "--without-gossip", "--without-mingle"),
            *("--loglevel", "INFO"),
        ],
        "beat": [*celery, "beat", "--loglevel", "WARNING", "--pidfile="],
    }


def migrations_digest(layout: Layout) -> str:
    """Hash every migration and the lock file: equal hashes mean that there is nothing to migrate."""
    digest = hashlib.sha256((layout.root / "requirements.lock").read_bytes())
    folders = [layout.root, layout.root / "platform"]
    for path in sorted(path for folder in folders for path in folder.glob("*/migrations/*.py")):
        digest.update(str(path.relative_to(layout.root)).encode() + path.read_bytes())
    return digest.hexdigest()


def health(host: str, port: int) -> tuple[bool, str]:
    """Ask `/healthz`; return whether all is well, and the answer."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - not a bind
    try:
        with urllib.request.urlopen(f"http://{host}:{port}/healthz", timeout=5) as response:
            return True, response.read().decode()
    except urllib.error.HTTPError as error:
        return False, error.read().decode("utf-8", "replace")[:200]
    except (OSError, json.JSONDecodeError) as error:
        return False, str(error)


def describe_exit(code: int | None) -> str:
    """Say how a process ended."""
    if code is None:
        return "unknown"
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
