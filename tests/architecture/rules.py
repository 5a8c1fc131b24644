"""Find breaches of the rules in source text; every function returns complaints and reads nothing else."""

import ast
import re
from collections.abc import Iterator

FUNCTION_LINES_MAX = 50
MODULE_LINES_MAX = 500
MANAGERS = {"objects", "_default_manager", "_base_manager"}
BANNED_MODULE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "stuff", "base_utils"}
BANNED_WORDS = re.compile(r"(?:#|//|/\*|<!--|^\s*|\")\s*(?:TODO|FIXME|XXX|HACK)\b(?!\s*[=.])")
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|root|home/\w+)/")

# What the content security policy of the pages forbids.
INLINE = {
    "inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)[^>]*>", re.IGNORECASE
    ),
    "inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[a-z][^>{}%]*\sstyle\s*=", re.IGNORECASE),
    "event handler attribute": re.compile(r"<[a-z][^>{}%]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "javascript: address": re.compile(r"[\"']javascript:", re.IGNORECASE),
    "foreign host": re.compile(
        r"<(?:script|link|img|iframe|source|video|audio)\b[^>]*(?:src|href)=[\"'](?:https?:)?//", re.IGNORECASE
    ),
}


def manager_uses(tree: ast.Module) -> Iterator[str]:
    """Find queries that start from a manager instead of a selector."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield f"line {node.lineno}: .{node.attr}"


def floats(tree: ast.Module) -> Iterator[str]:
    """Find binary floating point: literals, the type, the model field."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"line {node.lineno}: {node.value}"
        elif isinstance(node, ast.Name) and node.id == "float":
            yield f"line {node.lineno}: float"
        elif isinstance(node, ast.Attribute) and node.attr == "FloatField":
            yield f"line {node.lineno}: FloatField"


def long_functions(tree: ast.Module) -> Iterator[str]:
    """Find functions beyond the limit; their docstrings do not count."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            has_docstring = ast.get_docstring(node) is not None
            docstring_lines = first.end_lineno - first.lineno + 1 if has_docstring and first.end_lineno else 0
            lines = (node.end_lineno or node.lineno) - node.lineno + 1 - docstring_lines
            if lines > FUNCTION_LINES_MAX:
                yield f"line {node.lineno}: {node.name} has {lines} lines"


def banned_words(text: str) -> Iterator[str]:
    """Find notes to oneself and paths of somebody's machine."""
    for number, line in enumerate(text.splitlines(), start=1):
        for pattern in (BANNED_WORDS, MACHINE_PATHS):
            found = pattern.search(line)
            if found:
                yield f"line {number}: {found[0]}"


def inline_code(template: str) -> Iterator[str]:
    """Find what the content security policy would block."""
    for what, pattern in INLINE.items():
        for found in pattern.finditer(template):
            yield f"line {template.count(chr(10), 0, found.start()) + 1}: {what}"


def docstring_complaint(docstring: str | None) -> str | None:
    """Say what an app's docstring lacks: what it owns, then what it must never know."""
    if not docstring:
        return "has no docstring"
    if len([paragraph for paragraph in docstring.split("\n\n") if paragraph.strip()]) < 2:
        return "does not say, in a second paragraph, what it must never know"
    return None
