from reference.models.base import NamedRecord, ReferenceRecord
from reference.models.configuration import CodeMapping, ConfigItem, FeatureSwitch, FeatureSwitchException
from reference.models.dictionaries import Dictionary, DictionaryEntry
from reference.models.measures import Currency, ExchangeRate, TaxRate, Unit
from reference.models.regions import Region

__all__ = [
    "CodeMapping",
    "ConfigItem",
    "Currency",
    "Dictionary",
    "DictionaryEntry",
    "ExchangeRate",
    "FeatureSwitch",
    "FeatureSwitchException",
    "NamedRecord",
    "ReferenceRecord",
    "Region",
    "TaxRate",
    "Unit",
]
