"""The commands of `./run`."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from launcher import doctor, linting, messages, testing
from launcher.environment import application_environment
from launcher.errors import LauncherError
from launcher.layout import Layout
from launcher.servers import servers_for
from launcher.supervisor import Options, Supervisor

HELP = """\
./run                        start everything; Ctrl-C stops it
     --port N                listen at this port (default: 8000, or the next free one)
     --host H                listen at this address (default: 127.0.0.1)
     --data-dir D            keep the data there (default: var)
     --no-demo               begin without demo data
     --debug                 show Django's debug pages
./run manage COMMAND …       a Django command against the same database, such as `manage verify`
./run reset                  empty the data folder, after asking
./run test [PATH …]          every test, or the fast way for some; further options go to pytest
./run lint                   every check of the code
./run bench [WORKLOAD …]     the benchmarks; see bench/README.md
./run messages               bring the translation catalogues in step with the code
./run doctor                 what is missing, what runs, where the data is

DATABASE_URL and REDIS_URL point at servers of your own instead of the embedded ones."""

ROOT = Path(os.environ.get("TONGSHANG_ROOT", Path(__file__).resolve().parents[2]))


def main(arguments: Sequence[str]) -> int:
    """Run one command; return the exit code."""
    commands: dict[str, Callable[[Sequence[str]], int]] = {
        "start": start,
        "manage": manage,
        "reset": reset,
        "test": lambda rest: testing.run_tests(ROOT, rest),
        "lint": lambda rest: linting.run_checks(ROOT, rest),
        "bench": bench,
        "messages": lambda rest: messages.run(ROOT, rest),
        "doctor": doctor_command,
        "help": show_help,
    }
    if arguments and arguments[0] in {"-h", "--help"}:
        arguments = ["help"]
    name, rest = (arguments[0], arguments[1:]) if arguments and arguments[0] in commands else ("start", arguments)
    try:
        return commands[name](rest)
    except LauncherError as error:
        print(f"run: {error}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 130


def show_help(_: Sequence[str]) -> int:
    """List the commands."""
    print(HELP)
    return 0


def start(arguments: Sequence[str]) -> int:
    """Start everything and stay until stopped."""
    parser = argparse.ArgumentParser(prog="./run", usage=argparse.SUPPRESS, add_help=False)
    parser.add_argument("--port", type=_port)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--no-demo", action="store_true")
    parser.add_argument("--debug", action="store_true")
    parser.error = _unknown  # type: ignore[method-assign,assignment]
    given = parser.parse_args(arguments)
    options = Options(host=given.host, port=given.port, demo=not given.no_demo, debug=given.debug)
    return Supervisor(layout_at(given.data_dir), options).run()


def manage(arguments: Sequence[str]) -> int:
    """Run a Django command against the instance's database."""
    data_dir, rest = split_data_dir(arguments)
    layout = layout_at(data_dir)
    with servers_for(layout, disposable=False) as addresses:
        environment = application_environment(layout, addresses, debug=False)
        return run_in_terminal([sys.executable, str(ROOT / "manage.py"), *rest], environment)


def reset(arguments: Sequence[str]) -> int:
    """Delete what the program has made in its data folder."""
    data_dir, rest = split_data_dir(arguments)
    layout = layout_at(data_dir)
    return doctor.empty_data_folder(layout, sure="--yes" in rest)


def bench(arguments: Sequence[str]) -> int:
    """Run the benchmarks on servers of their own, durable as in production."""
    data_dir, rest = split_data_dir(arguments)
    layout = Layout(root=ROOT, data=(data_dir or ROOT / "var" / "bench").resolve())
    with servers_for(layout, disposable=False, connections=200, many_databases=True) as addresses:
        environment = application_environment(layout, addresses, debug=False) | {
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "HTTPS": "0",
        }
        return run_in_terminal([sys.executable, "-m", "bench", *rest], environment)


def doctor_command(arguments: Sequence[str]) -> int:
    """Tell what is missing, what runs and where the data is."""
    data_dir, _ = split_data_dir(arguments)
    return doctor.examine(layout_at(data_dir))


def layout_at(data_dir: Path | None) -> Layout:
    """Return the layout of the instance in a data folder."""
    return Layout(root=ROOT, data=(data_dir or ROOT / "var").expanduser().absolute())


def split_data_dir(arguments: Sequence[str]) -> tuple[Path | None, list[str]]:
    """Take `--data-dir D` from the front; the rest belongs to the command."""
    rest = list(arguments)
    if rest and rest[0].startswith("--data-dir="):
        return Path(rest[0].partition("=")[2]), rest[1:]
    if rest and rest[0] == "--data-dir":
        if len(rest) == 1:
            raise LauncherError("--data-dir needs the name of a folder.")
        return Path(rest[1]), rest[2:]
    return None, rest


def run_in_terminal(command: Sequence[str], environment: dict[str, str]) -> int:
    """Run a command that shares our terminal; Ctrl-C is for it to answer."""
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue
        return 128 - code if code < 0 else code


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise LauncherError(f"{text} is not a port: give a number from 1 to 65535.")
    return int(text)


def _unknown(message: str) -> None:
    raise LauncherError(f"{message}: `./run help` lists what there is.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
