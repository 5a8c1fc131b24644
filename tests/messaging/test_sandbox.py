"""A template can print what it was given, and nothing else."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kernel.money import Money
from messaging.sandbox import plain, render_subject, render_text, validate_text

SAMPLES = {
    "name": "Li",
    "total": "CNY 12.00",
    "is_late": True,
    "lines": [{"title": "Bearing", "quantity": 3}],
    "buyer": {"name": "Acme"},
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello {{ name }}", "Hello Li"),
        ("{{ buyer.name|upper }}", "ACME"),
        ("{% if is_late %}late{% else %}in time{% endif %}", "late"),
        (
            "{% for line in lines %}{{ forloop.counter }}. {{ line.title }} × {{ line.quantity }}{% endfor %}",
            "1. Bearing × 3",
        ),
        ("{{ missing|default:'–' }}", "–"),
        ("{# a note #}{% comment %}hidden{% endcomment %}{{ name }}", "Li"),
    ],
)
def test_templates_print_their_variables(text, expected):
    assert render_text(text, SAMPLES) == expected


@pytest.mark.parametrize(
    "attack",
    [
        "{% load static %}",
        "{% include 'storefront/base.html' %}",
        "{% extends 'base.html' %}",
        "{% debug %}",
        "{% csrf_token %}",
        "{% url 'admin:index' %}",
        "{% now 'Y' %}",
        "{% lorem 100000 w %}",
        "{% autoescape off %}{{ name }}{% endautoescape %}",
        "{% filter force_escape %}x{% endfilter %}",
        "{% cycle 'a' 'b' %}",
        "{% with x=name %}{{ x }}{% endwith %}",
        "{% widthratio 1 2 3 %}",
        "{% block x %}{% endblock %}",
        "{% verbatim %}{{ x }}{% endverbatim %}",
        "{% partial row %}",
        "<c-button>{% translate 'x' %}</c-button>",
        "{{ name|safe }}",
        "{{ name|ljust:999999999 }}",
        "{{ name|center:'999999999' }}",
        "{{ total|floatformat:100000 }}",
        "{{ name|pprint }}",
        "{{ name.__class__ }}",
        "{{ name.upper }}",
        "{{ lines.0.title }}",
        "{{ buyer.password }}",
        "{{ settings.SECRET_KEY }}",
        "{{ request.user }}",
        "{% if request.user.is_staff %}x{% endif %}",
        "{% if name == settings.SECRET_KEY %}x{% endif %}",
        "{% if not is_late and secret %}x{% endif %}",
        "{{ name|default:secret }}",
        "{% for x in secrets %}{{ x }}{% endfor %}",
        "{% for letter in name %}{{ letter }}{% endfor %}",
        "{% for a, b in lines %}x{% endfor %}",
        "{% for a in 'xxxx' %}x{% endfor %}",
        "{% for a in lines %}{% for b in lines %}{% for c in lines %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% for line in lines %}{{ line.cost }}{% endfor %}",
        "{% for line in lines %}x{% endfor %}{{ line.title }}",
        "{% if name %}",
        "{{ }}",
        "x" * 10_001,
    ],
)
def test_validation_refuses_whatever_was_not_given(attack):
    with pytest.raises(ValidationError):
        validate_text(attack if attack != "{{ name" else "{{ name|", samples=SAMPLES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain text, 100 % safe",
        "{{ name }} {{ total }} {{ buyer.name }}",
        "{% for line in lines %}{% if forloop.first %}{{ line.title|truncatechars:3 }}{% endif %}{% endfor %}",
        "{% if is_late and not name %}a{% elif total %}b{% endif %}",
    ],
)
def test_validation_lets_ordinary_texts_pass(text):
    validate_text(text, samples=SAMPLES)


def test_objects_never_reach_a_template():
    class Secret:
        password = "hunter2"

    with pytest.raises(TypeError):
        render_text("{{ thing.password }}", {"thing": Secret()})


def test_callables_never_reach_a_template():
    with pytest.raises(TypeError):
        render_text("{{ thing }}", {"thing": lambda: "called"})


def test_a_subject_is_one_line_whatever_is_in_it():
    subject = render_subject("Order {{ name }}", {"name": "1\r\nBcc: everybody@example.com"})

    assert subject == "Order 1 Bcc: everybody@example.com"


def test_values_become_plain_and_readable():
    found = plain(
        {
            "amount": Money(Decimal("1234.5"), "CNY"),
            "rate": Decimal("0.13"),
            "on": date(2026, 3, 2),
            "at": datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
            "many": list(range(1000)),
        }
    )

    assert found["amount"] == "CNY 1,234.50"
    assert (found["rate"], found["on"], found["at"]) == ("0.13", "2026-03-02", "2026-03-02 09:30")
    assert len(found["many"]) == 200
