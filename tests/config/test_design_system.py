"""The promises of docs/design-system.md that a machine can check."""

import hashlib
import json
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.template import Context, engines
from django.template.loader import get_template

from config.styleguide import StyleGuideForm

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Mail clients know inline styles only; a PDF is made from one self-contained text.
SELF_CONTAINED = ("templates/messages/", "templates/documents/base.html", "templates/admin/")
FIRST_LOAD = (
    "vendor/tabler/1.6.1/tabler.min.css",
    "vendor/htmx/2.0.11/htmx.min.js",
    "vendor/alpinejs-csp/3.17.4/cdn.min.js",
    "css/tokens.css",
    "css/app.css",
    "css/layout.css",
    "js/theme.js",
    "js/app.js",
    "img/icons.svg",
)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


PAGES = [path for path in TEMPLATES if not relative(path).startswith(SELF_CONTAINED)]


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_template_keeps_to_the_content_security_policy(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text)
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=\"|\shx-on", text)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", text)


def test_every_icon_that_a_template_names_is_in_the_sprite():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "img" / "icons.svg").read_text(encoding="utf-8")))
    text = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    named = re.findall(r'{% icon "([a-z-]+)"|\bicon(?:_end)?="([a-z-]+)"', text)

    assert {first or second for first, second in named} - drawn == set()


def test_vendored_files_are_the_ones_the_manifest_lists():
    manifest = json.loads((STATIC / "vendor" / "manifest.json").read_text())
    listed = {
        f"{entry['name']}/{entry['version']}/{name}": digest
        for entry in manifest
        for name, digest in entry["sha512"].items()
    }
    found = {
        path.relative_to(STATIC / "vendor").as_posix(): hashlib.sha512(path.read_bytes()).hexdigest()
        for path in (STATIC / "vendor").rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }

    assert found == listed


def test_first_load_fits_the_budget():
    compressed = sum(len(brotli.compress((STATIC / name).read_bytes())) for name in FIRST_LOAD)

    assert compressed < 130_000


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_page_renders_without_a_request(name):
    html = get_template(name).template.render(Context({}))

    assert settings.BRAND.full_name in html


def test_form_names_the_control_its_errors_and_help():
    form = StyleGuideForm({"name": "", "email": "not an address"})

    html = str(form)

    assert '<label class="field-label" for="id_name">' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html


def test_component_does_not_pick_up_variables_of_the_page():
    template = engines["django"].from_string("{% cotton button %}Go{% endcotton %}")

    html = template.render({"disabled": True, "block": True, "href": "/elsewhere", "variant": "danger"})

    assert "".join(html.split("\n")) == '<button type="submit" class="btn " >Go</button>'
