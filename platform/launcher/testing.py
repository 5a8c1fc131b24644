"""`./run test`: the whole suite on servers of its own, or the fast way for some files."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from launcher import bootstrap
from launcher.browser import ensure_chromium
from launcher.environment import python_environment
from launcher.errors import LauncherError
from launcher.layout import Layout
from launcher.servers import Addresses, servers_for

PROCESSES = "2"
# Plugins that cost seconds to import; the files that use them say so by importing or by their folder.
PLUGINS = {"schemathesis": "schemathesis", "hypothesispytest": "hypothesis", "playwright": "playwright"}


def run_tests(root: Path, arguments: Sequence[str]) -> int:
    """Run pytest; return its exit code."""
    paths = [word for word in arguments if not word.startswith("-") and (root / word.partition("::")[0]).exists()]
    environment = python_environment(root)
    if needs_browser(root, paths):
        environment["CHROMIUM"] = str(ensure_chromium())
    refuse_without_pango()
    layout = Layout(root=root, data=root / "var" / "test")
    with servers_for(layout, disposable=True, connections=200) as addresses:
        environment |= test_environment(layout, addresses)
        command = [sys.executable, "-m", "pytest", *(fast_way(root, paths) if paths else whole_suite()), *arguments]
        return os.spawnve(os.P_WAIT, sys.executable, command, environment)


def test_environment(layout: Layout, addresses: Addresses) -> dict[str, str]:
    """Return what the suite must know about its servers."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": addresses.database_url,
        "REDIS_URL": addresses.redis_url,
        "TONGSHANG_VAR_DIR": str(layout.data),
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
    }


def whole_suite() -> list[str]:
    """Return pytest's options for everything: in parallel, slow files spread by themselves."""
    return ["-n", PROCESSES, "--dist", "worksteal", "-q", "--durations=15"]


def fast_way(root: Path, paths: Sequence[str]) -> list[str]:
    """Return pytest's options for some files: one process, and no plugin that they do not use."""
    sources = "".join(path.read_text() for word in paths for path in test_files(root / word.partition("::")[0]))
    unused = [plugin for plugin, word in PLUGINS.items() if word not in sources and not needs_browser(root, paths)]
    return [option for plugin in unused for option in ("-p", f"no:{plugin}")]


def needs_browser(root: Path, paths: Sequence[str]) -> bool:
    """Say whether the chosen tests (all, when none is chosen) drive a browser."""
    browser_tests = (root / "tests" / "e2e").resolve()
    chosen = [(root / word.partition("::")[0]).resolve() for word in paths]
    return not chosen or any(
        each.is_relative_to(browser_tests) or browser_tests.is_relative_to(each) for each in chosen
    )


def test_files(path: Path) -> list[Path]:
    """List the Python files at a path and the conftest files above it."""
    above = [folder / "conftest.py" for folder in path.resolve().parents if (folder / "conftest.py").exists()]
    return [*above, *(sorted(path.rglob("*.py")) if path.is_dir() else [path])]


def refuse_without_pango() -> None:
    """
    Stop before tests that make PDF files fail one by one.

    :raises LauncherError: with the one command to type.
    """
    missing = bootstrap.missing_pango()
    if missing:
        packages = [bootstrap.PANGO_LIBRARIES.get(name, name) for name in missing]
        raise LauncherError(
            f"the tests make PDF files: type `{bootstrap.install_line(packages)}`, then the command again."
        )
