"""
What stands in the menus. Entries name a URL; one whose URL does not exist or that the actor may not open is left out.

A face adds its pages here, in the order they are shown. `count` names a property of `config.shell.Shell` shown as a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Audience(StrEnum):
    """
    For whom an entry is: everybody, whoever is signed in, members of a company that buys or sells, or the operator's staff.

    `AT_STOREFRONT` are members of a company whose own pages are in the storefront: all but those that only sell.
    """

    EVERYBODY = "everybody"
    SIGNED_IN = "signed_in"
    BUYERS = "buyers"
    SELLERS = "sellers"
    STAFF = "staff"
    AT_STOREFRONT = "at_storefront"


@dataclass(frozen=True, slots=True)
class NavItem:
    """One menu entry; `permission` is a code the actor must hold."""

    url_name: str
    label: Promise | str
    icon: str
    permission: str | None = None
    count: str | None = None
    exact: bool = False
    audience: Audience = Audience.EVERYBODY


@dataclass(frozen=True, slots=True)
class NavSection:
    """A titled group of menu entries; an empty title prints no heading."""

    label: Promise | str
    items: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True)
class ResolvedItem:
    """A menu entry the actor may open."""

    url: str
    label: Promise | str
    icon: str
    is_active: bool
    count: str | None


@dataclass(frozen=True, slots=True)
class ResolvedSection:
    """A group with at least one entry the actor may open."""

    label: Promise | str
    items: tuple[ResolvedItem, ...]


NAVIGATION: dict[str, tuple[NavSection, ...]] = {
    # The bar at the foot of the storefront on phones.
    "storefront": (
        NavSection(
            "",
            (
                NavItem("storefront:home", _("Home"), "home", exact=True),
                NavItem("storefront:product_list", _("Products"), "category"),
                NavItem("storefront:cart", _("Cart"), "cart", count="cart_count", permission="cart.use"),
                NavItem("storefront:order_list", _("Orders"), "clipboard", permission="order.view_own"),
                NavItem("account:home", _("Account"), "user"),
            ),
        ),
    ),
    # The dark line above the storefront's header.
    "topbar": (
        NavSection(
            "",
            (
                NavItem("storefront:supplier_list", _("Suppliers"), "factory"),
                NavItem("storefront:order_list", _("My orders"), "clipboard", permission="order.view_own"),
                NavItem("seller:dashboard", _("Seller office"), "building-store", audience=Audience.SELLERS),
                NavItem("admin:index", _("Administration"), "settings", audience=Audience.STAFF),
            ),
        ),
    ),
    # Icons beside the search.
    "tools": (
        NavSection(
            "",
            (
                NavItem("storefront:inbox", _("Inbox"), "bell", count="unread_count", audience=Audience.SIGNED_IN),
                NavItem("storefront:cart", _("Cart"), "cart", count="cart_count", permission="cart.use"),
            ),
        ),
    ),
    # The menu behind the person's initials.
    "personal": (
        NavSection(
            "",
            (
                NavItem("account:home", _("Account"), "user"),
                NavItem("storefront:order_list", _("Orders"), "clipboard", permission="order.view_own"),
                NavItem(
                    "account:organization",
                    _("Company profile"),
                    "building",
                    permission="company.view",
                    audience=Audience.AT_STOREFRONT,
                ),
                NavItem("mfa_index", _("Sign-in and security"), "shield"),
            ),
        ),
    ),
    "account": (
        NavSection(
            _("Buying"),
            (
                NavItem("storefront:order_list", _("Orders"), "clipboard", permission="order.view_own"),
                NavItem("storefront:shipment_list", _("Shipments"), "truck", permission="order.view_own"),
                NavItem("storefront:invoice_list", _("Invoices"), "invoice", permission="invoice.view"),
                NavItem("storefront:inbox", _("Inbox"), "inbox", count="unread_count", audience=Audience.SIGNED_IN),
            ),
        ),
        NavSection(
            _("Company"),
            (
                NavItem(
                    "account:organization",
                    _("Company profile"),
                    "building",
                    permission="company.view",
                    audience=Audience.AT_STOREFRONT,
                ),
                NavItem(
                    "account:verification",
                    _("Verification"),
                    "certificate",
                    permission="company.view",
                    audience=Audience.AT_STOREFRONT,
                ),
                NavItem(
                    "account:member_list",
                    _("Members and roles"),
                    "users",
                    permission="user.view",
                    audience=Audience.AT_STOREFRONT,
                ),
                NavItem(
                    "account:team_list", _("Teams"), "sitemap", permission="user.view", audience=Audience.AT_STOREFRONT
                ),
                NavItem(
                    "account:address_list",
                    _("Addresses"),
                    "map-pin",
                    permission="address.view",
                    audience=Audience.AT_STOREFRONT,
                ),
                NavItem("openplatform:clients", _("API clients"), "api", permission="api_key.manage"),
            ),
        ),
        NavSection(
            _("My settings"),
            (
                NavItem("account:profile", _("Profile"), "user"),
                NavItem("mfa_index", _("Sign-in and security"), "shield"),
                NavItem("storefront:notifications", _("Notifications"), "bell"),
            ),
        ),
    ),
    "seller": (
        NavSection("", (NavItem("seller:dashboard", _("Dashboard"), "dashboard", exact=True),)),
        NavSection(
            _("Selling"),
            (
                NavItem("seller:order_list", _("Orders"), "clipboard", permission="sales_order.view"),
                NavItem("seller:shipment_list", _("Shipments"), "truck", permission="sales_order.view"),
                NavItem("seller:invoice_list", _("Invoices"), "invoice", permission="sales_order.view"),
            ),
        ),
        NavSection(
            _("Catalogue"),
            (
                NavItem("seller:product_list", _("Products"), "package", permission="product.view"),
                NavItem("seller:stock_list", _("Stock"), "warehouse", permission="stock.view"),
                NavItem("seller:import_list", _("Import and export"), "table-import", permission="product.edit"),
            ),
        ),
        NavSection(
            _("Company"),
            (
                NavItem("seller_account:organization", _("Company profile"), "building", permission="company.view"),
                NavItem("seller_account:verification", _("Verification"), "certificate", permission="company.view"),
                NavItem("seller_account:member_list", _("Members and roles"), "users", permission="user.view"),
                NavItem("seller_account:address_list", _("Addresses"), "map-pin", permission="address.view"),
                NavItem("seller_openplatform:clients", _("API clients"), "api", permission="api_key.manage"),
                NavItem("seller:inbox", _("Inbox"), "inbox", count="unread_count", audience=Audience.SIGNED_IN),
            ),
        ),
    ),
    "footer": (
        NavSection(
            _("Buying"),
            (
                NavItem("storefront:product_list", _("All products"), "category"),
                NavItem("storefront:supplier_list", _("Suppliers"), "factory"),
                NavItem("storefront:order_list", _("My orders"), "clipboard", permission="order.view_own"),
            ),
        ),
        NavSection(
            _("Selling"),
            (
                NavItem("account_signup", _("Become a supplier"), "building-store"),
                NavItem("seller:dashboard", _("Seller office"), "dashboard", audience=Audience.SELLERS),
            ),
        ),
        NavSection(
            _("Developers"),
            (
                NavItem("openplatform_api:docs", _("API documentation"), "api"),
                NavItem("openplatform_api:description", _("OpenAPI schema"), "link"),
            ),
        ),
    ),
}


def reverse_or_none(url_name: str, *args: object, current_app: str | None = None, **kwargs: object) -> str | None:
    """Return the URL of a name, or nothing while no page carries it."""
    try:
        return reverse(url_name, args=args, kwargs=kwargs, current_app=current_app)
    except NoReverseMatch:
        return None


def resolve_navigation(menu: str, request: HttpRequest | None) -> list[ResolvedSection]:
    """Return the sections of a menu that have something to open for whoever asks."""
    sections = (
        ResolvedSection(section.label, tuple(_resolve_items(section, request))) for section in NAVIGATION.get(menu, ())
    )
    return [section for section in sections if section.items]


def active_urls(menu: str, request: HttpRequest) -> tuple[str, ...]:
    """Return which entries of a menu the current page stands under."""
    match = request.resolver_match
    urls = _urls(menu, match.namespace if match else "")
    return tuple(url for url, exact in urls if (request.path == url if exact else request.path.startswith(url)))


@lru_cache(maxsize=256)
def _urls(menu: str, namespace: str) -> tuple[tuple[str, bool], ...]:
    items = (item for section in NAVIGATION[menu] for item in section.items)
    found = ((reverse_or_none(item.url_name, current_app=namespace), item.exact) for item in items)
    return tuple((url, exact) for url, exact in found if url is not None)


def _resolve_items(section: NavSection, request: HttpRequest | None) -> Iterator[ResolvedItem]:
    path = request.path if request is not None else ""
    match = request.resolver_match if request is not None else None
    for item in section.items:
        if not _is_for(item, request):
            continue
        url = reverse_or_none(item.url_name, current_app=match.namespace if match else None)
        if url is None:
            continue
        is_active = path == url if item.exact else path.startswith(url)
        yield ResolvedItem(url, item.label, item.icon, is_active, item.count)


def _is_for(item: NavItem, request: HttpRequest | None) -> bool:
    actor = getattr(request, "actor", None)
    company = getattr(request, "organization", None)
    if item.permission is not None and item.permission not in getattr(actor, "permissions", ()):
        return False
    return _AUDIENCES[item.audience](actor, company)


_AUDIENCES: dict[Audience, Callable[[Any, Any], bool]] = {
    Audience.EVERYBODY: lambda actor, company: True,
    Audience.SIGNED_IN: lambda actor, company: getattr(actor, "user_id", None) is not None,
    Audience.BUYERS: lambda actor, company: bool(company and company.can_buy),
    Audience.SELLERS: lambda actor, company: bool(company and company.can_sell),
    Audience.AT_STOREFRONT: lambda actor, company: bool(company and (company.can_buy or not company.can_sell)),
    Audience.STAFF: lambda actor, company: bool(getattr(actor, "is_platform", False)),
}
