"""Public configuration beyond the seeds that every test database has."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from kernel.actors import Actor
from reference.caching import announce_change
from reference.models import (
    CodeMapping,
    ConfigItem,
    Dictionary,
    DictionaryEntry,
    ExchangeRate,
    FeatureSwitch,
    TaxRate,
    Unit,
)
from reference.permissions import StaffConfigPermission


def config_actor() -> Actor:
    """Return a member of staff who may change public configuration."""
    return Actor(
        user_id=None, organization_id=None, permissions=frozenset(StaffConfigPermission.values), is_platform=True
    )


class ReferenceFactory(DjangoModelFactory):
    """A row of public configuration that selectors see at once."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        made = super()._create(model_class, *args, **kwargs)
        announce_change()
        return made


class DictionaryFactory(ReferenceFactory):
    class Meta:
        model = Dictionary

    code = factory.Sequence(lambda n: f"dictionary_{n}")
    name_zh = factory.Sequence(lambda n: f"字典{n}")
    name_en = factory.Sequence(lambda n: f"Dictionary {n}")


class DictionaryEntryFactory(ReferenceFactory):
    class Meta:
        model = DictionaryEntry

    dictionary = factory.SubFactory(DictionaryFactory)
    code = factory.Sequence(lambda n: f"entry_{n}")
    name_zh = factory.Sequence(lambda n: f"条目{n}")
    name_en = factory.Sequence(lambda n: f"Entry {n}")


class UnitFactory(ReferenceFactory):
    class Meta:
        model = Unit

    code = factory.Sequence(lambda n: f"X{n:02d}")
    name_zh = "单位"
    name_en = "unit"
    symbol_zh = "单位"
    symbol_en = "unit"
    dimension = "count"


class TaxRateFactory(ReferenceFactory):
    class Meta:
        model = TaxRate

    code = factory.Sequence(lambda n: f"tax_{n}")
    kind = "standard"
    name_zh = "税率"
    name_en = "Tax"
    rate = "0.13"
    valid_from = date(2020, 1, 1)
    valid_to = None


class ExchangeRateFactory(ReferenceFactory):
    class Meta:
        model = ExchangeRate

    base = "PLN"
    quote = "CNY"
    rate = "1.80"
    valid_on = date(2024, 1, 1)
    source = "test"


class ConfigItemFactory(ReferenceFactory):
    class Meta:
        model = ConfigItem

    code = factory.Sequence(lambda n: f"test.item_{n}")
    kind = "integer"
    default = 5
    name_zh = "配置"
    name_en = "Item"


class FeatureSwitchFactory(ReferenceFactory):
    class Meta:
        model = FeatureSwitch

    code = factory.Sequence(lambda n: f"module_{n}")
    name_zh = "模块"
    name_en = "Module"


class CodeMappingFactory(ReferenceFactory):
    class Meta:
        model = CodeMapping

    system = "erp"
    kind = "unit"
    external_code = factory.Sequence(lambda n: f"EXT{n}")
    internal_code = "PCE"
