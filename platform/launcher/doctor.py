"""What is missing, what runs, where the data is; and emptying the data folder."""

import platform
import shutil
import sys
from collections.abc import Callable, Iterator

import psutil

from launcher import bootstrap, browser
from launcher.errors import LauncherError
from launcher.layout import Layout
from launcher.postgres import installation
from launcher.redis_server import find_program
from launcher.servers import OWNER_LOCK, answers, try_lock

Finding = tuple[bool, str, str]


def examine(layout: Layout) -> int:
    """Print one line per finding; the exit code is 1 when something needed is missing."""
    findings = [*_machine(), *_programs(), *_instance(layout)]
    for fine, subject, text in findings:
        print(f"{'ok     ' if fine else 'MISSING'}  {subject:<12} {text}")
    return 0 if all(fine for fine, _, _ in findings) else 1


def empty_data_folder(layout: Layout, *, sure: bool) -> int:
    """
    Delete what this program has made, after asking.

    :raises LauncherError: when the instance runs.
    """
    if not layout.data.exists():
        print(f"{layout.data} does not exist: there is nothing to empty.")
        return 0
    with (layout.data / OWNER_LOCK).open("a") as lock:
        if not try_lock(lock):
            raise LauncherError(f"{layout.data} is in use: stop ./run first.")
        doomed = layout.owned()
        if not doomed:
            print(f"{layout.data} is empty already.")
            return 0
        print(f"This deletes the database and every file in {layout.data}:", ", ".join(path.name for path in doomed))
        if not sure and input("Type yes to go on: ").strip().lower() != "yes":
            print("Nothing was deleted.")
            return 1
        for path in doomed:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
    print("Done; ./run begins anew.")
    return 0


def _machine() -> Iterator[Finding]:
    yield True, "Python", f"{platform.python_version()} at {sys.executable}"
    memory = psutil.virtual_memory().total // 1024**2
    yield memory >= 1500, "memory", f"{memory} MB, {psutil.cpu_count()} processors"
    missing = bootstrap.missing_pango()
    packages = [bootstrap.PANGO_LIBRARIES.get(name, name) for name in missing]
    advice = f"PDF files need it: type `{bootstrap.install_line(packages)}`"
    yield not missing, "pango", advice if missing else "found"


def _programs() -> Iterator[Finding]:
    programs: dict[str, Callable[[], str]] = {
        "PostgreSQL": lambda: str(installation()),
        "Redis": lambda: find_program().description,
    }
    for subject, find in programs.items():
        try:
            yield True, subject, find()
        except LauncherError as error:
            yield False, subject, str(error)
    chromium = browser.find_chromium()
    advice = f"only for browser tests: type `{browser.install_line()}`"
    yield True, "Chromium", str(chromium) if chromium else f"not found; {advice}"


def _instance(layout: Layout) -> Iterator[Finding]:
    yield True, "data", str(layout.data)
    folder = next(each for each in (layout.data, *layout.data.parents) if each.exists())
    free = shutil.disk_usage(folder).free // 1024**2
    yield free >= 300, "disk", f"{free} MB free"
    state = layout.read_state()
    if not state or not psutil.pid_exists(int(state["owner_pid"])):
        yield True, "running", "no"
        return
    yield True, "running", f"{state.get('url', 'for a command')} (process {state['owner_pid']})"
    for name, pid in state.get("names", {}).items():
        yield psutil.pid_exists(pid), name, f"process {pid}"
    for name in ("database_url", "redis_url"):
        yield answers(state[name]), name.removesuffix("_url"), f"answers at {state[name].rpartition('@')[2]}"
