"""Find Chromium, or install it from the operating system's package manager."""

import os
import shutil
import sys
from pathlib import Path

from launcher.bootstrap import install_system_packages, may_install
from launcher.errors import LauncherError

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MAC_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def find_chromium() -> Path | None:
    """Return the browser to test with: `CHROMIUM`, else the first one of the machine."""
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named) if Path(named).exists() else None
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found:
        return Path(found)
    return next((Path(each) for each in MAC_APPLICATIONS if Path(each).exists()), None)


def install_line() -> str:
    """Return the command that a person would type."""
    return "brew install --cask chromium" if sys.platform == "darwin" else "sudo apt-get install -y chromium"


def ensure_chromium() -> Path:
    """
    Return Chromium, installed first where we may.

    :raises LauncherError: with the one command to type.
    """
    found = find_chromium()
    if found is None and may_install() and install_system_packages(["chromium"]):
        found = find_chromium()
    if found is None:
        raise LauncherError(f"the browser tests need Chromium: type `{install_line()}`, then the same command again.")
    return found
