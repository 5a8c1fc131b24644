"""What the API says of public configuration."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class EntrySerializer(serializers.Serializer[Any]):
    """One code of a dictionary."""

    code = serializers.CharField()
    name_zh = serializers.CharField(source="zh")
    name_en = serializers.CharField(source="en")
    is_active = serializers.BooleanField(help_text="Old documents may carry codes that are out of use.")
    parent_code = serializers.CharField(allow_null=True)


class DictionarySerializer(serializers.Serializer[Any]):
    """A dictionary with its entries, in their order."""

    code = serializers.CharField()
    entries = EntrySerializer(many=True)


class UnitSerializer(serializers.Serializer[Any]):
    """A unit of measure: one unit is `factor` base units of its dimension."""

    code = serializers.CharField(help_text="UN/ECE Recommendation 20.")
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    symbol_zh = serializers.CharField()
    symbol_en = serializers.CharField()
    dimension = serializers.CharField()
    factor = serializers.DecimalField(max_digits=24, decimal_places=12)
    precision = serializers.IntegerField(help_text="Decimals of a quantity in this unit.")


class CurrencySerializer(serializers.Serializer[Any]):
    """A currency that prices may be in."""

    code = serializers.CharField(help_text="ISO 4217.")
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    symbol = serializers.CharField()
    exponent = serializers.IntegerField(help_text="Decimals of the minor unit.")


class TaxRateSerializer(serializers.Serializer[Any]):
    """A tax code with its rate on the day asked for, a share of one."""

    code = serializers.CharField()
    country = serializers.CharField()
    kind = serializers.CharField()
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    rate = serializers.DecimalField(max_digits=9, decimal_places=6)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)


class RegionSerializer(serializers.Serializer[Any]):
    """A province, city or county."""

    code = serializers.CharField(help_text="GB/T 2260.")
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    level = serializers.IntegerField(help_text="1 province, 2 city, 3 county.")
    parent_code = serializers.CharField(allow_null=True)
    is_current = serializers.BooleanField()


class ExchangeRateSerializer(serializers.Serializer[Any]):
    """How many units of `quote` one unit of `base` buys, by the latest rate on or before the day."""

    base = serializers.CharField()
    quote = serializers.CharField()
    on = serializers.DateField()
    rate = serializers.DecimalField(max_digits=None, decimal_places=None)
