"""Find out how the characters of a text file are encoded, by decoding all of it in pieces."""

from __future__ import annotations

import codecs
from typing import IO

from transfer.errors import UnknownEncoding

PIECE = 1024 * 1024
SAMPLE = 4096
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Strict UTF-8 refuses Chinese in GB 18030 practically always, so the order decides well.
CANDIDATES = ("utf-8", "gb18030")


def detect_encoding(file: IO[bytes]) -> str:
    """
    Return the codec that reads the whole file; the position returns to the start.

    :raises UnknownEncoding: when none of UTF-8, UTF-16 and GB 18030 does.
    """
    file.seek(0)
    sample = file.read(SAMPLE)
    for encoding in _candidates(sample):
        if _decodes(file, encoding):
            file.seek(0)
            return encoding
    raise UnknownEncoding


def _candidates(sample: bytes) -> tuple[str, ...]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return (encoding,)
    return _bare_utf16(sample) or CANDIDATES


def _bare_utf16(sample: bytes) -> tuple[str, ...]:
    """Recognise UTF-16 without a mark by the zero bytes beside its ASCII characters: separators at least."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    enough = len(sample) // 20
    if odd > enough and odd > 4 * even:
        return ("utf-16-le",)
    if even > enough and even > 4 * odd:
        return ("utf-16-be",)
    return ()


def _decodes(file: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while piece := file.read(PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
