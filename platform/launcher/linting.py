"""`./run lint`: every check of the code, two at a time."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from launcher.environment import python_environment

# Production settings with the least that they ask for; nothing is connected to.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "lint-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "www.example.com",
}
DEVELOPMENT = {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "PYTHONWARNINGS": "ignore::RuntimeWarning"}


@dataclass(frozen=True)
class Check:
    """One program that must end with 0."""

    name: str
    command: Sequence[str]
    variables: dict[str, str]


@dataclass(frozen=True)
class Result:
    """How a check ended."""

    check: Check
    passed: bool
    seconds: float
    output: str


def checks() -> list[Check]:
    """List the checks, longest first."""
    python = sys.executable
    tools = Path(python).parent
    manage = [python, "manage.py"]
    schema = ["spectacular", "--validate", "--fail-on-warn", "--file", os.devnull]
    return [
        Check("types", [str(tools / "mypy")], DEVELOPMENT),
        Check("format", [str(tools / "ruff"), "format", "--check", "--quiet", "."], {}),
        Check("rules", [str(tools / "ruff"), "check", "--quiet", "."], {}),
        Check("import contracts", [str(tools / "lint-imports")], {}),
        Check("missing migrations", [*manage, "makemigrations", "--check", "--dry-run"], DEVELOPMENT),
        Check("production settings", [*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
        Check("OpenAPI", [*manage, *schema], DEVELOPMENT),
        Check("translations", [python, "-m", "launcher", "messages", "--check"], {}),
        Check("templates", [str(tools / "djlint"), "templates", "--lint", "--quiet"], {}),
    ]


def run_checks(root: Path, names: Sequence[str]) -> int:
    """Run the checks (all, or those named); print what fails; return 1 when any does."""
    chosen = [check for check in checks() if not names or check.name in names]
    started = time.monotonic()
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda check: run_check(root, check), chosen))
    failed = [result for result in results if not result.passed]
    print(
        f"{len(results) - len(failed)} of {len(results)} checks passed in {time.monotonic() - started:.0f} s",
        flush=True,
    )
    return 1 if failed else 0


def run_check(root: Path, check: Check) -> Result:
    """Run one check and print its line, with the output when it fails."""
    started = time.monotonic()
    environment = python_environment(root) | check.variables
    done = subprocess.run(
        check.command,
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    result = Result(check, done.returncode == 0, time.monotonic() - started, done.stdout)
    report = f"{'ok    ' if result.passed else 'FAILED'} {check.name} ({result.seconds:.0f} s)"
    print(report if result.passed else f"{report}\n{result.output.rstrip()}\n", flush=True)
    return result
