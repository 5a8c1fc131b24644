"""
The template language of messages: variables, `{% if %}`, `{% for %}` and a few filters, on plain values only.

Nothing can be loaded, included, extended or called; no attribute of an object can be reached, because no object is passed in. The
result is plain text: whoever puts it into HTML escapes all of it, what the template's author wrote included.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.template import Context, Engine, Library, TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList, Template, Variable
from django.template.defaultfilters import register as default_filters
from django.template.defaulttags import ForNode
from django.template.defaulttags import register as default_tags
from django.template.smartif import TokenBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.money import Money

TEXT_LENGTH_MAX = 10_000
LOOP_ITEMS_MAX = 200
LOOP_DEPTH_MAX = 2
TAGS = ("if", "for", "comment")
FILTERS = (
    "capfirst",
    "default",
    "default_if_none",
    "first",
    "join",
    "last",
    "length",
    "lower",
    "truncatechars",
    "upper",
    "yesno",
)
NOT_ALLOWED = gettext_lazy("This is not allowed in a message: %(what)s.")

register = Library()
for _name in TAGS:
    register.tag(_name, default_tags.tags[_name])
for _name in FILTERS:
    register.filters[_name] = default_filters.filters[_name]


class SandboxEngine(Engine):
    """An engine without loaders, libraries and Django's own built-in tags."""

    default_builtins = ["messaging.sandbox"]

    def __init__(self) -> None:
        super().__init__(dirs=[], app_dirs=False, loaders=[], libraries={}, autoescape=False)


@lru_cache(maxsize=1)
def _engine() -> SandboxEngine:
    return SandboxEngine()


@lru_cache(maxsize=512)
def _compiled(text: str) -> Template:
    return Template(text, engine=_engine())


def render_text(text: str, values: Mapping[str, Any]) -> str:
    """Render a template with plain values; names that are missing print nothing."""
    return _compiled(text).render(Context(plain(values), autoescape=False)).strip()


def render_subject(text: str, values: Mapping[str, Any]) -> str:
    """Render one line: whatever a variable holds, no header can be added to a mail."""
    return " ".join(render_text(text, values).split())


def plain(value: Any) -> Any:
    """
    Reduce a value to text, numbers, lists and mappings; amounts and dates become text in the active language.

    :raises TypeError: for an object, which could give away more than a template should show.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str | Decimal | Money):
        return str(value)
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return date_format(local, "Y-m-d H:i")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value[:LOOP_ITEMS_MAX]]
    message = f"a message cannot show a {type(value).__name__}"
    raise TypeError(message)


def validate_text(text: str, *, samples: Mapping[str, Any]) -> None:
    """
    Refuse a template that does not compile, uses what nobody registered, or is made to exhaust the server.

    :raises ValidationError: with a sentence that names the place.
    """
    if len(text) > TEXT_LENGTH_MAX:
        raise ValidationError(_("A text may have %(limit)s characters at most.") % {"limit": TEXT_LENGTH_MAX})
    try:
        _check_nodes(_compiled(text).nodelist, _shape(samples), depth=0)
        render_text(text, samples)
    except (TemplateSyntaxError, TypeError, ValueError) as error:
        raise ValidationError(NOT_ALLOWED % {"what": str(error)}) from error


def _shape(value: Any) -> Any:
    """Return which names lead on from a value: a mapping of names, or nothing for text and numbers."""
    if isinstance(value, Mapping):
        return {str(key): _shape(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_shape(value[0]) if value else {}]
    return None


def _check_nodes(nodes: NodeList, scope: Mapping[str, Any], *, depth: int) -> None:
    for node in nodes:
        for variable in _variables(node):
            _follow(variable, scope)
        inner = dict(scope)
        if isinstance(node, ForNode):
            if depth >= LOOP_DEPTH_MAX:
                raise ValidationError(NOT_ALLOWED % {"what": "{% for %} × 3"})
            inner |= _loop_scope(node, scope)
        for children in _children(node):
            _check_nodes(children, inner, depth=depth + isinstance(node, ForNode))


def _loop_scope(node: ForNode, scope: Mapping[str, Any]) -> dict[str, Any]:
    name = getattr(node.sequence, "var", None)
    sequence = _follow(name, scope) if isinstance(name, Variable) else None
    if not isinstance(sequence, list) or len(node.loopvars) != 1:
        raise ValidationError(NOT_ALLOWED % {"what": str(node.sequence)})
    counters = dict.fromkeys(("counter", "counter0", "first", "last"))
    return {node.loopvars[0]: sequence[0], "forloop": counters}


def _follow(variable: Variable, scope: Mapping[str, Any]) -> Any:
    """Walk a dotted name through the registered variables and return what is there."""
    if variable.lookups is None:
        return None
    found: Any = scope
    for name in variable.lookups:
        if not isinstance(found, Mapping) or name not in found:
            raise ValidationError(_("There is no variable “%(name)s” in this message.") % {"name": variable.var})
        found = found[name]
    return found


def _children(node: Node) -> Iterator[NodeList]:
    if hasattr(node, "conditions_nodelists"):
        yield from (nodelist for _condition, nodelist in node.conditions_nodelists)
        return
    for name in node.child_nodelists:
        nodelist = getattr(node, name, None)
        if nodelist:
            yield nodelist


def _variables(node: Node) -> Iterator[Variable]:
    """Yield every variable that a node itself reads, in filter arguments and conditions too."""
    if hasattr(node, "conditions_nodelists"):
        for condition, _nodelist in node.conditions_nodelists:
            yield from _variables_in(condition)
        return
    for value in vars(node).values():
        yield from _variables_in(value)


def _variables_in(value: Any) -> Iterator[Variable]:
    if isinstance(value, FilterExpression):
        if isinstance(value.var, Variable):
            yield value.var
        for _function, arguments in value.filters:
            yield from (argument for is_variable, argument in arguments if is_variable)
    elif isinstance(value, TokenBase):
        for part in (value.first, value.second, getattr(value, "value", None)):
            yield from _variables_in(part)
