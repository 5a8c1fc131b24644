"""What is wrong with a row: a code for machines, and a sentence that is stored in English and translated when it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, gettext_noop

from kernel.errors import DomainError, InvalidInput
from transfer.errors import source_text


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem of one row; `column` names the importer's column, empty for the row as a whole."""

    row_number: int
    code: str
    message: str
    column: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


REQUIRED = gettext_noop("A value is required.")
TOO_LONG = gettext_noop("The text is longer than %(limit)s characters.")
CONTROL_CHARACTER = gettext_noop("The text holds a character that cannot be stored.")
NOT_A_NUMBER = gettext_noop("“%(value)s” is not a number.")
NOT_WHOLE = gettext_noop("“%(value)s” is not a whole number.")
TOO_PRECISE = gettext_noop("“%(value)s” has more than %(places)s digits after the point or is too large.")
TOO_SMALL = gettext_noop("“%(value)s” is less than %(limit)s.")
TOO_GREAT = gettext_noop("“%(value)s” is more than %(limit)s.")
NOT_A_DATE = gettext_noop("“%(value)s” is not a date. Write 2026-03-31.")
NOT_A_MOMENT = gettext_noop("“%(value)s” is not a date with time. Write 2026-03-31 14:05.")
NOT_A_TRUTH = gettext_noop("“%(value)s” is neither yes nor no.")
NOT_A_CHOICE = gettext_noop("“%(value)s” is not one of: %(choices)s.")
DUPLICATE = gettext_noop("The same key stands in row %(row)s of the file already.")
TOO_MANY_CELLS = gettext_noop("The row has more cells than the header row.")
REFUSED_BY_DATABASE = gettext_noop("The row contradicts what is stored already, or a value is out of range.")


def describe(message: str, params: Mapping[str, Any]) -> str:
    """Return a stored sentence in the active language."""
    text = gettext(message) if message else ""
    return text % params if params and "%(" in text else text


def faults_of_refusal(row_number: int, refusal: DomainError) -> list[Fault]:
    """Turn a service's refusal of one row into faults, one per field where it names fields."""
    errors = refusal.params.get("errors") if isinstance(refusal, InvalidInput) else None
    if isinstance(errors, dict) and errors:
        return [
            Fault(row_number, refusal.code, str(sentence), column=str(name))
            for name, sentences in errors.items()
            for sentence in ([sentences] if isinstance(sentences, str) else list(sentences))
        ]
    params = refusal.problem()
    shown = {key: value for key, value in params.items() if key in refusal.params}
    return [Fault(row_number, refusal.code, source_text(refusal), params=shown)]
