"""Dictionaries as the faces show them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reference.caching import cached_until_changed
from reference.errors import UnknownCode
from reference.models import DictionaryEntry
from reference.values import Label


@cached_until_changed
def _all_labels() -> Mapping[str, Mapping[str, Label]]:
    columns = ("dictionary__code", "code", "name_zh", "name_en", "is_active", "parent__code", "attributes")
    rows = DictionaryEntry.objects.order_by("dictionary_id", "position", "pk").values_list(*columns)
    found: dict[str, dict[str, Label]] = {}
    for dictionary, code, zh, en, is_active, parent_code, attributes in rows:
        label = Label(code, zh, en, is_active, parent_code, MappingProxyType(attributes))
        found.setdefault(dictionary, {})[code] = label
    return MappingProxyType({code: MappingProxyType(entries) for code, entries in found.items()})


def get_labels(code: str) -> Mapping[str, Label]:
    """Return the entries of a dictionary by code, in its order, with those out of use: old documents still show them."""
    return _all_labels().get(code, MappingProxyType({}))


def label_of(code: str, entry: str) -> str:
    """Return what an entry of a dictionary is called in the active language; a code that is not there names itself."""
    found = get_labels(code).get(entry)
    return str(found) if found else entry


def choices_for(code: str, *, keep: str = "") -> list[tuple[str, str]]:
    """Return the entries in use for a form, in the active language; `keep` stays even when it is out of use."""
    labels = get_labels(code).values()
    return [(label.code, str(label)) for label in labels if label.is_active or label.code == keep]


def ensure_entry(code: str, entry: str) -> Label:
    """
    Return an entry that is in use.

    :raises UnknownCode: when the dictionary has no such entry, or it is out of use.
    """
    found = get_labels(code).get(entry)
    if found is None or not found.is_active:
        raise UnknownCode(value=entry, kind=code)
    return found
