"""One readable log of every process: time, process, line."""

import contextlib
import threading
import time
from pathlib import Path

BYTES_MAX = 20 * 1024 * 1024


class Log:
    """Writes each line to the terminal and to a file that is turned over when it has grown."""

    def __init__(self, path: Path) -> None:
        """Open the file."""
        self.path = path
        self._lock = threading.Lock()
        self._file = path.open("a", encoding="utf-8")

    def write(self, name: str, line: str) -> None:
        """Write one line of one process."""
        text = f"{time.strftime('%H:%M:%S')} {name:<8} | {line}"
        with self._lock:
            self._turn_over()
            self._file.write(f"{time.strftime('%Y-%m-%d')} {text}\n")
            self._file.flush()
            # A closed terminal must not end the pump of a child's output.
            with contextlib.suppress(OSError, ValueError):
                print(text, flush=True)

    def _turn_over(self) -> None:
        if self._file.tell() > BYTES_MAX:
            self._file.close()
            self.path.replace(self.path.with_suffix(".log.1"))
            self._file = self.path.open("a", encoding="utf-8")
