"""
Columns of an import: what they are called, what they take and how their cells become values.

A column is read as a whole: one regular expression over all of its cells says in one step that they are fine, and only a column that is
not gets its cells looked at one by one. This is what makes a row cost microseconds. Values come out as the text that PostgreSQL's COPY
reads; an empty text stands for “not given”.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import ClassVar

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import override

from transfer import faults
from transfer.formats.guard import APOSTROPHE, strip_guard
from transfer.limits import MAX_CELL_LENGTH

LANGUAGES = ("zh-hans", "en")
SHOWN_LENGTH = 60
_SEPARATORS = re.compile(r"[\s_\-/.·:：*()（）\[\]【】]+")


@dataclass(frozen=True, slots=True)
class CellFault:
    """A problem of the cell at `index` of the column."""

    index: int
    code: str
    message: str
    params: Mapping[str, str] = field(default_factory=dict)


def normalize_header(text: str) -> str:
    """Reduce a heading to what counts when headings are compared: no case, width, spaces, punctuation."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text).casefold())


def in_every_language(text: str | Promise) -> list[str]:
    """Return a translatable text in each language of the platform, without repeats."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(str(text))
    return list(dict.fromkeys(found))


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column that an importer understands, under its name, its label in either language or an alias."""

    name: str
    label: str | Promise
    help: str | Promise = ""
    aliases: tuple[str, ...] = ()
    required: bool = False
    example: str = ""

    sql_type: ClassVar[str] = "text"
    is_text: ClassVar[bool] = False

    @property
    def heading(self) -> str:
        """Return what templates write into the header row: the label in both languages."""
        return " ".join(in_every_language(self.label))

    @property
    def names(self) -> set[str]:
        """Return every heading, normalised, by which the column is known."""
        return {
            normalize_header(text) for text in [self.name, self.heading, *in_every_language(self.label), *self.aliases]
        }

    def read(self, cells: list[str]) -> tuple[list[str], list[CellFault]]:
        """Return the values of trimmed cells and what is wrong with them; a faulty cell's value is meaningless."""
        found = self._missing(cells) if self.required else []
        values, wrong = self.convert(cells)
        return values, found + wrong

    def convert(self, cells: list[str]) -> tuple[list[str], list[CellFault]]:
        """Turn cells that are not empty into values; empty ones stay empty."""
        raise NotImplementedError

    def _missing(self, cells: list[str]) -> list[CellFault]:
        if all(cells):
            return []
        return [CellFault(index, "required", faults.REQUIRED) for index, cell in enumerate(cells) if not cell]


@dataclass(frozen=True, kw_only=True)
class TextColumn(Column):
    """Text of up to `max_length` characters, kept as it is but for spaces around it."""

    max_length: int = MAX_CELL_LENGTH

    is_text: ClassVar[bool] = True

    def convert(self, cells: list[str]) -> tuple[list[str], list[CellFault]]:
        """Take off formula guards, and find what is too long or cannot be stored."""
        blob = "".join(cells)
        if APOSTROPHE in blob:
            cells = [strip_guard(cell) for cell in cells]
        found = []
        if max(map(len, cells), default=0) > self.max_length:
            params = {"limit": str(self.max_length)}
            found = [
                CellFault(index, "too_long", faults.TOO_LONG, params)
                for index, cell in enumerate(cells)
                if len(cell) > self.max_length
            ]
        if "\0" in blob:
            found += [
                CellFault(index, "control_character", faults.CONTROL_CHARACTER)
                for index, cell in enumerate(cells)
                if "\0" in cell
            ]
        return cells, found


class _CellByCell(Column):
    """A column whose cells are looked at one by one unless `_all_plain` vouches for all of them together."""

    def convert(self, cells: list[str]) -> tuple[list[str], list[CellFault]]:
        """Take plain cells as they are, and work out each different one of the others once."""
        if self._all_plain(cells):
            return cells, []
        answers = {cell: self._answer(cell) for cell in set(cells)}
        values, found = [], []
        for index, cell in enumerate(cells):
            answer = answers[cell]
            if isinstance(answer, str):
                values.append(answer)
            else:
                values.append("")
                found.append(CellFault(index, *answer))
        return values, found

    def _all_plain(self, cells: list[str]) -> bool:
        return False

    def _answer(self, cell: str) -> str | tuple[str, str, Mapping[str, str]]:
        """Return a cell's value, or code, message and parameters of its fault."""
        return "" if not cell else self._parse(cell)

    def _parse(self, cell: str) -> str | tuple[str, str, Mapping[str, str]]:
        raise NotImplementedError


def _shown(cell: str, **params: object) -> dict[str, str]:
    value = cell if len(cell) <= SHOWN_LENGTH else cell[:SHOWN_LENGTH] + "…"
    return {"value": value.replace("\0", "␀"), **{key: str(param) for key, param in params.items()}}


_CURRENCY = re.compile(r"^(?:[¥￥$€£]|US\$|RMB|CNY|USD|EUR)\s*|\s*(?:元|RMB|CNY|USD|EUR)$", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:[. ]\d{3})+),\d+")


def parse_number(text: str) -> Decimal | None:
    """
    Read a number as people write it: full-width digits, a currency sign, 1,234.50 or 1.234,50.

    A single comma before exactly three digits separates thousands, as everywhere in Chinese and English files.
    """
    text = unicodedata.normalize("NFKC", text).removeprefix(APOSTROPHE).replace("\u2212", "-").strip()
    text = _CURRENCY.sub("", text)
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "").replace(" ", "")
    elif _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(".", "").replace(" ", "").replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and "_" not in text else None


@dataclass(frozen=True, kw_only=True)
class DecimalColumn(_CellByCell):
    """An exact number of up to `digits` digits, `places` of them after the point; `percent` also takes 13% for 0.13."""

    digits: int = 20
    places: int = 4
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    percent: bool = False

    sql_type: ClassVar[str] = "numeric"

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        sign = "" if self.minimum == 0 else "-?"
        fraction = rf"(?:\.[0-9]{{1,{self.places}}})?" if self.places else ""
        return re.compile(rf"(?:(?:{sign}[0-9]{{1,{self.digits - self.places}}}{fraction})?\n)*+")

    def _all_plain(self, cells: list[str]) -> bool:
        is_bounded = self.minimum not in (None, 0) or self.maximum is not None
        return not is_bounded and self._pattern.fullmatch("\n".join(cells) + "\n") is not None

    def _parse(self, cell: str) -> str | tuple[str, str, Mapping[str, str]]:
        is_percentage = self.percent and cell.endswith(("%", "％"))
        number = parse_number(cell[:-1] if is_percentage else cell)
        if number is None:
            return "not_a_number", faults.NOT_A_NUMBER, _shown(cell)
        return self._checked(number / 100 if is_percentage else number, cell)

    def _checked(self, number: Decimal, cell: str) -> str | tuple[str, str, Mapping[str, str]]:
        if self.minimum is not None and number < self.minimum:
            return "too_small", faults.TOO_SMALL, _shown(cell, limit=self.minimum)
        if self.maximum is not None and number > self.maximum:
            return "too_great", faults.TOO_GREAT, _shown(cell, limit=self.maximum)
        whole, places = number.adjusted() + 1, _decimal_places(number)
        if places > self.places or whole > self.digits - self.places:
            return "too_precise", faults.TOO_PRECISE, _shown(cell, places=self.places)
        return f"{number:f}"


def _decimal_places(number: Decimal) -> int:
    """Count the digits after the point that say something."""
    _sign, digits, exponent = number.as_tuple()
    significant = "".join(map(str, digits)).rstrip("0")
    if not significant or not isinstance(exponent, int):
        return 0
    return max(-exponent - (len(digits) - len(significant)), 0)


@dataclass(frozen=True, kw_only=True)
class IntegerColumn(DecimalColumn):
    """A whole number."""

    digits: int = 18
    places: int = 0

    sql_type: ClassVar[str] = "bigint"

    def _checked(self, number: Decimal, cell: str) -> str | tuple[str, str, Mapping[str, str]]:
        if number.adjusted() < self.digits and number != number.to_integral_value():
            return "not_whole", faults.NOT_WHOLE, _shown(cell)
        checked = super()._checked(number, cell)
        return f"{number.to_integral_value():f}" if isinstance(checked, str) else checked


_CHINESE_DATE = re.compile(r"(\d{4})\s*[年/.\-]\s*(\d{1,2})\s*[月/.\-]\s*(\d{1,2})\s*日?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, kw_only=True)
class DateColumn(_CellByCell):
    """A date with its year first: 2026-03-31, 2026/3/31, 2026年3月31日 or 20260331; `formats` are further strptime formats."""

    formats: tuple[str, ...] = ()

    sql_type: ClassVar[str] = "date"

    def _parse(self, cell: str) -> str | tuple[str, str, Mapping[str, str]]:
        text = unicodedata.normalize("NFKC", cell).removesuffix(" 00:00:00")
        match = _CHINESE_DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
        try:
            found = date(*map(int, match.groups())) if match else _by_formats(text, self.formats).date()
        except ValueError:
            return "not_a_date", faults.NOT_A_DATE, _shown(cell)
        return found.isoformat()


@dataclass(frozen=True, kw_only=True)
class MomentColumn(_CellByCell):
    """A date with time, without a zone: the importer knows whose clock it was. `formats` are further strptime formats."""

    formats: tuple[str, ...] = ()

    sql_type: ClassVar[str] = "timestamp"

    def _parse(self, cell: str) -> str | tuple[str, str, Mapping[str, str]]:
        text = unicodedata.normalize("NFKC", cell).replace("/", "-") if not self.formats else cell
        try:
            found = _by_formats(text, self.formats) if self.formats else datetime.fromisoformat(text)
        except ValueError:
            return "not_a_moment", faults.NOT_A_MOMENT, _shown(cell)
        return found.replace(tzinfo=None).isoformat(sep=" ")


def _by_formats(text: str, formats: Iterable[str]) -> datetime:
    for pattern in formats:
        try:
            return datetime.strptime(text, pattern)  # noqa: DTZ007 - a clock time without a zone is what the file holds
        except ValueError:
            continue
    raise ValueError(text)


_TRUE = frozenset({"true", "t", "yes", "y", "1", "on", "是", "真", "有", "√", "✓", "启用", "上架"})
_FALSE = frozenset({"false", "f", "no", "n", "0", "off", "否", "假", "无", "×", "停用", "下架"})


@dataclass(frozen=True, kw_only=True)
class BooleanColumn(_CellByCell):
    """Yes or no, in either language."""

    sql_type: ClassVar[str] = "boolean"

    def _parse(self, cell: str) -> str | tuple[str, str, Mapping[str, str]]:
        word = unicodedata.normalize("NFKC", cell).casefold()
        if word in _TRUE:
            return "true"
        return "false" if word in _FALSE else ("not_a_truth", faults.NOT_A_TRUTH, _shown(cell))


@dataclass(frozen=True, kw_only=True)
class ChoiceColumn(_CellByCell):
    """One of a fixed set, by its code or by its label in either language; the value is the code."""

    choices: type[Choices]
    synonyms: Mapping[str, str] = field(default_factory=dict)

    is_text: ClassVar[bool] = True

    @cached_property
    def _codes(self) -> dict[str, str]:
        codes = {normalize_header(word): code for word, code in self.synonyms.items()}
        for code, label in self.choices.choices:
            codes |= {normalize_header(text): str(code) for text in (str(code), *in_every_language(label))}
        return codes

    def _parse(self, cell: str) -> str | tuple[str, str, Mapping[str, str]]:
        code = self._codes.get(normalize_header(cell))
        if code is not None:
            return code
        return "not_a_choice", faults.NOT_A_CHOICE, _shown(cell, choices=", ".join(map(str, self.choices.values)))
