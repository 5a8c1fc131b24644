"""
The load generator, a process of its own so that its work is not counted.

Reads from stdin `{"host", "port", "keep_bodies", "scripts": [[request, …], …]}`, a script per connection and each request a
whole HTTP/1.1 message as text; writes `{"seconds", "latencies_ms", "statuses", "bodies"}` to stdout.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from collections.abc import Sequence
from typing import Any

TIMEOUT_SECONDS = 60
RECEIVE_BYTES = 1 << 16


class Connection:
    """A keep-alive connection that understands what our server sends: a status, headers, and a body of known length."""

    def __init__(self, host: str, port: int) -> None:
        self.socket = socket.create_connection((host, port), timeout=TIMEOUT_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send one request and return status and body."""
        self.socket.sendall(request)
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._receive()
        head, body = received[:end].lower(), received[end + 4 :]
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        pieces, missing = [body], length - len(body)
        while missing > 0:
            pieces.append(self._receive())
            missing -= len(pieces[-1])
        return int(head[9:12]), b"".join(pieces)

    def _receive(self) -> bytes:
        piece = self.socket.recv(RECEIVE_BYTES)
        if not piece:
            raise ConnectionError
        return piece


class Run:
    """Every script on its own connection, all at once."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.job = job
        self.barrier = threading.Barrier(len(job["scripts"]) + 1)
        self.latencies: list[float] = []
        self.statuses: dict[int, int] = {}
        self.bodies: list[str] = []
        self.lock = threading.Lock()

    def go(self) -> dict[str, Any]:
        """Play the scripts and return what was measured."""
        threads = [threading.Thread(target=self._play, args=(script,)) for script in self.job["scripts"]]
        for thread in threads:
            thread.start()
        self.barrier.wait()
        started = time.perf_counter()
        for thread in threads:
            thread.join()
        return {
            "seconds": time.perf_counter() - started,
            "latencies_ms": self.latencies,
            "statuses": self.statuses,
            "bodies": self.bodies,
        }

    def _play(self, script: Sequence[str]) -> None:
        connection = Connection(self.job["host"], self.job["port"])
        requests = [text.encode() for text in script]
        self.barrier.wait()
        for request in requests:
            started = time.perf_counter()
            try:
                status, body = connection.ask(request)
            except (OSError, ValueError):
                status, body = 0, b""
            taken = (time.perf_counter() - started) * 1000
            with self.lock:
                self.latencies.append(taken)
                self.statuses[status] = self.statuses.get(status, 0) + 1
                if self.job.get("keep_bodies"):
                    self.bodies.append(body.decode("utf-8", "replace"))
            if status == 0:
                connection = Connection(self.job["host"], self.job["port"])


if __name__ == "__main__":
    json.dump(Run(json.load(sys.stdin)).go(), sys.stdout)
