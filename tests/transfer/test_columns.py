"""Cells become values: what is taken, what is refused, and which heading is which column."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.transfer import COLUMNS, Unit
from transfer.columns import (
    BooleanColumn,
    ChoiceColumn,
    DateColumn,
    DecimalColumn,
    IntegerColumn,
    MomentColumn,
    TextColumn,
)
from transfer.matching import find_header, suggest_mapping

PRICE = DecimalColumn(name="price", label="Price", digits=20, places=6, minimum=0)
ANY = DecimalColumn(name="any", label="Any", digits=20, places=4)
RATE = DecimalColumn(name="rate", label="Rate", digits=9, places=6, percent=True, minimum=0, maximum=1)
COUNT = IntegerColumn(name="count", label="Count", minimum=1)


def one(column, cell):
    """Return a cell's value, or the code of its fault."""
    values, found = column.read([cell])
    return found[0].code if found else values[0]


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        (PRICE, "1.20", "1.20"),
        (PRICE, "", ""),
        (PRICE, "1,234.50", "1234.50"),
        (PRICE, "1.234,50", "1234.50"),
        (PRICE, "1,234", "1234"),
        (PRICE, "1,5", "1.5"),
        (PRICE, "¥ 12.30", "12.30"),
        (PRICE, "12.30元", "12.30"),
        (PRICE, "１２．５", "12.5"),
        (PRICE, "1.5e3", "1500"),
        (PRICE, "-1", "too_small"),
        (PRICE, "1.1234567", "too_precise"),
        (PRICE, "1.123400000", "1.123400000"),
        (PRICE, "123456789012345", "too_precise"),
        (PRICE, "1e999999", "too_precise"),
        (PRICE, "1e-999999", "too_precise"),
        (PRICE, "NaN", "not_a_number"),
        (PRICE, "Infinity", "not_a_number"),
        (PRICE, "1_000", "not_a_number"),
        (PRICE, "twelve", "not_a_number"),
        (PRICE, "1\0", "not_a_number"),
        (ANY, "-12.5", "-12.5"),
        (ANY, "'-12.5", "-12.5"),
        (ANY, "−3", "-3"),
        (RATE, "13%", "0.13"),
        (RATE, "0.13", "0.13"),
        (RATE, "130%", "too_great"),
        (COUNT, "5", "5"),
        (COUNT, "5.0", "5"),
        (COUNT, "1,000", "1000"),
        (COUNT, "5.5", "not_whole"),
        (COUNT, "0", "too_small"),
        (COUNT, "9" * 30, "too_precise"),
        (DateColumn(name="d", label="D"), "2026-03-31", "2026-03-31"),
        (DateColumn(name="d", label="D"), "2026/3/1", "2026-03-01"),
        (DateColumn(name="d", label="D"), "2026年3月1日", "2026-03-01"),
        (DateColumn(name="d", label="D"), "20260301", "2026-03-01"),
        (DateColumn(name="d", label="D"), "2026-02-30", "not_a_date"),
        (DateColumn(name="d", label="D"), "03/04/2026", "not_a_date"),
        (DateColumn(name="d", label="D", formats=("%d.%m.%Y",)), "31.03.2026", "2026-03-31"),
        (MomentColumn(name="m", label="M"), "2026/03/31 14:05", "2026-03-31 14:05:00"),
        (MomentColumn(name="m", label="M", formats=("%m/%d/%y %H:%M",)), "12/1/10 8:26", "2010-12-01 08:26:00"),
        (MomentColumn(name="m", label="M"), "soon", "not_a_moment"),
        (BooleanColumn(name="b", label="B"), "是", "true"),
        (BooleanColumn(name="b", label="B"), "No", "false"),
        (BooleanColumn(name="b", label="B"), "maybe", "not_a_truth"),
        (ChoiceColumn(name="u", label="U", choices=Unit, synonyms={"件": "pcs"}), "件", "pcs"),
        (ChoiceColumn(name="u", label="U", choices=Unit), "KILOGRAM", "kg"),
        (ChoiceColumn(name="u", label="U", choices=Unit), "tonne", "not_a_choice"),
        (TextColumn(name="t", label="T", max_length=3), "abcd", "too_long"),
        (TextColumn(name="t", label="T"), "a\0b", "control_character"),
        (TextColumn(name="t", label="T"), "'=1", "=1"),
        (TextColumn(name="t", label="T", required=True), "", "required"),
    ],
)
def test_cell_is_read_or_refused(column, cell, expected):
    assert one(column, cell) == expected


@given(st.lists(st.decimals(min_value=0, max_value=10**13, places=6, allow_nan=False), min_size=1))
def test_plain_numbers_are_read_exactly(numbers):
    values, found = PRICE.read([f"{number:f}" for number in numbers])

    assert found == []
    assert [Decimal(value) for value in values] == numbers


@given(st.lists(st.text(), min_size=1))
def test_no_text_gets_past_a_number_column(texts):
    values, found = PRICE.read([text.strip() for text in texts])

    faulty = {fault.index for fault in found}
    for index, value in enumerate(values):
        assert index in faulty or value == "" or Decimal(value) >= 0


@pytest.mark.parametrize("headers", [["货号", "品 名"], ["sku", "NAME"], [" ＳＫＵ＊", "名称"], ["商品编码", "name"]])
def test_headings_are_known_in_either_language_whatever_their_case(headers):
    assert suggest_mapping(headers, COLUMNS) == {"sku": 0, "name": 1}


def test_first_of_two_equal_headings_counts():
    assert suggest_mapping(["name", "sku", "Name"], COLUMNS) == {"sku": 1, "name": 0}


def test_remembered_choice_wins_over_names():
    assert suggest_mapping(["name", "title", "sku"], COLUMNS, {"name": "", "title": "name"}) == {"sku": 2, "name": 1}


def test_header_is_the_row_with_the_most_known_headings():
    assert find_header([["Price list 2026"], [], ["Code", "Name", "Price"], ["name", "1", "2"]], COLUMNS) == 2
    assert find_header([["a", "b"], ["c", "d"]], COLUMNS) == 0
