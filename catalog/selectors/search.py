"""
Turn text into search tokens, the same way for what is stored and for what is asked.

Chinese is indexed as single characters and pairs; a query is cut into words, and the pairs of each word must be there. Latin words and
part numbers are kept whole and in parts, so that `BH863-2Z`, `bh8632z` and `bh863` all find the same bearing. No database extension and no
locale is involved.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import opencc
import rjieba

HAN = "\u3400-\u9fff\uf900-\ufaff"
_RUNS = re.compile(rf"[{HAN}]+|[a-z0-9][a-z0-9.\-_/+&#]*")
_PARTS = re.compile(r"[a-z]+|\d+(?:\.\d+)?")
_JOINERS = re.compile(r"[.\-_/+&#]")
_TIMES = str.maketrans({"×": "x", "✕": "x", "*": "x", "Φ": "d", "φ": "d", "ø": "d"})
MAX_TOKENS = 250
MAX_QUERY_RUNS = 12
WEIGHT_NAME = "A"
WEIGHT_CODE = "B"
WEIGHT_TEXT = "D"


@lru_cache(maxsize=1)
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def normalise(text: str) -> str:
    """Fold width, case, traditional characters and the many signs for “times”."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_TIMES)
    return _simplifier().convert(folded) if re.search(rf"[{HAN}]", folded) else folded


def _is_han(run: str) -> bool:
    return "\u3400" <= run[0] <= "\u9fff" or "\uf900" <= run[0] <= "\ufaff"


def _han_tokens(run: str) -> Iterable[str]:
    yield from run
    yield from (run[index : index + 2] for index in range(len(run) - 1))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _latin_tokens(run: str) -> Iterable[str]:
    run = run.rstrip(".-_/+&#")
    if run.isalpha():
        yield _singular(run)
        return
    yield run
    if run.isdigit():
        return
    if run.isalnum():
        yield from _PARTS.findall(run)
        return
    joined = _JOINERS.sub("", run)
    yield joined
    pieces = [piece for piece in _JOINERS.split(run) if piece]
    yield from pieces
    for piece in pieces:
        yield from _PARTS.findall(piece)


@lru_cache(maxsize=4_096)
def index_tokens(text: str) -> tuple[str, ...]:
    """Return the tokens under which a text is found, each once, in order; names of categories and brands come again and again."""
    tokens: dict[str, None] = {}
    for run in _RUNS.findall(normalise(text)):
        tokens.update(dict.fromkeys(_han_tokens(run) if _is_han(run) else _latin_tokens(run)))
        if len(tokens) > MAX_TOKENS:
            break
    return tuple(tokens)[:MAX_TOKENS]


def _quoted(token: str) -> str:
    """Return a token as tsvector and tsquery literals want it; `_RUNS` lets neither quotes nor backslashes in."""
    return f"'{token}'"


def search_document(*, names: Iterable[str], codes: Iterable[str], texts: Iterable[str]) -> str:
    """Return a tsvector literal: names weigh most, then codes, then everything else."""
    weights: dict[str, str] = {}
    for weight, sources in ((WEIGHT_NAME, names), (WEIGHT_CODE, codes), (WEIGHT_TEXT, texts)):
        for source in dict.fromkeys(sources):
            for token in index_tokens(source) if source else ():
                weights.setdefault(token, weight)
    return " ".join([f"'{token}':{place}{weight}" for place, (token, weight) in enumerate(weights.items(), start=1)])


def search_query(text: str) -> str:
    """
    Return a tsquery literal for what a person typed, or "" when nothing in it can be searched for.

    The last Latin word matches as a prefix, because it may not be finished.
    """
    terms: list[str] = []
    runs = _RUNS.findall(normalise(text))[:MAX_QUERY_RUNS]
    for place, run in enumerate(runs, start=1):
        if _is_han(run):
            terms.extend(_han_terms(run))
        else:
            terms.append(_latin_term(run, is_last=place == len(runs)))
    return " & ".join(dict.fromkeys(term for term in terms if term))


def _han_terms(run: str) -> Iterable[str]:
    for word in rjieba.cut(run, False):
        if len(word) == 1:
            yield _quoted(word)
        else:
            yield from (_quoted(word[index : index + 2]) for index in range(len(word) - 1))


def _latin_term(run: str, *, is_last: bool) -> str:
    run = run.rstrip(".-_/+&#")
    if not run:
        return ""
    suffix = ":*" if is_last and len(run) > 1 else ""
    if run.isalpha():
        return _quoted(_singular(run)) + suffix
    joined = _JOINERS.sub("", run)
    return f"({_quoted(run)}{suffix} | {_quoted(joined)}{suffix})" if joined != run else _quoted(run) + suffix
