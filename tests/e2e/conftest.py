"""A real browser for the tests of this folder: Chromium of the machine, Chinese fonts of the project."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from launcher.browser import find_chromium
from tests.architecture.source import ROOT

# Playwright runs an event loop in this thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# The browser may still be asking while pytest closes its streams; a lost log line is no failure.
logging.raiseExceptions = False

LOCALES = {"zh": "zh-CN", "en": "en-US"}
VIEWPORT = {"width": 1280, "height": 900}
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
]
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{folder}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test here the browser mark and a database that the live server sees."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """Start the machine's Chromium with the project's own fonts."""
    chromium = find_chromium()
    assert chromium is not None, "no Chromium: ./run test installs it or names the command to type"
    folder = tmp_path_factory.mktemp("fonts")
    configuration = folder / "fonts.conf"
    configuration.write_text(FONTS.format(folder=ROOT / "static" / "fonts", cache=folder / "cache"))
    variables = {**os.environ, "FONTCONFIG_FILE": str(configuration)}
    return {**browser_type_launch_args, "executable_path": str(chromium), "args": FLAGS, "env": variables}


@pytest.fixture(params=["en"])
def language(request: pytest.FixtureRequest) -> str:
    """Return the reader's language; `@pytest.mark.parametrize("language", ["zh", "en"], indirect=True)` walks both."""
    return str(request.param)


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], live_server: Any, language: str) -> dict[str, Any]:
    """Open pages of the live server as a reader in Shanghai, without animations."""
    return {
        **browser_context_args,
        "base_url": live_server.url,
        "locale": LOCALES[language],
        "timezone_id": "Asia/Shanghai",
        "viewport": VIEWPORT,
        "reduced_motion": "reduce",
    }


@pytest.fixture(autouse=True)
def complaints(context: Any) -> Iterator[list[str]]:
    """Fail the test when the browser complains: exceptions, blocked content, missing files, answers of 500."""
    found: list[str] = []

    def watch(page: Any) -> None:
        page.on("pageerror", lambda error: found.append(f"exception: {error}"))
        page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
        page.on(
            "response", lambda answer: found.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None
        )

    context.on("page", watch)
    yield found
    assert found == []
