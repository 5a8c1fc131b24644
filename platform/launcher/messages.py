"""
`./run messages`: bring the translation catalogues in step with the code, without GNU gettext.

English is the language of the source, so it needs no catalogue; every other language has
`locale/<language>/LC_MESSAGES/django.po` and, beside it, the compiled `django.mo`.
"""

import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from launcher.errors import LauncherError

LANGUAGES = ("zh_Hans",)
SOURCE_FOLDERS = (
    "platform",
    *("accounts", "catalog", "orders", "finance", "crm", "marketing", "analytics", "demo"),
    "templates",
)
SKIPPED = ("migrations", "launcher", "tests", "node_modules")
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Strings inside the dynamic attributes of components, which Django's own lexer does not look into: :label="_('Save')".
ATTRIBUTE = re.compile(r""":[\w.-]+=(?P<quote>["'])(?P<expression>.*?)(?P=quote)""", re.DOTALL)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HEADER = "# Translations of Tongshang.\n"


def run(root: Path, arguments: Sequence[str]) -> int:
    """Update and compile the catalogues, or with `--check` only say what is wrong with them."""
    unknown = set(arguments) - {"--check"}
    if unknown:
        raise LauncherError(f"`./run messages` knows --check, not {' '.join(sorted(unknown))}.")
    source = extract(root)
    if "--check" in arguments:
        complaints = [line for language in LANGUAGES for line in check(root, language, source)]
        print("\n".join(complaints) or "Every catalogue is complete and compiled.")
        return 1 if complaints else 0
    for language in LANGUAGES:
        update(root, language, source)
    return 0


def extract(root: Path) -> Any:
    """Return a catalogue of every string that the code and the templates mark."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415 - only developers have Babel

    catalog = Catalog(domain="django", charset="utf-8")
    for path in source_files(root):
        for message, comments, context in messages_of(path):
            location = [(path.relative_to(root).as_posix(), 1)]
            flags = () if "%" in str(message) else ("no-python-format",)
            catalog.add(message, locations=location, auto_comments=comments, context=context, flags=flags)
    for message in catalog:
        message.flags.discard("no-python-format")
    return catalog


def source_files(root: Path) -> Iterator[Path]:
    """Yield the files that may hold strings, in a stable order."""
    for folder in SOURCE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and not set(path.relative_to(root).parts) & set(SKIPPED):
                yield path


def messages_of(path: Path) -> Iterator[tuple[Any, list[str], str | None]]:
    """Yield message (a pair for plurals), comments and context of each marked string in a file."""
    from babel.messages.extract import extract as babel_extract  # noqa: PLC0415

    text = path.read_text(encoding="utf-8")
    code = text if path.suffix == ".py" else template_code(text, path)
    found = babel_extract("python", io.BytesIO(code.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"})
    for _, message, comments, context in found:
        yield message, comments, context


def template_code(text: str, path: Path) -> str:
    """Turn a template into lines of Python that mark the same strings."""
    from django.utils.translation.template import templatize  # noqa: PLC0415

    attributes = [match["expression"] for match in ATTRIBUTE.finditer(text) if "_(" in match["expression"]]
    # One call per line: what stands between them in the template is not Python.
    calls = re.findall(
        r"""n?p?gettext\((?:[^()'"]|u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")*\)""", templatize(text, str(path))
    )
    constants = re.findall(r"""_\((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\)""", templatize(text, str(path)))
    constants += [call for each in attributes for call in re.findall(r"""_\((?:'[^']*'|"[^"]*")\)""", each)]
    return "\n".join([*calls, *constants]) + "\n"


def update(root: Path, language: str, source: Any) -> None:
    """Add new strings, drop those no longer used, keep every translation, compile."""
    catalog = read(root, language)
    catalog.update(source, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    path = po_path(root, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(po_bytes(catalog))
    path.with_suffix(".mo").write_bytes(mo_bytes(catalog))
    missing = sum(not is_translated(message) for message in catalog if message.id)
    print(f"{language}: {len(catalog)} strings, {missing} to translate")


def check(root: Path, language: str, source: Any) -> Iterator[str]:
    """Yield a line for everything that keeps a language from being complete."""
    catalog = read(root, language)
    for message in source:
        ours = catalog.get(message.id, context=message.context) if message.id else None
        if not message.id:
            continue
        where = message.locations[0][0]
        if ours is None or not is_translated(ours):
            yield f"{language}: not translated: {message.id!r} ({where})"
        elif placeholders(ours.string) - placeholders(message.id):
            yield f"{language}: other placeholders: {message.id!r} → {ours.string!r} ({where})"
    stale = [message.id for message in catalog if message.id and source.get(message.id, message.context) is None]
    if stale:
        yield f"{language}: {len(stale)} strings are no longer used, such as {stale[0]!r}: type ./run messages"
    compiled = po_path(root, language).with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != mo_bytes(catalog):
        yield f"{language}: django.mo is older than django.po: type ./run messages"


def is_translated(message: Any) -> bool:
    """Say whether every form of a message has a translation that nobody doubts."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return not message.fuzzy and all(forms)


def placeholders(text: Any) -> set[str]:
    """Return what a message leaves to be filled in."""
    forms = text if isinstance(text, tuple | list) else (text,)
    return {found for form in forms for found in PLACEHOLDER.findall(form)}


def po_path(root: Path, language: str) -> Path:
    """Return where a language's catalogue lives."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def read(root: Path, language: str) -> Any:
    """Read a catalogue; an empty one when there is none yet."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    path = po_path(root, language)
    if not path.exists():
        return Catalog(locale=language, domain="django", header_comment=HEADER, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def po_bytes(catalog: Any) -> bytes:
    """Write a catalogue as text: sorted, with file names but no line numbers, so that changes read well."""
    from babel.messages.pofile import write_po  # noqa: PLC0415

    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, sort_output=True, include_lineno=False, omit_header=False)
    return buffer.getvalue()


def mo_bytes(catalog: Any) -> bytes:
    """Compile a catalogue."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415

    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()
