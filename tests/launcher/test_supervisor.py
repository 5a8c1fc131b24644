"""The running instance: the tests share a data folder, so every start but the first finds its data."""

import signal
import time
from pathlib import Path

import psutil
import pytest

from tests.launcher.conftest import Instance, run_launcher

pytestmark = pytest.mark.slow


def test_killed_programs_are_started_again(instance: Instance):
    assert instance.health() == (200, {"status": "ok", "database": "ok", "redis": "ok", "worker": "ok"})
    before = {name: instance.pid_of(name) for name in ("web", "worker", "beat", "redis", "postgres")}

    for pid in before.values():
        psutil.Process(pid).kill()
    for name in before:
        instance.wait_for(rf"{name} ended \(signal SIGKILL\); starting it again")
    instance.wait_for_health()

    after = {name: instance.pid_of(name) for name in before}
    assert not set(before.values()) & set(after.values())
    assert not any(psutil.pid_exists(pid) for pid in before.values())


def test_second_instance_on_the_same_folder_is_refused_in_one_sentence(instance: Instance):
    done = run_launcher("--data-dir", str(instance.data), "--no-demo")

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"run: it already runs at http://127.0.0.1:{instance.port}/ (process {instance.process.pid}): stop that one first,"
        " or name another folder with --data-dir.\n"
    )


def test_reset_is_refused_while_it_runs(instance: Instance):
    done = run_launcher("reset", "--data-dir", str(instance.data), "--yes")

    assert done.returncode == 1
    assert done.stderr == f"run: {instance.data} is in use: stop ./run first.\n"


def test_manage_uses_the_running_database(instance: Instance):
    done = run_launcher("manage", "--data-dir", str(instance.data), "showmigrations", "--plan")

    assert done.returncode == 0, done.stderr
    assert "[X]" in done.stdout
    assert "[ ]" not in done.stdout
    assert instance.health()[0] == 200


def test_sigterm_stops_every_process_within_ten_seconds(instance: Instance):
    family = instance.family()
    names = sorted({line.split()[1] for line in instance.lines})
    started = time.monotonic()

    code = instance.stop(signal.SIGTERM)

    assert code == 0
    assert time.monotonic() - started < 10
    assert [process for process in family if process.is_running()] == []
    assert {"postgres", "run"} <= set(names)
    assert not (instance.data / "state.json").exists()


def test_second_start_is_fast_and_keeps_the_data(data: Path, started: list[Instance]):
    assert [each for each in started if each.process.poll() is None] == []
    made = (data / "postgres" / "PG_VERSION").stat().st_mtime
    began = time.monotonic()

    started.append(Instance.start(data))
    started[-1].wait_for("is ready at")

    # The promise is 15 s on an idle machine; here the processors are shared, and what takes long must not happen at all.
    assert time.monotonic() - began < 90
    assert (data / "postgres" / "PG_VERSION").stat().st_mtime == made
    assert not any("migrating" in line for line in started[-1].lines)


def test_killed_supervisor_leaves_no_orphan(instance: Instance):
    family = instance.family()

    instance.stop(signal.SIGKILL)

    deadline = time.monotonic() + 15
    while time.monotonic() < deadline and any(process.is_running() for process in family):
        time.sleep(0.2)
    assert [process.cmdline() for process in family if process.is_running()] == []


def test_manage_starts_servers_of_its_own_when_nothing_runs(data: Path):
    done = run_launcher("manage", "--data-dir", str(data), "shell", "-c", "print(6 * 7)")

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "42"
    assert not (data / "state.json").exists()


def test_reset_deletes_what_was_made_and_nothing_else(data: Path):
    (data / "note.txt").write_text("mine")

    done = run_launcher("reset", "--data-dir", str(data), "--yes")

    assert done.returncode == 0, done.stderr
    assert not (data / "postgres").exists()
    assert (data / "note.txt").read_text() == "mine"
