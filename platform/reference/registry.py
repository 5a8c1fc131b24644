"""What higher apps tell reference in `AppConfig.ready()`: their config items, their switches, and where they use its codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.functional import Promise

from reference.enums import ConfigKind


@dataclass(frozen=True, slots=True)
class ConfigDefinition:
    """A setting that an app reads; its row in the database exists once somebody has changed it or seeds were loaded."""

    code: str
    kind: ConfigKind
    default: Any
    name_zh: str
    name_en: str
    description_zh: str = ""
    description_en: str = ""
    choices: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SwitchDefinition:
    """A module that can be switched off (F229)."""

    code: str
    name_zh: str
    name_en: str
    default: bool = True


@dataclass(frozen=True, slots=True)
class Usage:
    """A column that stores codes of one kind: `unit`, `currency`, `region`, `tax_rate`, or `dictionary:<code>`."""

    kind: str
    model: str
    field: str
    label: str | Promise


_config: dict[str, ConfigDefinition] = {}
_switches: dict[str, SwitchDefinition] = {}
_usages: dict[tuple[str, str, str], Usage] = {}


def register_config(definition: ConfigDefinition) -> None:
    """Declare a config item; its default serves until somebody sets a value."""
    _config[definition.code] = definition


def register_switch(definition: SwitchDefinition) -> None:
    """Declare a feature switch."""
    _switches[definition.code] = definition


def register_usage(usage: Usage) -> None:
    """Declare a column that stores codes, so that the admin can say where a code is used before it goes."""
    _usages[(usage.kind, usage.model, usage.field)] = usage


def config_definitions() -> dict[str, ConfigDefinition]:
    """Return the declared config items by code."""
    return dict(_config)


def switch_definitions() -> dict[str, SwitchDefinition]:
    """Return the declared switches by code."""
    return dict(_switches)


def count_usages(kind: str, code: str) -> Iterator[tuple[str, int]]:
    """Yield where a code is used and how often, most telling name first; columns without a hit are left out."""
    for usage in _usages.values():
        if usage.kind != kind:
            continue
        rows = apps.get_model(usage.model)._default_manager.filter(**{usage.field: code})
        if count := rows.count():
            yield str(usage.label), count
