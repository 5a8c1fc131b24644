"""The catalogue keeper: finds what code and templates mark, and says what is missing."""

from pathlib import Path

import pytest

from launcher import messages

TEMPLATE = """
{% load i18n %}
<h1>{% translate "Orders" %}</h1>
<c-button label="{% translate 'Place order' %}" :hint="_('Cannot be undone')" />
{% blocktranslate count lines=count trimmed %}
  {{ lines }} line
{% plural %}
  {{ lines }} lines
{% endblocktranslate %}
{% if title == _("Cart") %}{% translate "May" context "month" %}{% endif %}
{# {% translate "a comment" %} #}
"""
CODE = """
from django.utils.translation import gettext_lazy as _, ngettext

title = _("Invoice")
text = ngettext("%(count)s day", "%(count)s days", n)
hidden = "not marked"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "orders").mkdir()
    (tmp_path / "orders" / "texts.py").write_text(CODE, encoding="utf-8")
    return tmp_path


def translate_everything(root: Path) -> None:
    catalog = messages.read(root, "zh_Hans")
    for message in catalog:
        if message.id:
            message.string = ("译文 %(lines)s",) if isinstance(message.id, tuple) else "译文"
            if message.id == ("%(count)s day", "%(count)s days"):
                message.string = ("%(count)s 天",)
    path = messages.po_path(root, "zh_Hans")
    path.write_bytes(messages.po_bytes(catalog))
    path.with_suffix(".mo").write_bytes(messages.mo_bytes(catalog))


def test_extract_finds_what_is_marked_and_nothing_else(project: Path):
    found = {(message.id, message.context) for message in messages.extract(project) if message.id}

    assert found == {
        ("Orders", None),
        ("Place order", None),
        ("Cannot be undone", None),
        (("%(lines)s line", "%(lines)s lines"), None),
        ("Cart", None),
        ("May", "month"),
        ("Invoice", None),
        (("%(count)s day", "%(count)s days"), None),
    }


def test_check_names_every_string_without_a_translation(project: Path, capsys: pytest.CaptureFixture[str]):
    code = messages.run(project, ["--check"])

    complaints = capsys.readouterr().out
    assert code == 1
    assert "zh_Hans: not translated: 'Invoice' (orders/texts.py)" in complaints
    assert complaints.count("not translated") == 8


def test_complete_catalogue_passes_and_is_read_by_django(project: Path, capsys: pytest.CaptureFixture[str]):
    import gettext

    messages.run(project, [])
    translate_everything(project)

    assert messages.run(project, ["--check"]) == 0
    with messages.po_path(project, "zh_Hans").with_suffix(".mo").open("rb") as file:
        translations = gettext.GNUTranslations(file)
    assert translations.gettext("Invoice") == "译文"
    assert translations.ngettext("%(count)s day", "%(count)s days", 1) == "%(count)s 天"


def test_update_keeps_translations_and_drops_what_is_gone(project: Path):
    messages.run(project, [])
    translate_everything(project)
    (project / "orders" / "texts.py").write_text('from x import _\nnew = _("Statement")\n')

    messages.run(project, [])

    catalog = messages.read(project, "zh_Hans")
    assert catalog.get("Orders").string == "译文"
    assert catalog.get("Statement").string == ""
    assert catalog.get("Invoice") is None


def test_check_notices_other_placeholders_stale_strings_and_an_old_compilation(
    project: Path, capsys: pytest.CaptureFixture[str]
):
    messages.run(project, [])
    translate_everything(project)
    path = messages.po_path(project, "zh_Hans")
    path.write_text(path.read_text(encoding="utf-8").replace("%(count)s 天", "%(days)s 天"), encoding="utf-8")
    (project / "templates" / "page.html").write_text("{% load i18n %}", encoding="utf-8")

    code = messages.run(project, ["--check"])

    complaints = capsys.readouterr().out
    assert code == 1
    assert "other placeholders" in complaints
    assert "6 strings are no longer used" in complaints
    assert "django.mo is older than django.po" in complaints
