"""The measured stack: PostgreSQL as given, the web server as `./run` starts it, and a worker where work is done in the background."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import psycopg2

from bench import processes
from bench.paths import EMPTY_PATH
from launcher.processes import Child, free_port
from launcher.supervisor import PROGRAM_ENVIRONMENT, program_commands

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
START_SECONDS_MAX = 120


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request of a script."""

    path: str
    key: str = ""
    method: str = "GET"
    body: str = ""
    idempotency_key: str = ""
    content_type: str = "application/json"

    @property
    def headers(self) -> dict[str, str]:
        """The headers that an ERP system sends."""
        headers = {"Accept": "application/json"}
        headers |= {"Authorization": f"Bearer {self.key}"} if self.key else {}
        headers |= {"Idempotency-Key": self.idempotency_key} if self.idempotency_key else {}
        return headers | ({"Content-Type": self.content_type} if self.body else {})

    def message(self) -> str:
        """Return the request as it goes over the wire."""
        headers = {"Host": HOST, **self.headers}
        headers |= {"Content-Length": str(len(self.body.encode()))} if self.body else {}
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join(lines) + "\r\n\r\n" + self.body

    def for_counting(self) -> dict[str, Any]:
        """Return what `bench.counting` takes."""
        return {"method": self.method, "path": self.path, "body": self.body, "headers": self.headers}


Script = Sequence[Request]


@dataclass(frozen=True, slots=True)
class Sample:
    """What one measured run showed. CPU is of the whole run, in milliseconds."""

    count: int
    seconds: float
    app_cpu_ms: float
    pg_cpu_ms: float
    latencies_ms: list[float]
    statuses: dict[int, int]
    bodies: list[str] = field(default_factory=list)

    @property
    def cpu_ms_each(self) -> float:
        """Application and PostgreSQL together, per request."""
        return (self.app_cpu_ms + self.pg_cpu_ms) / max(1, self.count)


class Stack:
    """Running servers, and the way to measure what a load costs them."""

    def __init__(self, database_url: str, *, port: int, app_pids: Sequence[int]) -> None:
        self.port = port
        self.app_pids = list(app_pids)
        self.database = psycopg2.connect(database_url)
        self.pg_pids = self._postmaster()

    def _postmaster(self) -> list[int]:
        """Return the process above our own backend, or nothing when the server runs on another machine."""
        parent = processes.parent_of(self.database.get_backend_pid())
        return [parent] if parent else []

    def cpu_ms(self) -> tuple[float, float]:
        """Return what application and PostgreSQL have used so far."""
        return processes.cpu_ms(self.app_pids), processes.cpu_ms(self.pg_pids)

    def play(self, scripts: Sequence[Script], *, keep_bodies: bool = False) -> Sample:
        """Let the load generator play scripts, each on a connection of its own, and return what it cost."""
        job = {"host": HOST, "port": self.port, "keep_bodies": keep_bodies}
        job["scripts"] = [[request.message() for request in script] for script in scripts]
        before = self.cpu_ms()
        command = [sys.executable, "-m", "bench.client"]
        done = subprocess.run(command, input=json.dumps(job), capture_output=True, text=True, check=True, cwd=ROOT)
        after = self.cpu_ms()
        told = json.loads(done.stdout)
        return Sample(
            count=len(told["latencies_ms"]),
            seconds=told["seconds"],
            app_cpu_ms=after[0] - before[0],
            pg_cpu_ms=after[1] - before[1],
            latencies_ms=sorted(told["latencies_ms"]),
            statuses={int(status): count for status, count in told["statuses"].items()},
            bodies=told["bodies"],
        )

    def measure_empty(self, requests: int, connections: int) -> Sample:
        """Return what the empty view costs."""
        return self.play([[Request(EMPTY_PATH)] * (requests // connections)] * connections)

    @contextmanager
    def plain_sql(self, costs: list[float], count: int) -> Iterator[Any]:
        """Yield a cursor, and note what was done with it costs this process and PostgreSQL per request, in milliseconds."""
        before = time.process_time() * 1000, processes.cpu_ms(self.pg_pids)
        with self.database.cursor() as cursor:
            yield cursor
        after = time.process_time() * 1000, processes.cpu_ms(self.pg_pids)
        costs.append((sum(after) - sum(before)) / count)

    def rss_mb(self) -> float:
        """Return the memory of the largest process of the application."""
        return processes.largest_rss_mb(self.app_pids)


@contextmanager
def running(database_url: str, environment: dict[str, str], *, log: Path, worker: bool = False) -> Iterator[Stack]:
    """Start the application on a database, yield it when it answers, and stop it."""
    port = free_port()
    environment = {**environment, "DATABASE_URL": database_url}
    wanted = ("web", "worker") if worker else ("web",)
    children = [
        _child(name, command, environment, log)
        for name, command in program_commands(host=HOST, port=port).items()
        if name in wanted
    ]
    try:
        for child in children:
            child.start()
        _wait_until_answering(children, port)
        stack = Stack(database_url, port=port, app_pids=[child.pid for child in children if child.pid])
        yield stack
        stack.database.close()
    finally:
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.wait(10)
            child.kill_group()


def _child(name: str, command: Sequence[str], environment: dict[str, str], log: Path) -> Child:
    def write(source: str, line: str) -> None:
        with log.open("a") as file:
            file.write(f"{source:<8} | {line}\n")

    return Child(
        name=name,
        command=[sys.executable, *command],
        environment={**environment, **PROGRAM_ENVIRONMENT.get(name, {})},
        folder=ROOT,
        sink=write,
    )


def _wait_until_answering(children: Sequence[Child], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < deadline:
        for child in children:
            if not child.is_running():
                raise RuntimeError(f"{child.name} does not start: {child.last_words()}")
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}{EMPTY_PATH}", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"no answer within {START_SECONDS_MAX} s")


def count_statements(jobs: dict[str, Script], database_url: str, environment: dict[str, str]) -> dict[str, float]:
    """Return the SQL statements per request by workload, and keep the last request's statements for whoever looks for them."""
    code = "from bench.counting import main\nmain()"
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", code],
        input=json.dumps({name: [request.for_counting() for request in script] for name, script in jobs.items()}),
        env={**environment, "DATABASE_URL": database_url},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:])
    counted = json.loads(done.stdout)
    if "BENCH_SHOW_SQL" in os.environ:
        for name, (_count, statements) in counted.items():
            print(f"-- {name}", *statements, sep="\n", file=sys.stderr)
    return {name: count for name, (count, _statements) in counted.items()}


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of the sorted values do not exceed."""
    return values[min(len(values) - 1, int(len(values) * share))]


def middle(values: Sequence[float]) -> float:
    """Return the median."""
    return median(values) if values else 0.0
