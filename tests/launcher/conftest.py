"""Instances for the launcher's tests: the real programs, in a data folder of their own."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from launcher.processes import free_port

ROOT = Path(__file__).resolve().parents[2]
SERVERS_OF_OURS = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "TONGSHANG_VAR_DIR", "SECRET_KEY")


def clean_environment() -> dict[str, str]:
    """Return the environment of a user who has set nothing."""
    kept = {name: value for name, value in os.environ.items() if name not in SERVERS_OF_OURS}
    return {**kept, "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}", "TONGSHANG_ROOT": str(ROOT)}


def run_launcher(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of `./run` to its end."""
    command = [sys.executable, "-m", "launcher", *arguments]
    environment = clean_environment() | variables
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


@dataclass
class Instance:
    """One `./run` and what it says."""

    data: Path
    port: int
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @classmethod
    def start(cls, data: Path, port: int | None = None) -> "Instance":
        """Start and read along."""
        port = port or free_port()
        command = [sys.executable, "-m", "launcher", "--no-demo", "--port", str(port), "--data-dir", str(data)]
        process = subprocess.Popen(
            command,
            env=clean_environment(),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        instance = cls(data=data, port=port, process=process)
        threading.Thread(target=instance._read, daemon=True).start()
        return instance

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(line.rstrip() for line in self.process.stdout)

    def wait_for(self, pattern: str, *, seconds: float = 240, after: int = 0) -> int:
        """Wait for a line; return the number of lines up to it."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for number, line in enumerate(self.lines[after:], start=after + 1):
                if re.search(pattern, line):
                    return number
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError(f"no {pattern!r} within {seconds} s in:\n" + "\n".join(self.lines[-40:]))

    def health(self) -> tuple[int, dict[str, str]]:
        """Ask `/healthz`; status 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=10) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)
        except OSError:
            return 0, {}

    def wait_for_health(self, *, seconds: float = 120) -> None:
        """Wait until everything answers."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.health()[0] == 200:
                return
            time.sleep(0.2)
        raise AssertionError("not healthy:\n" + "\n".join(self.lines[-40:]))

    def pid_of(self, name: str) -> int:
        """Return the process id of one program."""
        return int(json.loads((self.data / "state.json").read_text())["names"][name])

    def family(self) -> list[psutil.Process]:
        """List the supervisor and every process below it."""
        supervisor = psutil.Process(self.process.pid)
        return [supervisor, *supervisor.children(recursive=True)]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop; return the exit code."""
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(number)
        return self.process.wait(timeout=30)


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """Yield a data folder that the tests of a module share."""
    with tempfile.TemporaryDirectory(prefix="tongshang-instance-") as folder:
        yield Path(folder) / "var"


@pytest.fixture(scope="module")
def started() -> Iterator[list[Instance]]:
    """Collect the instances of a module; stop what the last test leaves running."""
    instances: list[Instance] = []
    yield instances
    for each in instances:
        if each.process.poll() is None:
            each.stop()


@pytest.fixture
def instance(data: Path, started: list[Instance]) -> Instance:
    """Return an instance that is ready: the one that an earlier test has left running, or a new one."""
    if not started or started[-1].process.poll() is not None:
        started.append(Instance.start(data))
        started[-1].wait_for("is ready at")
    return started[-1]
