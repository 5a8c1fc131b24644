"""Tags and filters of the design system; a template builtin, so no template loads it."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.forms import BoundField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.selectors.pictures import picture_url
from config.brand import Brand, is_chinese
from config.frames import CSRF_SLOT, PATH_SLOT, render_frame
from config.navigation import ResolvedSection, resolve_navigation, reverse_or_none
from kernel.money import Money, currency_exponent, round_amount
from reference.selectors.dictionaries import label_of
from reference.selectors.units import unit_symbol

register = template.Library()

DEFAULT_CURRENCY = "CNY"
CURRENCY_SYMBOLS = {
    "CNY": "¥",
    "USD": "US$",
    "EUR": "€",
    "GBP": "£",
    "HKD": "HK$",
    "TWD": "NT$",
    "JPY": "JP¥",
    "KRW": "₩",
    "SGD": "S$",
    "AUD": "A$",
    "CAD": "C$",
}
CURSOR_PARAMETERS = ("cursor", "after", "before", "page")
NON_BREAKING_SPACE = "\u00a0"
ICON_CLASSES = {"sm": "icon icon-sm", "md": "icon", "lg": "icon icon-lg", "xl": "icon icon-xl"}

# One vocabulary of colour for every status in the platform; unknown codes are neutral.
TONES: dict[str, str] = {
    **dict.fromkeys(
        ["draft", "closed", "archived", "expired", "inactive", "withdrawn", "superseded", "neutral"], "neutral"
    ),
    **dict.fromkeys(
        ["pending", "placed", "submitted", "awaiting_approval", "in_review", "on_hold", "unpaid"], "warning"
    ),
    **dict.fromkeys(["part_paid", "partially_paid", "due_soon", "low_stock", "suspended", "warning"], "warning"),
    **dict.fromkeys(
        ["confirmed", "partially_confirmed", "part_confirmed", "processing", "sent", "open", "issued"], "info"
    ),
    **dict.fromkeys(["shipped", "partially_shipped", "part_shipped", "in_transit", "active_trial", "info"], "info"),
    **dict.fromkeys(["partially_received", "part_received", "running", "invited", "scheduled", "queued"], "info"),
    **dict.fromkeys(["received", "completed", "done", "delivered", "accepted", "approved", "verified"], "success"),
    **dict.fromkeys(["active", "published", "paid", "in_stock", "succeeded", "success"], "success"),
    **dict.fromkeys(["cancelled", "rejected", "declined", "failed", "overdue", "out_of_stock", "dead"], "danger"),
    **dict.fromkeys(["blocked", "revoked", "void", "error", "danger"], "danger"),
    **dict.fromkeys(["promotion", "new", "accent"], "accent"),
}


class MoneyParts(NamedTuple):
    """An amount taken apart for typography."""

    sign: str
    symbol: str
    major: str
    minor: str


@lru_cache(maxsize=1)
def _sprite_url() -> str:
    return static("img/icons.svg")


@lru_cache(maxsize=512)
def _icon(name: str, size: str, extra: str, title: str) -> SafeString:
    classes = f"{ICON_CLASSES.get(size, 'icon')} {extra}".strip()
    if title:
        pattern = '<svg class="{}" role="img" aria-label="{}"><use href="{}#{}"/></svg>'
        return format_html(pattern, classes, title, _sprite_url(), name)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, _sprite_url(), name)


@register.simple_tag
def icon(name: str, size: str = "md", extra: str = "", title: str = "") -> SafeString:
    """Print one icon of the sprite; decorative unless `title` names it."""
    return _icon(str(name), str(size), str(extra or ""), str(title or ""))


@lru_cache(maxsize=5_000)
def _kept_tile(template_name: str, card: Hashable, language: str) -> SafeString:
    return render_to_string(template_name, {"card": card})


@register.simple_tag
def tile(template_name: str, card: Hashable) -> SafeString:
    """
    Print a template of one `card`, a frozen dataclass, and keep the text for the next list that shows an equal one.

    The template may use nothing but `card` and the language.
    """
    if settings.DEBUG:
        return render_to_string(template_name, {"card": card})
    return _kept_tile(template_name, card, get_language() or "")


class FrameNode(template.Node):
    """A piece of the page frame that is kept between requests."""

    def __init__(self, name: str, menu: str, nodelist: template.NodeList) -> None:
        self.name, self.menu, self.nodelist = name, menu, nodelist

    def render(self, context: template.Context) -> SafeString:
        """Print the kept piece, or render it with slots for what differs between requests."""
        request, shell = context.get("request"), context.get("shell")
        if request is None or shell is None:
            return self.nodelist.render(context)

        def render_with_slots() -> str:
            with context.push(csrf_token=CSRF_SLOT, path_slot=PATH_SLOT):
                return str(self.nodelist.render(context))

        token = context.get("csrf_token", "")
        piece = render_frame(self.name, request, shell, render_with_slots, csrf_token=token, menu=self.menu)
        return mark_safe(piece)  # noqa: S308 - our own templates, escaped when rendered


@register.tag
def frame(parser: template.base.Parser, token: template.base.Token) -> FrameNode:
    """Keep what stands between the tags: `{% frame header %}`, or `{% frame sidebar seller %}` when it marks a menu's current entry."""
    _tag, name, *menu = token.split_contents()
    nodelist = parser.parse(("endframe",))
    parser.delete_first_token()
    return FrameNode(name, menu[0] if menu else "", nodelist)


@register.simple_tag
def url_or_none(url_name: str, *args: object, **kwargs: Any) -> str | None:
    """Return the URL of a name, or nothing while no page carries it."""
    return reverse_or_none(url_name, *args, **kwargs)


@register.simple_tag(takes_context=True)
def navigation(context: template.Context, menu: str) -> list[ResolvedSection]:
    """Return the sections of a menu that the actor may open."""
    request: HttpRequest | None = context.get("request")
    return resolve_navigation(menu, request)


@register.simple_tag(takes_context=True)
def sort_url(context: template.Context, param: str, value: str) -> str:
    """Return this page's query string with another sorting and without its cursor."""
    query = context["request"].GET.copy()
    query[param] = value
    for name in CURSOR_PARAMETERS:
        query.pop(name, None)
    return f"?{query.urlencode()}"


@register.simple_tag
def brand_details() -> Brand:
    """Return the brand where no context processor runs: error pages, documents, messages."""
    brand: Brand = settings.BRAND
    return brand


@register.filter
def shell_count(shell: object, name: str | None) -> int:
    """Return the counter a menu entry names."""
    return int(getattr(shell, name, 0) or 0) if name else 0


def _as_money(value: Any, currency: str) -> Money | None:
    if isinstance(value, Money):
        return value
    if value is None or value == "":
        return None
    return Money(Decimal(str(value)), currency or DEFAULT_CURRENCY)


@register.filter
def money_parts(value: Any, currency: str = DEFAULT_CURRENCY) -> MoneyParts | None:
    """Take an amount apart into sign, symbol, whole part and minor part; a unit price keeps digits beyond the minor unit."""
    amount = _as_money(value, currency)
    if amount is None:
        return None
    exponent = currency_exponent(amount.currency)
    rounded = round_amount(amount.amount, amount.currency)
    exact = amount.amount.normalize()
    shown = rounded if exact == rounded else exact
    whole, _dot, fraction = f"{abs(shown):,f}".partition(".")
    fraction = fraction.ljust(exponent, "0") if exponent or fraction else ""
    symbol = CURRENCY_SYMBOLS.get(amount.currency, amount.currency + NON_BREAKING_SPACE)
    return MoneyParts("\u2212" if shown < 0 else "", symbol, whole, f".{fraction}" if fraction else "")


@register.filter
def price_html(value: Any, currency: str = DEFAULT_CURRENCY) -> SafeString:
    """Print a price with its small symbol and minor part, or that it is given on request."""
    parts = money_parts(value, currency)
    if parts is None:
        return format_html('<span class="faint small">{}</span>', _("Price on request"))
    pattern = '<span class="price">{}<span class="price-symbol">{}</span>{}<span class="price-minor">{}</span></span>'
    return format_html(pattern, *parts)


@register.filter
def money(value: Any, currency: str = DEFAULT_CURRENCY) -> str:
    """Print an amount: `{{ order.total|money }}` for Money, `{{ amount|money:order.currency }}` for a number."""
    parts = money_parts(value, currency)
    return "".join(parts) if parts else "–"


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def localdate(value: date | datetime | None, style: str = "short") -> str:
    """Print a date: 21 Nov 2025 or 2025-11-21; `localdate:"long"` gives 21 November 2025 or 2025年11月21日."""
    if not value:
        return "–"
    if style == "long":
        return date_format(_local(value), "Y年n月j日" if is_chinese() else "j F Y")
    return date_format(_local(value), "Y-m-d" if is_chinese() else "j M Y")


@register.filter
def localdatetime(value: datetime | None) -> str:
    """Print a moment in the actor's zone: 21 Nov 2025, 14:05 or 2025-11-21 14:05."""
    if not value:
        return "–"
    return date_format(_local(value), "Y-m-d H:i" if is_chinese() else "j M Y, H:i")


@register.filter
def isodate(value: date | datetime | None) -> str:
    """Print the machine-readable form for `<time datetime>`."""
    return value.isoformat() if value else ""


@register.filter
def relative_day(value: date | datetime | None) -> str:
    """Print today, yesterday or tomorrow, else the short date."""
    if not value:
        return "–"
    local = _local(value)
    day = local.date() if isinstance(local, datetime) else local
    today = timezone.localdate()
    names = {today: _("Today"), today - timedelta(days=1): _("Yesterday"), today + timedelta(days=1): _("Tomorrow")}
    return str(names.get(day) or localdate(day))


@register.filter
def quantity(value: Any) -> str:
    """Print a quantity with grouping and without trailing zeros: 1,200 or 0.5."""
    if value is None or value == "":
        return "–"
    number = Decimal(str(value))
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def plain_number(value: Any) -> str:
    """Print a number as HTML attributes want it: no grouping, a point, no trailing zeros; what is no number stays as it was typed."""
    if value is None or value == "":
        return ""
    try:
        return quantity(value).replace(",", "")
    except InvalidOperation:
        return str(value)


@register.filter
def picture(path: str) -> str:
    """Return the address of a stored picture, or nothing: `{% if line.picture %}<img src="{{ line.picture|picture }}">`."""
    return picture_url(path or "")


@register.filter
def unit(code: str) -> str:
    """Print a unit's sign in the active language: pcs or 件."""
    return unit_symbol(code) if code else ""


@register.filter
def label(code: str, dictionary: str) -> str:
    """Print an entry of a dictionary in the active language: `{{ shipment.carrier|label:"carrier" }}`."""
    return label_of(dictionary, code) if code else ""


@register.filter
def percent(value: Any) -> str:
    """Print a rate as a percentage: 0.13 is 13%."""
    return "–" if value is None or value == "" else f"{quantity(Decimal(str(value)) * 100)}%"


@register.filter
def tone(status: object) -> str:
    """Return the colour family of a status code, for `<c-badge>`."""
    return TONES.get(str(status or "").lower(), "neutral")


@register.filter
def person_name(user: object) -> str:
    """Return a person's name, or the address they sign in with."""
    return str(getattr(user, "name", "") or getattr(user, "email", ""))


@register.filter
def initials(name: object) -> str:
    """Return what an avatar prints: the last two Chinese characters of a person's name, or two Latin initials."""
    words = str(name or "").split()
    if not words:
        return "?"
    first = words[0]
    if "\u4e00" <= first[0] <= "\u9fff":
        return first[-2:] if len(first) <= 3 else first[:2]
    return "".join(word[0] for word in words[:2]).upper()


@register.filter
def hue(name: object) -> int:
    """Return a stable number from 1 to 6 for a name, which picks an avatar's colour."""
    return sum(map(ord, str(name or ""))) % 6 + 1


@register.filter
def widget_kind(field: BoundField) -> str:
    """Return how a form field is laid out: check, choices, select, file or control."""
    name = type(field.field.widget).__name__
    if name == "CheckboxInput":
        return "check"
    if name in {"RadioSelect", "CheckboxSelectMultiple"}:
        return "choices"
    if "Select" in name:
        return "select"
    return "file" if "File" in name else "control"


@register.simple_tag
def form_control(field: BoundField, size: str = "", extra: str = "") -> SafeString:
    """Render a bound field's widget with the classes the design system gives its kind."""
    kind = widget_kind(field)
    base = {"check": "form-check-input", "choices": "", "select": "form-select"}.get(kind, "form-control")
    classes = [base, f"{base}-{size}" if base and size else "", extra, "is-invalid" if field.errors else ""]
    given = field.field.widget.attrs.get("class", "")
    attributes: dict[str, str | bool] = {"class": " ".join(filter(None, [*classes, given]))}
    return field.as_widget(attrs=attributes) if attributes["class"] else field.as_widget()
