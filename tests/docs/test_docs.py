"""The documentation keeps its word: links lead somewhere, commands and files that it names exist."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from launcher import __main__ as launcher
from tests.architecture.source import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```", re.DOTALL)
COMMAND = re.compile(r"\./run(?:[ \t]+--[\w-]+(?:[ =][A-Z]\b)?)*[ \t]+([a-z_]+)")
MANAGEMENT_COMMAND = re.compile(r"(?:\./run manage|manage\.py)(?: --data-dir \S+)? ([a-z_]+)")
FILE = re.compile(r"`((?:platform|accounts|catalog|orders|finance|tests|templates|static|docs|deploy|demo)/[\w./-]+)`")


def anchors_of(page: Path) -> set[str]:
    """Return the addresses of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", CODE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def is_broken(page: Path, link: str) -> bool:
    """Say whether a relative link of a page leads nowhere."""
    if re.match(r"[a-z]+:", link):
        return False
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return not target.exists() or bool(anchor and target.suffix == ".md" and anchor not in anchors_of(target))


def commands_of_launcher() -> set[str]:
    """Return the commands that `./run help` lists."""
    return set(re.findall(r"^\./run ([a-z]+)", launcher.HELP, re.MULTILINE)) | {"help"}


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_links_and_pictures_lead_somewhere(page: Path):
    links = LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))

    assert [link for link in links if is_broken(page, link)] == []


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_commands_exist(page: Path):
    text = page.read_text(encoding="utf-8")

    assert set(COMMAND.findall(text)) - commands_of_launcher() == set()
    assert set(MANAGEMENT_COMMAND.findall(text)) - set(get_commands()) == set()


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_named_files_exist(page: Path):
    files = FILE.findall(page.read_text(encoding="utf-8"))

    assert [file for file in files if not (ROOT / file).exists()] == []


def test_changelog_has_a_place_for_what_comes_and_the_present_version():
    headings = re.findall(r"^## \[(.+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)

    assert version
    assert headings[:2] == ["Unreleased", version[1]]


def test_every_decision_is_in_the_index():
    listed = LINK.findall((ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8"))

    assert listed == sorted(path.name for path in (ROOT / "docs" / "adr").glob("0*.md"))
