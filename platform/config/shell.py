"""What the frame around every page shows of the actor: organizations, counters, categories, and whom staff act for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.module_loading import import_string

from config.navigation import reverse_or_none

# Selectors called with `actor=`; each runs at most once per request, and only when the page prints its result.
SOURCES = {
    "organizations": "accounts.selectors.memberships.list_organizations_of",
    "unread_count": "messaging.selectors.inbox.count_unread",
    "cart_count": "orders.selectors.carts.count_cart_lines",
}
CATEGORY_ROOTS = "catalog.selectors.categories.list_root_categories"
CATEGORY_CHILDREN = "catalog.selectors.categories.list_children"


@dataclass(frozen=True, slots=True)
class CategoryLink:
    """A category in the menu, with the ones below it."""

    name: str
    url: str
    children: tuple[CategoryLink, ...] = ()


class Shell:
    """Lazy answers for the page frame; anonymous visitors get the empty ones."""

    def __init__(self, request: HttpRequest) -> None:
        """Keep the request; nothing is asked before a template prints it."""
        self._request = request

    @cached_property
    def actor(self) -> Any:
        """Return who is asking, or nothing where no middleware found out."""
        return getattr(self._request, "actor", None)

    @cached_property
    def organization(self) -> Any:
        """Return the organization the actor currently acts for."""
        return getattr(self._request, "organization", None)

    @cached_property
    def acting_for(self) -> Any:
        """Return the running impersonation (user, organization, expiry) while staff act for a customer."""
        return getattr(self._request, "impersonation", None)

    @cached_property
    def organizations(self) -> Any:
        """Return the organizations the actor may switch to."""
        return self._ask("organizations", default=())

    @cached_property
    def cart_count(self) -> int:
        """Return the number of lines in the cart."""
        return int(self._ask("cart_count", default=0)) if self.organization is not None else 0

    @cached_property
    def unread_count(self) -> int:
        """Return the number of unread inbox messages."""
        return int(self._ask("unread_count", default=0))

    @cached_property
    def categories(self) -> tuple[CategoryLink, ...]:
        """Return the top categories with their children, once the storefront lists products."""
        listing = reverse_or_none("storefront:product_list")
        if listing is None:
            return ()
        list_children = import_string(CATEGORY_CHILDREN)
        roots = import_string(CATEGORY_ROOTS)()
        return tuple(
            _category_link(root, listing, tuple(_category_link(child, listing) for child in list_children(root)))
            for root in roots
        )

    def _ask(self, source: str, *, default: Any) -> Any:
        if self.actor is None or self.actor.user_id is None:
            return default
        try:
            selector = import_string(SOURCES[source])
        except ImportError:
            return default
        return selector(actor=self.actor)


def _category_link(category: Any, listing: str, children: tuple[CategoryLink, ...] = ()) -> CategoryLink:
    return CategoryLink(category.name, f"{listing}?{urlencode({'category': category.slug})}", children)
