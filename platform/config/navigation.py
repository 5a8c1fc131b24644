"""
What stands in the menus. Entries name a URL; one whose URL does not exist or whose permission the actor lacks is left out.

A face adds its pages here, in the order they are shown. `count` names a property of `config.shell.Shell` shown as a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class NavItem:
    """One menu entry; `permission` is a code the actor must hold."""

    url_name: str
    label: Promise | str
    icon: str
    permission: str | None = None
    count: str | None = None
    exact: bool = False


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
                NavItem("storefront:cart", _("Cart"), "cart", count="cart_count"),
                NavItem("storefront:order_list", _("Orders"), "clipboard"),
                NavItem("account:home", _("Account"), "user"),
            ),
        ),
    ),
    # The dark line above the storefront's header.
    "topbar": (
        NavSection(
            "",
            (
                NavItem("storefront:order_list", _("My orders"), "clipboard"),
                NavItem("seller:dashboard", _("Seller office"), "building-store", permission="organization.sell"),
                NavItem("admin:index", _("Administration"), "settings", permission="staff.access"),
            ),
        ),
    ),
    # Icons beside the search.
    "tools": (
        NavSection(
            "",
            (
                NavItem("storefront:inbox", _("Inbox"), "bell", count="unread_count"),
                NavItem("storefront:cart", _("Cart"), "cart", count="cart_count"),
            ),
        ),
    ),
    # The menu behind the person's initials.
    "personal": (
        NavSection(
            "",
            (
                NavItem("account:home", _("Account"), "user"),
                NavItem("storefront:order_list", _("Orders"), "clipboard"),
                NavItem("account:organization", _("Company profile"), "building"),
                NavItem("mfa_index", _("Sign-in and security"), "shield"),
            ),
        ),
    ),
    "account": (
        NavSection(
            _("Buying"),
            (
                NavItem("storefront:order_list", _("Orders"), "clipboard"),
                NavItem("storefront:invoice_list", _("Invoices"), "invoice"),
                NavItem("storefront:inbox", _("Inbox"), "inbox", count="unread_count"),
            ),
        ),
        NavSection(
            _("Company"),
            (
                NavItem("account:organization", _("Company profile"), "building"),
                NavItem("account:verification", _("Verification"), "certificate"),
                NavItem("account:member_list", _("Members and roles"), "users"),
                NavItem("account:team_list", _("Teams"), "sitemap"),
                NavItem("account:address_list", _("Addresses"), "map-pin"),
            ),
        ),
        NavSection(
            _("My settings"),
            (
                NavItem("account:profile", _("Profile"), "user"),
                NavItem("mfa_index", _("Sign-in and security"), "shield"),
                NavItem("account:notifications", _("Notifications"), "bell"),
            ),
        ),
    ),
    "seller": (
        NavSection("", (NavItem("seller:dashboard", _("Dashboard"), "dashboard", exact=True),)),
        NavSection(
            _("Selling"),
            (
                NavItem("seller:order_list", _("Orders"), "clipboard"),
                NavItem("seller:shipment_list", _("Shipments"), "truck"),
                NavItem("seller:invoice_list", _("Invoices"), "invoice"),
            ),
        ),
        NavSection(
            _("Catalogue"),
            (
                NavItem("seller:product_list", _("Products"), "package"),
                NavItem("seller:stock_list", _("Stock"), "warehouse"),
                NavItem("seller:import_list", _("Import and export"), "table-import"),
            ),
        ),
        NavSection(
            _("Company"),
            (
                NavItem("seller:store", _("Store"), "building-store"),
                NavItem("seller:member_list", _("Team"), "users"),
                NavItem("seller:inbox", _("Inbox"), "inbox", count="unread_count"),
            ),
        ),
    ),
    "footer": (
        NavSection(
            _("Buying"),
            (
                NavItem("storefront:product_list", _("All products"), "category"),
                NavItem("storefront:order_list", _("My orders"), "clipboard"),
            ),
        ),
        NavSection(
            _("Selling"),
            (
                NavItem("account_signup", _("Become a supplier"), "building-store"),
                NavItem("seller:dashboard", _("Seller office"), "dashboard", permission="organization.sell"),
            ),
        ),
        NavSection(
            _("Developers"),
            (
                NavItem("api-docs", _("API documentation"), "api"),
                NavItem("api-schema", _("OpenAPI schema"), "link"),
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


def _resolve_items(section: NavSection, request: HttpRequest | None) -> Iterator[ResolvedItem]:
    permissions = getattr(getattr(request, "actor", None), "permissions", frozenset())
    path = request.path if request is not None else ""
    match = request.resolver_match if request is not None else None
    for item in section.items:
        url = reverse_or_none(item.url_name, current_app=match.namespace if match else None)
        if url is None or (item.permission is not None and item.permission not in permissions):
            continue
        is_active = path == url if item.exact else path.startswith(url)
        yield ResolvedItem(url, item.label, item.icon, is_active, item.count)
