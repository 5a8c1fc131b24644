"""The three industries of the demo market and the tree of categories that they span."""

from collections.abc import Iterator
from typing import NamedTuple

from demo.content.families.catering import INGREDIENTS, SERVING
from demo.content.families.electrical import CABLE, LIGHTING, LOW_VOLTAGE
from demo.content.families.electronics import AUTOMATION, COMPONENTS
from demo.content.families.fasteners import FASTENERS
from demo.content.families.motion import MOTION
from demo.content.families.packaging import OFFICE, PACKAGING
from demo.content.families.protection import FLUID, PROTECTION
from demo.content.families.tools import TOOLS
from demo.content.grammar import Family, Group, Industry
from demo.content.text import Text

INDUSTRIES: tuple[Industry, ...] = (
    Industry(
        "mro",
        Text("工业零部件", "Industrial parts"),
        "factory",
        Text(
            "紧固件、轴承、刀具、劳保与流体件，产线不停机的底气",
            "Fasteners, bearings, tools, protection and fluid parts",
        ),
        (FASTENERS, MOTION, TOOLS, PROTECTION, FLUID),
    ),
    Industry(
        "electrical",
        Text("电气与电子", "Electrical and electronics"),
        "bolt",
        Text("低压电气、线缆、元器件与自动化，一站配齐", "Switchgear, cable, components and automation"),
        (LOW_VOLTAGE, CABLE, COMPONENTS, AUTOMATION, LIGHTING),
    ),
    Industry(
        "supplies",
        Text("包装与餐饮供应", "Packaging and food service"),
        "package",
        Text(
            "包装、食材、餐饮用品与办公清洁，门店天天要用", "Packaging, ingredients, disposables, office and cleaning"
        ),
        (PACKAGING, INGREDIENTS, SERVING, OFFICE),
    ),
)


class CategoryNode(NamedTuple):
    """A node of the category tree, parents first."""

    code: str
    parent: str | None
    name: Text
    icon: str
    depth: int


def categories() -> Iterator[CategoryNode]:
    """Walk the category tree depth first."""
    for industry in INDUSTRIES:
        yield CategoryNode(industry.code, None, industry.name, industry.icon, 1)
        for group in industry.groups:
            yield CategoryNode(group.code, industry.code, group.name, group.icon, 2)
            for family in group.families:
                yield CategoryNode(family.code, group.code, family.category, group.icon, 3)


GROUPS: dict[str, Group] = {group.code: group for industry in INDUSTRIES for group in industry.groups}
FAMILIES: dict[str, Family] = {family.code: family for group in GROUPS.values() for family in group.families}
GROUP_OF_FAMILY: dict[str, Group] = {family.code: group for group in GROUPS.values() for family in group.families}
INDUSTRY_OF_GROUP: dict[str, Industry] = {group.code: industry for industry in INDUSTRIES for group in industry.groups}
UNITS: dict[str, Text] = {
    "PCE": Text("件", "pc"),
    "SET": Text("套", "set"),
    "PR": Text("双", "pair"),
    "RO": Text("卷", "roll"),
    "PK": Text("包", "pack"),
    "BX": Text("盒", "box"),
    "BG": Text("袋", "bag"),
    "CT": Text("箱", "carton"),
}
