from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone, translation

from config.templatetags import ui
from kernel.money import Money


def render(source: str, **context: object) -> str:
    request = RequestFactory().get("/orders", {"sort": "total", "cursor": "abc"})
    return engines["django"].from_string(source).render(context, request).strip()


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        (Money(Decimal("1234.5"), "CNY"), "CNY", "¥1,234.50"),
        (Money(Decimal("1234.5"), "JPY"), "CNY", "JP¥1,234.5"),
        (Decimal("1200"), "JPY", "JP¥1,200"),
        (Decimal("0.215"), "USD", "US$0.215"),
        (Decimal("100.000000"), "EUR", "€100.00"),
        (Decimal("-3"), "CNY", "\u2212¥3.00"),
        (Decimal("1.5"), "KWD", "KWD\u00a01.500"),
        (0, "CNY", "¥0.00"),
        (None, "CNY", "–"),
    ],
)
def test_money_prints_symbol_grouping_and_the_digits_the_currency_has(value, currency, expected):
    assert ui.money(value, currency) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(Decimal("1200.000"), "1,200"), (Decimal("0.50"), "0.5"), (Decimal("1E+3"), "1,000"), (None, "–")],
)
def test_quantity_drops_trailing_zeros(value, expected):
    assert ui.quantity(value) == expected


def test_plain_number_is_fit_for_an_html_attribute():
    assert ui.plain_number(Decimal("12000.50")) == "12000.5"


def test_percent_shows_a_rate():
    assert ui.percent(Decimal("0.13")) == "13%"


@pytest.mark.parametrize(
    ("language", "short", "long"), [("en", "1 Nov 2026", "1 November 2026"), ("zh-hans", "2026-11-01", "2026年11月1日")]
)
def test_localdate_follows_the_language(language, short, long):
    with translation.override(language):
        assert ui.localdate(date(2026, 11, 1)) == short
        assert ui.localdate(date(2026, 11, 1), "long") == long


def test_localdatetime_is_in_the_active_zone():
    moment = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)

    with translation.override("zh-hans"), timezone.override("Asia/Shanghai"):
        assert ui.localdatetime(moment) == "2026-11-01 07:30"


@pytest.mark.parametrize(
    ("name", "expected"), [("王莉", "王莉"), ("欧阳小明", "欧阳"), ("Ada Lovelace", "AL"), ("harbour", "H"), ("", "?")]
)
def test_initials_of_people_and_companies(name, expected):
    assert ui.initials(name) == expected


def test_tone_is_neutral_for_an_unknown_status():
    assert ui.tone("cancelled") == "danger"
    assert ui.tone("no_such_status") == "neutral"


def test_icon_is_decorative_unless_named():
    assert 'aria-hidden="true"' in render('{% icon "cart" %}')
    assert 'role="img" aria-label="Cart"' in render('{% icon "cart" "lg" "" "Cart" %}')


def test_url_or_none_tolerates_a_page_that_does_not_exist():
    assert render('{% url_or_none "no:such_page" as url %}[{{ url|default_if_none:"" }}]') == "[]"


def test_sort_url_keeps_the_filters_and_drops_the_cursor():
    assert render('{% sort_url "sort" "-total" %}') == "?sort=-total"


def test_price_html_escapes_nothing_but_amounts_and_names_a_missing_price():
    assert ui.price_html(Decimal("12.5")) == (
        '<span class="price"><span class="price-symbol">¥</span>12<span class="price-minor">.50</span></span>'
    )
    with translation.override("en"):
        assert ui.price_html(None) == '<span class="faint small">Price on request</span>'
