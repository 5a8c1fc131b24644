from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from kernel.money import Money
from reference.enums import ConfigKind
from reference.errors import NoExchangeRate, NoTaxRate, UnitsDoNotConvert, UnknownCode
from reference.models import FeatureSwitchException
from reference.registry import ConfigDefinition, SwitchDefinition, register_config, register_switch
from reference.selectors.config import get_config, is_switched_on
from reference.selectors.currencies import convert, get_exchange_rate
from reference.selectors.dictionaries import choices_for, ensure_entry, get_labels, label_of
from reference.selectors.mappings import get_external_code, get_internal_code
from reference.selectors.regions import full_name, get_region, list_ancestors, list_regions
from reference.selectors.taxes import get_tax_rate, list_tax_rates, rate_on, tax_choices
from reference.selectors.units import convert_quantity, get_unit, unit_symbol
from tests.factories.reference import (
    CodeMappingFactory,
    ConfigItemFactory,
    DictionaryEntryFactory,
    DictionaryFactory,
    ExchangeRateFactory,
    FeatureSwitchFactory,
    TaxRateFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "expected"), [("zh-hans", "顺丰速运"), ("en", "SF Express")])
def test_label_of_speaks_the_active_language(language, expected):
    with translation.override(language):
        assert label_of("carrier", "sf") == expected


def test_label_of_an_unknown_entry_is_its_code():
    assert label_of("carrier", "hermes") == "hermes"
    assert label_of("no_such_dictionary", "x") == "x"


def test_choices_for_leaves_out_what_is_out_of_use_unless_kept():
    dictionary = DictionaryFactory(code="colour")
    DictionaryEntryFactory(dictionary=dictionary, code="red", name_en="Red", position=2)
    DictionaryEntryFactory(dictionary=dictionary, code="blue", name_en="Blue", position=1)
    DictionaryEntryFactory(dictionary=dictionary, code="old", name_en="Old", position=3, is_active=False)

    assert choices_for("colour") == [("blue", "Blue"), ("red", "Red")]
    assert choices_for("colour", keep="old") == [("blue", "Blue"), ("red", "Red"), ("old", "Old")]
    assert list(get_labels("colour")) == ["blue", "red", "old"]
    with pytest.raises(UnknownCode):
        ensure_entry("colour", "old")


def test_hot_reads_make_no_queries(django_assert_num_queries):
    def read() -> None:
        label_of("carrier", "sf")
        get_unit("PCE")
        rate_on("vat_standard", date(2025, 1, 1))
        convert(Money(Decimal(1), "USD"), "CNY", date(2025, 1, 1))
        full_name("310115")

    read()

    with django_assert_num_queries(0):
        read()


def test_convert_quantity_is_exact_within_a_dimension():
    assert convert_quantity(Decimal("2.5"), unit="DZN", target="PCE") == Decimal(30)
    assert convert_quantity(Decimal(1), unit="LBR", target="KGM") == Decimal("0.454")
    assert convert_quantity(Decimal(3), unit="BX", target="BX") == Decimal(3)


@pytest.mark.parametrize(("unit", "target"), [("KGM", "MTR"), ("BX", "CT")])
def test_convert_quantity_refuses_what_nobody_can_know(unit, target):
    with pytest.raises(UnitsDoNotConvert):
        convert_quantity(Decimal(1), unit=unit, target=target)


def test_unit_symbol_speaks_the_active_language():
    with translation.override("zh-hans"):
        assert unit_symbol("PCE") == "件"
    with translation.override("en"):
        assert unit_symbol("PCE") == "pc"
    assert unit_symbol("???") == "???"


def test_rate_on_refuses_a_day_without_a_rate():
    TaxRateFactory(code="levy", valid_from=date(2024, 1, 1), valid_to=date(2024, 12, 31))

    assert rate_on("levy", date(2024, 12, 31)) == Decimal("0.130000")
    with pytest.raises(NoTaxRate):
        rate_on("levy", date(2025, 1, 1))
    with pytest.raises(NoTaxRate):
        get_tax_rate("levy", date(2024, 6, 1), country="DE")


def test_list_tax_rates_gives_one_rate_per_code_in_order():
    rates = list_tax_rates(date(2026, 1, 1))

    assert [(rate.code, rate.rate) for rate in rates] == [
        ("vat_standard", Decimal("0.130000")),
        ("vat_reduced", Decimal("0.090000")),
        ("vat_services", Decimal("0.060000")),
        ("vat_small_scale", Decimal("0.030000")),
        ("vat_small_scale_relief", Decimal("0.010000")),
        ("vat_zero", Decimal("0.000000")),
        ("vat_exempt", Decimal("0.000000")),
    ]
    assert tax_choices(date(2026, 1, 1))[0] == ("vat_standard", "13% · VAT standard rate")


def test_exchange_rate_is_the_latest_on_or_before_the_day():
    ExchangeRateFactory(rate="1.80", valid_on=date(2024, 1, 1))
    ExchangeRateFactory(rate="1.90", valid_on=date(2024, 6, 1))

    assert get_exchange_rate("PLN", "CNY", date(2024, 5, 31)) == Decimal("1.80")
    assert get_exchange_rate("PLN", "CNY", date(2024, 6, 1)) == Decimal("1.90")
    with pytest.raises(NoExchangeRate):
        get_exchange_rate("PLN", "CNY", date(2023, 12, 31))


def test_exchange_rate_is_read_backwards_and_across_the_yuan():
    ExchangeRateFactory(base="PLN", rate="2", valid_on=date(2024, 1, 1))
    ExchangeRateFactory(base="SEK", rate="0.5", valid_on=date(2024, 1, 1))

    assert get_exchange_rate("CNY", "PLN", date(2024, 1, 1)) == Decimal("0.5")
    assert get_exchange_rate("PLN", "SEK", date(2024, 1, 1)) == Decimal(4)


def test_the_younger_of_two_directions_counts():
    ExchangeRateFactory(base="PLN", quote="CNY", rate="2", valid_on=date(2024, 1, 1))
    ExchangeRateFactory(base="CNY", quote="PLN", rate="0.4", valid_on=date(2024, 2, 1))

    assert get_exchange_rate("PLN", "CNY", date(2024, 1, 31)) == Decimal(2)
    assert get_exchange_rate("PLN", "CNY", date(2024, 2, 1)) == Decimal("2.5")


def test_convert_rounds_once_to_the_minor_unit():
    ExchangeRateFactory(base="PLN", rate="1.80555", valid_on=date(2024, 1, 1))

    assert convert(Money(Decimal("10.00"), "PLN"), "CNY", date(2024, 1, 2)) == Money(Decimal("18.06"), "CNY")
    assert convert(Money(Decimal("1.005"), "CNY"), "CNY", date(2024, 1, 2)) == Money(Decimal("1.005"), "CNY")
    assert convert(Money(Decimal(100), "CNY"), "JPY", date(2025, 1, 1)) == Money(Decimal(2151), "JPY")


def test_region_names_are_whole_addresses_in_both_languages():
    with translation.override("zh-hans"):
        assert full_name("440305") == "广东省深圳市南山区"
        assert full_name("310115") == "上海市浦东新区"
    with translation.override("en"):
        assert full_name("440305") == "Nanshan, Shenzhen, Guangdong"
    assert full_name("999999") == ""


def test_regions_are_listed_below_their_parent():
    assert [region.code for region in list_regions("440000")][:2] == ["440100", "440200"]
    assert [region.name_zh for region in list_ancestors("440305")] == ["广东省", "深圳市", "南山区"]
    assert get_region("429004").parent_code == "420000"


def test_an_abolished_code_is_still_understood():
    region = get_region("310103")

    assert (region.name_zh, region.is_current, region.parent_code) == ("卢湾区", False, "310000")
    with translation.override("zh-hans"):
        assert full_name("310103") == "上海市卢湾区"
    with pytest.raises(UnknownCode):
        get_region("990101")


def test_get_config_gives_the_value_the_default_or_the_declaration():
    item = ConfigItemFactory(kind="decimal", default="0.05", value=None)
    other = ConfigItemFactory(kind="integer", default=5, value=8)
    register_config(ConfigDefinition("test.declared", ConfigKind.TEXT, "hello", "声明", "Declared"))

    assert get_config(item.code) == Decimal("0.05")
    assert get_config(other.code) == 8
    assert get_config("test.declared") == "hello"
    with pytest.raises(UnknownCode):
        get_config("test.unknown")


def test_a_switch_has_exceptions_for_organizations():
    switch = FeatureSwitchFactory(code="crm_test", is_on=False)
    FeatureSwitchException.objects.create(switch=switch, organization_id=7, is_on=True)
    register_switch(SwitchDefinition("declared_module", "模块", "Module", default=False))

    assert is_switched_on("crm_test") is False
    assert is_switched_on("crm_test", organization_id=7) is True
    assert is_switched_on("crm_test", organization_id=8) is False
    assert is_switched_on("declared_module", organization_id=7) is False
    with pytest.raises(UnknownCode):
        is_switched_on("no_such_module")


def test_an_organizations_own_mapping_comes_before_the_general_one():
    CodeMappingFactory(external_code="ST", internal_code="PCE")
    CodeMappingFactory(external_code="ST", internal_code="SET", organization_id=7)

    assert get_internal_code("ST", system="erp", kind="unit") == "PCE"
    assert get_internal_code("ST", system="erp", kind="unit", organization_id=7) == "SET"
    assert get_internal_code("ST", system="erp", kind="unit", organization_id=8) == "PCE"
    assert get_external_code("SET", system="erp", kind="unit", organization_id=7) == "ST"
    assert get_internal_code("XX", system="erp", kind="unit") is None
