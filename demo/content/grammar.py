"""
The grammar a family of goods is written in: axes of options that multiply into products and variants.

An axis is written as one line of options, `code=中文|English:price:mass`; the label may be left out when the
code says it all, an underscore stands for a space, price and mass are per cent of the family's base.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import product
from math import prod

from demo.content.text import Text


@dataclass(frozen=True)
class Option:
    """One choice on an axis; `price` and `mass` are per cent of the family's base."""

    code: str
    label: Text
    price: int = 100
    mass: int = 100


@dataclass(frozen=True)
class Axis:
    """A property in which the goods of a family differ; with a `unit` its values are numbers."""

    code: str
    name: Text
    options: tuple[Option, ...]
    unit: str = ""

    def value(self, option: Option) -> Text:
        """Word one option for people, with the unit behind a number."""
        if not self.unit:
            return option.label
        space = "" if self.unit in {"°", "%"} else " "
        return Text(*(f"{label}{space}{self.unit}" for label in option.label))


@dataclass(frozen=True)
class Family:
    """Goods of one leaf category that share a form, a standard and a way to be named."""

    code: str
    category: Text
    title: Text
    axes: tuple[Axis, ...]
    variant: Axis
    price: Decimal
    """Yuan per unit, tax included, when every option is at 100 per cent."""
    grams: Decimal
    unit: str
    """UN/ECE Recommendation 20 and 21 code."""
    about: tuple[Text, ...]
    picture: str
    tones: tuple[str, ...]
    look: str
    """The axis whose option picks the tone of the picture."""
    standard: str = ""
    pack: int = 1
    """Goods leave the warehouse in multiples of this."""
    variant_title: Text | None = None
    variant_label: Text | None = None
    """What the trade calls the size of a variant, such as M8×40, where the option alone would say too little."""
    tax_rate: Decimal = Decimal("0.13")
    shelf_life_days: int = 0

    @cached_property
    def combinations(self) -> tuple["Combination", ...]:
        """List every product the axes can name."""
        return tuple(Combination(self, options) for options in product(*(axis.options for axis in self.axes)))

    def tone_of(self, options: dict[str, Option]) -> str:
        """Pick the picture's tone for one combination of options."""
        axis = next(axis for axis in (*self.axes, self.variant) if axis.code == self.look)
        option = options.get(self.look, axis.options[0])
        return self.tones[axis.options.index(option) % len(self.tones)]


@dataclass(frozen=True)
class Combination:
    """One product of a family, still without a maker."""

    family: Family
    options: tuple[Option, ...]

    @cached_property
    def by_axis(self) -> dict[str, Option]:
        """Give the chosen option of every axis by the axis's code."""
        return {axis.code: option for axis, option in zip(self.family.axes, self.options, strict=True)}

    @property
    def code(self) -> str:
        """Join the option codes to a stem for article numbers."""
        return "-".join(option.code for option in self.options)

    def title(self) -> Text:
        """Name the product."""
        return self.family.title.format(**self._labels())

    def variant_title(self, option: Option) -> Text:
        """Name the variant with `option` on the family's variant axis."""
        family = self.family
        if family.variant_title is not None:
            return family.variant_title.format(**self._labels(), **{family.variant.code: option.label})
        value = family.variant.value(option)
        return Text(f"{self.title().zh} {value.zh}", f"{self.title().en}, {value.en}")

    def variant_label(self, option: Option) -> Text:
        """Word the choice between the variants of the product."""
        family = self.family
        if family.variant_label is None:
            return family.variant.value(option)
        return family.variant_label.format(**self._labels(), **{family.variant.code: option.label})

    def sentences(self) -> Iterator[Text]:
        """Describe the goods; each sentence stands alone."""
        for sentence in self.family.about:
            yield sentence.format(**self._labels())

    def price(self, option: Option) -> Decimal:
        """Give the list price of a variant in yuan per unit, before the maker's own level."""
        return self._scale(self.family.price, [chosen.price for chosen in (*self.options, option)])

    def grams(self, option: Option) -> Decimal:
        """Give the mass of one unit of a variant."""
        return self._scale(self.family.grams, [chosen.mass for chosen in (*self.options, option)])

    def _labels(self) -> dict[str, Text]:
        return {axis.code: option.label for axis, option in zip(self.family.axes, self.options, strict=True)}

    @staticmethod
    def _scale(base: Decimal, percents: list[int]) -> Decimal:
        return base * prod(percents) / Decimal(100) ** len(percents)


@dataclass(frozen=True)
class Group:
    """A branch of the category tree: its families are the leaves."""

    code: str
    name: Text
    icon: str
    tax_label: str
    """Short name of the tax classification, as it stands between asterisks on a Chinese invoice."""
    families: tuple[Family, ...]


@dataclass(frozen=True)
class Industry:
    """A root of the category tree."""

    code: str
    name: Text
    icon: str
    summary: Text
    groups: tuple[Group, ...]


def axis(code: str, name: str, options: str, unit: str = "") -> Axis:
    """Read an axis from its one-line form."""
    return Axis(code, _label(name), tuple(_option(item) for item in options.split()), unit)


def family(*, price: str, grams: str, about: tuple[tuple[str, str], ...], tones: str, **fields: object) -> Family:
    """Read a family from plain literals."""
    texts = {key: Text(*value) for key, value in fields.items() if isinstance(value, tuple) and _is_pair(value)}
    return Family(
        **{**fields, **texts},  # type: ignore[arg-type]
        price=Decimal(price),
        grams=Decimal(grams),
        about=tuple(Text(*pair) for pair in about),
        tones=tuple(tones.split()),
    )


def _is_pair(value: tuple[object, ...]) -> bool:
    return len(value) == 2 and all(isinstance(part, str) for part in value)


def _label(name: str) -> Text:
    zh, _, en = name.replace("_", " ").partition("|")
    return Text(zh, en or zh)


def _option(item: str) -> Option:
    head, *percents = item.split(":")
    code, _, label = head.partition("=")
    price, mass = (*(int(percent) for percent in percents), *(100, 100)[len(percents) :])
    return Option(code, _label(label or code), price, mass)
