"""
Keep spreadsheet programs from running what people typed (reliability S9, CWE-1236).

Exports put an apostrophe before a text that a spreadsheet could take for a formula; imports take exactly that one away again, so that a
file survives the round trip. Texts that are plain numbers stay as they are.
"""

from __future__ import annotations

import re

APOSTROPHE = "'"
_DANGEROUS = re.compile(r"[\s\0]*[=+\-@＝＋－＠\t\r\0']|[\t\r\0]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def guard_text(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet might run it."""
    return APOSTROPHE + text if _is_dangerous(text) else text


def strip_guard(text: str) -> str:
    """Return the text without the apostrophe that `guard_text` has put before it."""
    return text[1:] if text.startswith(APOSTROPHE) and _is_dangerous(text[1:]) else text


def _is_dangerous(text: str) -> bool:
    return _DANGEROUS.match(text) is not None and _NUMBER.fullmatch(text) is None
