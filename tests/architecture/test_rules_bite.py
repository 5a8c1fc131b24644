"""A rule that finds nothing proves nothing: here each one meets what it is there to find."""

import ast

import pytest

from tests.architecture import rules


def test_manager_uses_are_found():
    tree = ast.parse("order = Order.objects.get(pk=1)\nOrder._default_manager.all()\nselector.objects_of(x)\n")

    assert list(rules.manager_uses(tree)) == ["line 1: .objects", "line 2: ._default_manager"]


def test_floats_are_found():
    tree = ast.parse(
        "rate = 0.13\namount = float(text)\nprice = models.FloatField()\nexact = Decimal('0.13')\ncount = 3\n"
    )

    assert sorted(rules.floats(tree)) == ["line 1: 0.13", "line 2: float", "line 3: FloatField"]


def test_long_functions_are_found_and_docstrings_do_not_count():
    body = "    x = 1\n"
    long = "def too_long():\n" + body * rules.FUNCTION_LINES_MAX
    fits = 'def fits():\n    """\n    Do.\n    """\n' + body * (rules.FUNCTION_LINES_MAX - 1)

    assert list(rules.long_functions(ast.parse(long + fits))) == ["line 1: too_long has 51 lines"]


@pytest.mark.parametrize("line", ["# TODO later", "x = 1  # FIXME", "open('/root/x')", "see /home/me/notes"])
def test_notes_to_oneself_are_found(line: str):
    assert len(list(rules.banned_words(line))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "todos = []",
        '    TODO = "todo"',
        "state = State.TODO",
        "url = '/rooted/'",
        "path('work/', view)",
        "example.com/home/page",
    ],
)
def test_ordinary_words_are_left_alone(line: str):
    assert list(rules.banned_words(line)) == []


@pytest.mark.parametrize(
    ("template", "what"),
    [
        ("<script>go()</script>", "inline script"),
        ("<style>p{}</style>", "inline style sheet"),
        ('<p class="a" style="color:red">', "style attribute"),
        ('<button onclick="go()">', "event handler attribute"),
        ('<a href="javascript:go()">', "javascript: address"),
        ('<script src="https://cdn.example.com/x.js"></script>', "foreign host"),
        ('<link rel="stylesheet" href="//cdn.example.com/x.css">', "foreign host"),
    ],
)
def test_inline_code_is_found(template: str, what: str):
    assert list(rules.inline_code(f"<div>\n{template}")) == [f"line 2: {what}"]


@pytest.mark.parametrize(
    "template",
    [
        '<script src="{% static "js/app.js" %}" defer></script>',
        '<script type="application/json" id="rows">[]</script>',
        '<a href="https://example.com">elsewhere</a>',
        '<c-button label="one" />',
    ],
)
def test_clean_templates_are_left_alone(template: str):
    assert list(rules.inline_code(template)) == []


def test_docstrings_that_say_too_little_are_found():
    assert rules.docstring_complaint(None) == "has no docstring"
    assert rules.docstring_complaint("Owns x.") == "does not say, in a second paragraph, what it must never know"
    assert rules.docstring_complaint("Owns x.\n\nMust never know y.") is None
