"""Regions of GB/T 2260, with the codes that were abolished."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from reference.caching import cached_until_changed
from reference.enums import RegionLevel
from reference.errors import UnknownCode
from reference.models import Region
from reference.values import RegionInfo, in_active_language

# stdnum lists who bore a code and when: "[1983-1989]上埗区办事处,[1990-]福田区".
_BEARER = re.compile(r"^(?:\[(?P<since>\d*)-(?P<until>\d*)\])?(?P<name>.+)$")


class _Atlas(NamedTuple):
    by_code: Mapping[str, RegionInfo]
    children: Mapping[str | None, list[RegionInfo]]


@cached_until_changed
def _atlas() -> _Atlas:
    columns = ("code", "name_zh", "name_en", "level", "parent__code", "pinyin", "is_active")
    by_code: dict[str, RegionInfo] = {}
    children: dict[str | None, list[RegionInfo]] = {}
    for row in Region.objects.order_by("code").values_list(*columns):
        region = RegionInfo(*row)
        by_code[region.code] = region
        if region.is_current:
            children.setdefault(region.parent_code, []).append(region)
    return _Atlas(by_code, children)


def list_regions(parent: str | None = None) -> list[RegionInfo]:
    """Return the current regions right below another, by code; without one the provinces."""
    return list(_atlas().children.get(parent, []))


def region_choices(parent: str | None = None) -> list[tuple[str, str]]:
    """Return the current regions right below another for a form, in the active language."""
    return [(region.code, region.name) for region in list_regions(parent)]


def get_region(code: str) -> RegionInfo:
    """
    Return a region, also one whose code was abolished.

    :raises UnknownCode: when the code never existed.
    """
    found = _atlas().by_code.get(code) or _abolished(code)
    if found is None:
        raise UnknownCode(value=code, kind="region")
    return found


def list_ancestors(code: str) -> list[RegionInfo]:
    """
    Return the region with everything above it, province first.

    :raises UnknownCode: when the code never existed.
    """
    region = get_region(code)
    above = list_ancestors(region.parent_code) if region.parent_code else []
    return [*above, region]


def full_name(code: str) -> str:
    """Return province, city and county as one line in the active language; an unknown code gives nothing."""
    try:
        regions = list_ancestors(code)
    except UnknownCode:
        return ""
    in_chinese = "".join(region.name_zh for region in regions)
    return in_active_language(in_chinese, ", ".join(region.name_en or region.name_zh for region in reversed(regions)))


def _abolished(code: str) -> RegionInfo | None:
    """Look an old code up in python-stdnum's table, which keeps 6,885 codes since 1980; of several bearers the last counts."""
    if not re.fullmatch(r"\d{6}", code):
        return None
    from stdnum import numdb  # noqa: PLC0415 - the table is read only when an old code turns up

    parts = {key: value for _digits, found in numdb.get("cn/loc").info(code) for key, value in found.items()}
    bearer = _BEARER.match(parts.get("county", "").rsplit(",", 1)[-1])
    if bearer is None:
        return None
    atlas = _atlas().by_code
    above = next((each for each in (f"{code[:4]}00", f"{code[:2]}0000") if each != code and each in atlas), None)
    level = RegionLevel.CITY if code.endswith("00") else RegionLevel.COUNTY
    return RegionInfo(code, bearer["name"], "", level, above, is_current=False)
