"""What a machine may lack: each refusal is one sentence that says what to do."""

import os
import pwd
import socket
from pathlib import Path

import pytest

from launcher import bootstrap
from launcher.bootstrap import Environment, uv_settings
from launcher.errors import LauncherError
from launcher.layout import Layout
from tests.launcher.conftest import ROOT, run_launcher


def test_used_port_is_named(tmp_path: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        done = run_launcher("--port", str(port), "--data-dir", str(tmp_path / "var"))

    assert done.returncode == 1
    assert done.stderr == (
        f"run: port {port} is used by another program (or may not be opened): stop that program,"
        " or name another port with --port.\n"
    )


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_impossible_port_is_refused(port: str, tmp_path: Path):
    done = run_launcher("--port", port, "--data-dir", str(tmp_path))

    assert done.returncode == 1
    assert done.stderr == f"run: {port} is not a port: give a number from 1 to 65535.\n"


def test_unknown_command_points_at_help(tmp_path: Path):
    done = run_launcher("frobnicate")

    assert done.returncode == 1
    assert done.stderr == "run: unrecognized arguments: frobnicate: `./run help` lists what there is.\n"


def test_data_folder_that_is_a_file_is_refused(tmp_path: Path):
    file = tmp_path / "file"
    file.write_text("")

    done = run_launcher("--data-dir", str(file))

    assert done.returncode == 1
    assert done.stderr == f"run: {file} is not a folder: name another one with --data-dir.\n"


def test_folder_that_cannot_be_written_is_refused():
    done = run_launcher("--data-dir", "/proc/tongshang")

    assert done.returncode == 1
    assert done.stderr == (
        "run: cannot write to /proc/tongshang (No such file or directory): make it writable or name another folder"
        " with --data-dir.\n"
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_read_only_folder_is_refused(tmp_path: Path):
    tmp_path.chmod(0o555)
    nobody = pwd.getpwnam("nobody")
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)
        try:
            Layout(root=ROOT, data=tmp_path / "var").prepare()
        except LauncherError as error:
            os._exit(0 if "(Permission denied): make it writable" in str(error) else 2)
        os._exit(1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_damaged_database_folder_is_named(tmp_path: Path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "base").write_text("not a database")

    done = run_launcher("--data-dir", str(tmp_path), "--no-demo")

    assert done.returncode == 1
    assert done.stderr.endswith(
        f"run: {tmp_path / 'postgres'} is damaged (PG_VERSION is missing): restore it from a backup, or empty it with"
        " ./run reset.\n"
    )


def test_database_of_another_version_is_named(tmp_path: Path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("15\n")

    done = run_launcher("--data-dir", str(tmp_path), "--no-demo")

    assert done.returncode == 1
    assert "was made by PostgreSQL 15, and this is 18" in done.stderr


def test_database_that_postgres_refuses_is_named_with_its_reason(tmp_path: Path):
    made = run_launcher("manage", "--data-dir", str(tmp_path), "help", "--commands")
    assert made.returncode == 0, made.stderr
    control = tmp_path / "postgres" / "global" / "pg_control"
    control.write_bytes(b"\0" * len(control.read_bytes()))

    done = run_launcher("--data-dir", str(tmp_path), "--no-demo")

    assert done.returncode == 1
    assert done.stderr.startswith(f"run: PostgreSQL cannot use {tmp_path / 'postgres'} (")
    assert done.stderr.endswith("restore that folder from a backup, or empty it with ./run reset.\n")


@pytest.mark.parametrize(
    ("name", "url"), [("DATABASE_URL", "postgres://me@127.0.0.1:1/shop"), ("REDIS_URL", "redis://127.0.0.1:1/0")]
)
def test_own_server_that_does_not_answer_is_named(name: str, url: str, tmp_path: Path):
    done = run_launcher("manage", "--data-dir", str(tmp_path), "check", **{name: url})

    assert done.returncode == 1
    assert done.stderr == (
        f"run: nothing answers at 127.0.0.1:1: start that server, correct {name}, or unset it to use the embedded one.\n"
    )


def test_missing_pango_names_the_packages_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("ctypes.util.find_library", lambda _: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    bootstrap.ensure_pango()

    assert capsys.readouterr().err == (
        "run: PDF files cannot be made until you type"
        " `sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`; everything else works.\n"
    )


def test_settings_of_pip_are_handed_to_uv():
    settings = {"index-url": "https://pypi.example.com/simple", "cert": "/etc/ssl/ca.pem", "timeout": "60"}

    assert uv_settings(settings) == {
        "UV_DEFAULT_INDEX": "https://pypi.example.com/simple",
        "SSL_CERT_FILE": "/etc/ssl/ca.pem",
    }


def test_changed_lock_is_installed_again(tmp_path: Path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").write_text("")
    (tmp_path / "some.lock").write_text("a==1")
    environment = Environment(root=tmp_path, folder=tmp_path)
    environment.record("some")
    assert environment.has("some")

    (tmp_path / "some.lock").write_text("a==2")

    assert not environment.has("some")


def test_lock_files_hold_hashes_and_no_addresses():
    for path in ROOT.glob("requirements*.lock"):
        text = path.read_text()
        pins = [block for block in text.split("\n") if "==" in block]

        assert "http" not in text
        assert text.count("--hash=sha256:") >= len(pins) > 0


def test_developers_lock_holds_every_runtime_pin():
    runtime, developers = (
        {line.split(" ")[0] for line in (ROOT / f"{name}.lock").read_text().splitlines() if "==" in line}
        for name in ("requirements", "requirements-dev")
    )

    assert runtime - developers == set()
