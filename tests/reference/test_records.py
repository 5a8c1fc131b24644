"""Changing public configuration: by permission, checked twice, versioned, and heard of by everybody."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import Error, IntegrityError, transaction

from kernel.actors import Actor
from kernel.errors import Forbidden, InvalidInput
from reference.errors import RecordInUse
from reference.models import ConfigItem, Currency, DictionaryEntry, ExchangeRate, Region, TaxRate, Unit
from reference.registry import Usage, register_usage
from reference.selectors.dictionaries import label_of
from reference.services.records import delete_record, list_usages, save_record
from tests.factories.reference import (
    CodeMappingFactory,
    ConfigItemFactory,
    DictionaryEntryFactory,
    DictionaryFactory,
    ExchangeRateFactory,
    TaxRateFactory,
    UnitFactory,
    config_actor,
)

pytestmark = pytest.mark.django_db


def test_save_record_is_seen_at_once_in_the_same_transaction():
    entry = DictionaryEntry.objects.get(dictionary__code="carrier", code="sf")
    entry.name_en = "SF"

    save_record(actor=config_actor(), record=entry)

    assert label_of("carrier", "sf") == "SF"


def test_save_record_needs_the_permission():
    entry = DictionaryEntry.objects.get(dictionary__code="carrier", code="sf")
    entry.name_en = "Hacked"
    viewer = Actor(user_id=1, organization_id=1, permissions=frozenset({"staff.config.view"}))

    with pytest.raises(Forbidden):
        save_record(actor=viewer, record=entry)

    assert label_of("carrier", "sf") == "SF Express"


def test_every_version_is_kept_even_past_the_service():
    entry = DictionaryEntry.objects.get(dictionary__code="carrier", code="sf")
    entry.name_en = "SF"
    save_record(actor=config_actor(), record=entry)
    DictionaryEntry.objects.filter(pk=entry.pk).update(name_en="S.F.")

    names = list(entry.events.order_by("pgh_id").values_list("pgh_label", "name_en"))

    assert names == [("insert", "SF Express"), ("update", "SF"), ("update", "S.F.")]


def test_delete_record_refuses_what_is_used_by_a_declared_column():
    entry = DictionaryEntryFactory(dictionary=DictionaryFactory(code="shade"), code="dark")
    CodeMappingFactory(kind="shade", internal_code="dark")
    register_usage(Usage("dictionary:shade", "reference.CodeMapping", "internal_code", "Code mappings"))

    with pytest.raises(RecordInUse) as refusal:
        delete_record(actor=config_actor(), record=entry)

    assert refusal.value.params["count"] == 1
    assert list_usages(entry) == {"Code mappings": 1}
    assert DictionaryEntry.objects.filter(pk=entry.pk).exists()


def test_delete_record_refuses_a_dictionary_with_entries_and_takes_an_unused_row():
    dictionary = DictionaryFactory()
    entry = DictionaryEntryFactory(dictionary=dictionary)

    with pytest.raises(RecordInUse):
        delete_record(actor=config_actor(), record=dictionary)
    delete_record(actor=config_actor(), record=entry)
    delete_record(actor=config_actor(), record=dictionary)

    assert not DictionaryEntry.objects.filter(pk=entry.pk).exists()


def test_database_refuses_overlapping_tax_periods():
    TaxRateFactory(code="levy", valid_from=date(2024, 1, 1), valid_to=date(2024, 12, 31))

    with pytest.raises(IntegrityError, match="tax_rate_periods_apart"), transaction.atomic():
        TaxRateFactory(code="levy", valid_from=date(2024, 12, 31), valid_to=None)
    TaxRateFactory(code="levy", valid_from=date(2025, 1, 1), valid_to=None)
    TaxRateFactory(code="levy", country="DE", valid_from=date(2024, 6, 1), valid_to=None)

    assert TaxRate.objects.filter(code="levy").count() == 3


def test_save_record_explains_an_overlap_before_the_database_does():
    TaxRateFactory(code="levy", valid_from=date(2024, 1, 1), valid_to=None)
    rate = TaxRate(
        code="levy", kind="standard", name_zh="税", name_en="Levy", rate=Decimal("0.1"), valid_from=date(2025, 1, 1)
    )

    with pytest.raises(InvalidInput) as refusal:
        save_record(actor=config_actor(), record=rate)

    assert refusal.value.params["errors"] == {
        "__all__": ["Another rate of this tax code is in force during this period."]
    }


@pytest.mark.parametrize(
    ("factory", "values", "constraint"),
    [
        (TaxRateFactory, {"rate": "1.3"}, "tax_rate_is_a_share"),
        (TaxRateFactory, {"kind": "zero", "rate": "0.1"}, "tax_rate_zero_is_zero"),
        (TaxRateFactory, {"valid_from": date(2024, 2, 1), "valid_to": date(2024, 1, 1)}, "tax_rate_ends_after_start"),
        (ExchangeRateFactory, {"rate": "0"}, "exchange_rate_positive"),
        (ExchangeRateFactory, {"base": "CNY", "quote": "CNY"}, "exchange_rate_between_two_currencies"),
        (UnitFactory, {"factor": "0"}, "unit_factor_positive"),
    ],
)
def test_database_refuses_figures_without_sense(factory, values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        factory(**values)


@pytest.mark.parametrize(
    ("model", "code", "change"),
    [
        (Unit, "KGM", {"code": "KG"}),
        (Unit, "KGM", {"factor": Decimal(2)}),
        (Currency, "CNY", {"code": "RMB"}),
        (Region, "110000", {"code": "110001"}),
    ],
)
def test_database_keeps_what_documents_refer_to(model, code, change):
    with pytest.raises(Error), transaction.atomic():
        model.objects.filter(code=code).update(**change)


def test_exchange_rates_of_one_pair_and_day_exist_once():
    ExchangeRateFactory(valid_on=date(2024, 3, 1))

    with pytest.raises(IntegrityError, match="exchange_rate_once_a_day"), transaction.atomic():
        ExchangeRateFactory(valid_on=date(2024, 3, 1))

    assert ExchangeRate.objects.filter(base="PLN").count() == 1


def test_an_external_code_means_one_thing_for_everybody():
    CodeMappingFactory(external_code="ST")

    with pytest.raises(IntegrityError, match="code_mapping_external_once"), transaction.atomic():
        CodeMappingFactory(external_code="ST", internal_code="SET")


@pytest.mark.parametrize(
    ("kind", "value", "choices"),
    [
        ("boolean", 1, []),
        ("integer", True, []),
        ("integer", "5", []),
        ("decimal", 0.1, []),
        ("decimal", "NaN", []),
        ("decimal", "ten", []),
        ("text", 5, []),
        ("choice", "c", [["a", "甲", "A"], ["b", "乙", "B"]]),
    ],
)
def test_config_values_must_fit_their_type(kind, value, choices):
    item = ConfigItem(code="test.typed", kind=kind, value=value, choices=choices, name_zh="项", name_en="Item")

    with pytest.raises(InvalidInput) as refusal:
        save_record(actor=config_actor(), record=item)

    assert list(refusal.value.params["errors"]) == ["value"]


@pytest.mark.parametrize(
    ("kind", "value"), [("boolean", False), ("integer", 0), ("decimal", "0.10"), ("text", ""), ("json", {"a": [1]})]
)
def test_config_values_of_their_type_are_stored(kind, value):
    item = ConfigItemFactory.build(kind=kind, value=value, default=None)

    save_record(actor=config_actor(), record=item)

    assert ConfigItem.objects.get(code=item.code).value == value


def test_an_entry_stays_within_its_dictionary():
    stranger = DictionaryEntryFactory()
    entry = DictionaryEntryFactory.build(dictionary=DictionaryFactory(), parent=stranger)

    with pytest.raises(InvalidInput) as refusal:
        save_record(actor=config_actor(), record=entry)

    assert list(refusal.value.params["errors"]) == ["parent"]
