"""Config items and feature switches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reference.caching import cached_until_changed
from reference.enums import ConfigKind
from reference.errors import UnknownCode
from reference.models import ConfigItem, FeatureSwitch, FeatureSwitchException
from reference.models.configuration import parse_config_value
from reference.registry import config_definitions, switch_definitions


@cached_until_changed
def _values() -> Mapping[str, Any]:
    found, declared = {}, config_definitions()
    for item in ConfigItem.objects.order_by("pk").values("code", "kind", "default", "value", "choices"):
        default = declared[item["code"]].default if item["code"] in declared else item["default"]
        raw = item["value"] if item["value"] is not None else default
        codes = [choice[0] for choice in item["choices"]]
        found[item["code"]] = None if raw is None else parse_config_value(ConfigKind(item["kind"]), raw, choices=codes)
    return found


def get_config(code: str) -> Any:
    """
    Return the value of a config item in the type of its kind: decimals as Decimal.

    :raises UnknownCode: when neither the database nor any app knows the item.
    """
    values = _values()
    if code in values:
        return values[code]
    definition = config_definitions().get(code)
    if definition is None:
        raise UnknownCode(value=code, kind="config")
    codes = [choice[0] for choice in definition.choices]
    return parse_config_value(definition.kind, definition.default, choices=codes)


@cached_until_changed
def _switches() -> Mapping[tuple[str, int | None], bool]:
    general = FeatureSwitch.objects.order_by("pk").values_list("code", "is_on")
    exceptions = FeatureSwitchException.objects.order_by("pk").values_list("switch__code", "organization_id", "is_on")
    return {
        **{(code, None): is_on for code, is_on in general},
        **{(code, organization_id): is_on for code, organization_id, is_on in exceptions},
    }


def is_switched_on(code: str, *, organization_id: int | None = None) -> bool:
    """
    Tell whether a module is on, for one organization when given.

    :raises UnknownCode: when neither the database nor any app knows the switch.
    """
    switches = _switches()
    if (code, organization_id) in switches:
        return switches[(code, organization_id)]
    if (code, None) in switches:
        return switches[(code, None)]
    definition = switch_definitions().get(code)
    if definition is None:
        raise UnknownCode(value=code, kind="switch")
    return definition.default
