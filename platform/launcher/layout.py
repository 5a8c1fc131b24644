"""Where everything of one installation lives on disk."""

import json
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from launcher.errors import LauncherError


@dataclass(frozen=True)
class Layout:
    """The source folder and the data folder."""

    root: Path
    data: Path

    @property
    def postgres(self) -> Path:
        """The embedded PostgreSQL cluster."""
        return self.data / "postgres"

    @property
    def redis(self) -> Path:
        """What the embedded Redis keeps."""
        return self.data / "redis"

    @property
    def logs(self) -> Path:
        """Log files."""
        return self.data / "log"

    @property
    def state(self) -> Path:
        """Which processes run, for the other commands and the next start."""
        return self.data / "state.json"

    def owned(self) -> list[Path]:
        """List what `./run reset` may delete: what this program has made and nothing else."""
        names = ["postgres", "postgres.new", "redis", "log", "media", "static", "state.json", "secret-key"]
        names += ["migrated", "demo-loaded", "postgres-port", "redis-port", "redis-password", "test", "bench"]
        names += ["postgres-superuser-password", "postgres-role-password"]
        return [self.data / name for name in names if (self.data / name).exists()]

    def prepare(self) -> None:
        """
        Make the data folder.

        :raises LauncherError: when it cannot be written, or is something else's.
        """
        try:
            for folder in (self.data, self.logs, self.data / "media", self.data / "static"):
                folder.mkdir(parents=True, exist_ok=True)
            probe = self.data / f".probe-{os.getpid()}"
            probe.write_text("")
            probe.unlink()
        except (NotADirectoryError, FileExistsError) as error:
            raise LauncherError(f"{self.data} is not a folder: name another one with --data-dir.") from error
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno else str(error)
            raise LauncherError(
                f"cannot write to {self.data} ({reason}): make it writable or name another folder with --data-dir."
            ) from error
        free = shutil.disk_usage(self.data).free
        if free < 300 * 1024 * 1024:
            raise LauncherError(f"only {free // 1024**2} MB are free at {self.data}: free 300 MB or use --data-dir.")

    def secret(self, name: str, *, length: int = 50) -> str:
        """Return a random secret of this installation, made on first use and readable by its owner only."""
        path = self.data / name
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(length))
        return path.read_text().strip()

    def read_state(self) -> dict[str, Any]:
        """Return what the last start has written; empty when there is none or it is damaged."""
        try:
            state = json.loads(self.state.read_text())
        except (OSError, ValueError):
            return {}
        return state if isinstance(state, dict) else {}

    def write_state(self, state: dict[str, Any]) -> None:
        """Replace the state at one stroke."""
        new = self.state.with_suffix(".new")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(state, file)
        new.replace(self.state)
