"""What every new installation, and every test database, starts with."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.utils import translation

from reference.models import Dictionary, DictionaryEntry, Region, TaxRate, Unit
from reference.selectors.currencies import list_currencies
from reference.selectors.dictionaries import get_labels
from reference.selectors.regions import list_regions
from reference.selectors.taxes import rate_on
from reference.selectors.units import get_unit
from reference.services.seeding import load_reference

pytestmark = pytest.mark.django_db

PARTY_TYPES = {
    "生产商",
    "品牌商",
    "总代理",
    "批发商",
    "分销商",
    "经销商",
    "终端门店",
    "电商卖家",
    "政府机构",
    "私人企业",
}


def test_party_types_are_the_ten_of_the_market():
    labels = get_labels("party_type")

    assert {label.zh for label in labels.values()} == PARTY_TYPES
    assert labels["manufacturer"].attributes["size"] == "big"
    assert labels["retail_store"].attributes["size"] == "small"


@pytest.mark.parametrize(
    "code",
    ["industry", "certificate_type", "carrier", "cancellation_reason", "stock_adjustment_reason", "payment_term"],
)
def test_seeded_dictionaries_name_every_entry_in_both_languages(code):
    labels = get_labels(code)

    assert len(labels) >= 10
    assert [label.code for label in labels.values() if not label.zh or not label.en] == []


def test_vat_rates_follow_the_calendar():
    found = {on: rate_on("vat_standard", on) for on in (date(2018, 4, 30), date(2018, 5, 1), date(2019, 4, 1))}

    assert found == {
        date(2018, 4, 30): Decimal("0.170000"),
        date(2018, 5, 1): Decimal("0.160000"),
        date(2019, 4, 1): Decimal("0.130000"),
    }


def test_units_carry_exact_factors():
    assert get_unit("LBR").factor == Decimal("0.453592370000")
    assert (get_unit("KGM").symbol_zh, get_unit("KGM").precision) == ("kg", 3)
    assert Unit.objects.count() == 44


def test_currencies_know_their_minor_units():
    exponents = {currency.code: currency.exponent for currency in list_currencies()}

    assert (exponents["CNY"], exponents["JPY"], exponents["KWD"]) == (2, 0, 3)
    assert len(exponents) == 33


def test_regions_cover_the_country():
    assert [region.code for region in list_regions()][:3] == ["110000", "120000", "130000"]
    assert Region.objects.count() == 3212
    with translation.override("en"):
        assert [region.name for region in list_regions()][-3:] == ["Taiwan", "Hong Kong", "Macao"]


def test_load_reference_again_changes_nothing_and_keeps_what_staff_changed():
    Unit.objects.filter(code="PCE").update(name_en="pieces")
    TaxRate.objects.filter(code="vat_small_scale_relief").update(valid_to=date(2029, 12, 31))
    before = DictionaryEntry.objects.count()

    load_reference(get_model=apps.get_model)

    assert Unit.objects.get(code="PCE").name_en == "pieces"
    assert TaxRate.objects.get(code="vat_small_scale_relief").valid_to == date(2029, 12, 31)
    assert (Dictionary.objects.count(), DictionaryEntry.objects.count()) == (9, before)


def test_load_reference_adds_what_is_missing():
    DictionaryEntry.objects.filter(dictionary__code="carrier", code="dhl").delete()

    load_reference(get_model=apps.get_model)

    assert get_labels("carrier")["dhl"].en == "DHL"
