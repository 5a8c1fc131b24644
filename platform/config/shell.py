"""What the frame around every page shows of the actor: organizations, counters, and whom staff act for."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.module_loading import import_string

# Selectors called with `actor=`; each runs at most once per request, and only when the page prints its result.
SOURCES = {
    "organizations": "accounts.selectors.memberships.list_organizations_of",
    "cart_count": "orders.selectors.carts.count_cart_lines",
    "unread_count": "messaging.selectors.inbox.count_unread",
    "categories": "catalog.selectors.categories.list_top_categories",
}


class Shell:
    """Lazy answers for the page frame; anonymous visitors get the empty ones."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def actor(self) -> Any:
        """Return who is asking, or nothing for a visitor."""
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
        return int(self._ask("cart_count", default=0))

    @cached_property
    def unread_count(self) -> int:
        """Return the number of unread inbox messages."""
        return int(self._ask("unread_count", default=0))

    @cached_property
    def categories(self) -> Any:
        """Return the top categories with their children, for the category menu; visitors see them too."""
        return self._ask("categories", default=(), needs_user=False)

    def _ask(self, source: str, *, default: Any, needs_user: bool = True) -> Any:
        if self.actor is None or (needs_user and self.actor.user_id is None):
            return default
        try:
            selector = import_string(SOURCES[source])
        except ImportError:
            return default
        return selector(actor=self.actor)
