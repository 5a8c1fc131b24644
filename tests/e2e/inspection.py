"""What is looked at on every page that a walk visits: accessibility, weight, width, and a picture for the documentation."""

import gzip
import io
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from PIL import Image

from tests.architecture.source import ROOT

# Deque's accessibility engine, MPL-2.0; its licence lies beside it.
AXE = (Path(__file__).parent / "assets" / "axe-core-4.14.1.min.js").read_text(encoding="utf-8")
RUN_AXE = """async () => {
    const result = await axe.run(document, {resultTypes: ["violations"]});
    return result.violations
        .filter((found) => ["serious", "critical"].includes(found.impact))
        .map((found) => found.id + ": " + found.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", "));
}"""
LOADED = """() => performance.getEntriesByType("resource")
    .filter((entry) => !["xmlhttprequest", "fetch"].includes(entry.initiatorType)).map((entry) => entry.name)"""
PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".ico"}
WEIGHT_MAX = 200 * 1024
PICTURE_WEIGHT_MAX = 300 * 1024
PICTURE_FOLDER = ROOT / "docs" / "images"
README = (ROOT / "README.md").read_text(encoding="utf-8")
# `SCREENSHOTS=1 ./run test tests/e2e/test_walk.py` draws the pictures of the README anew, from the full demo market.
DRAWS_PICTURES = bool(os.environ.get("SCREENSHOTS"))


def serious_findings(page: Any) -> list[str]:
    """Return what axe calls serious or critical on a page, after its animations."""
    page.evaluate(AXE)
    return [f"{urlsplit(page.url).path}: {finding}" for finding in page.evaluate(RUN_AXE)]


def weight_of(page: Any) -> int:
    """Return the bytes of a first visit without pictures: the page as it is sent, static files compressed as they are served."""
    paths = {urlsplit(url).path for url in page.evaluate(LOADED) if url.startswith("http")}
    files = [finders.find(path.removeprefix("/static/")) for path in paths if path.startswith("/static/")]
    texts = [Path(file).read_bytes() for file in files if file and Path(file).suffix not in PICTURES]
    return len(page.content().encode()) + sum(len(gzip.compress(text, 9)) for text in texts)


def width_beyond_screen(page: Any) -> int:
    """Return by how many pixels a page is wider than the screen."""
    return int(page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth"))


def draw(page: Any, name: str) -> None:
    """Write the visible part of a page to `docs/images`, with a palette if it is too large, when pictures are asked for."""
    target = PICTURE_FOLDER / f"{name}.png"
    if not DRAWS_PICTURES or target.name not in README:
        return
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_function("Array.from(document.images).every((image) => image.complete || image.loading === 'lazy')")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    PICTURE_FOLDER.mkdir(exist_ok=True)
    picture.save(target, optimize=True)
    if target.stat().st_size > PICTURE_WEIGHT_MAX:
        picture.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)
    assert target.stat().st_size <= PICTURE_WEIGHT_MAX
