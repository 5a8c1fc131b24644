"""The first page of the back office: cards that tell what waits for somebody. Every app adds its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class DashboardCard:
    """
    A figure with a link to the list behind it.

    `count` is a selector called as `count(actor=…)`; `url_name` names the list, `query` its filter. A card with `is_urgent` turns
    red as soon as its figure is not zero.
    """

    code: str
    title: str | Promise
    count: Callable[..., Any]
    permission: str
    icon: str = "monitoring"
    url_name: str = ""
    query: str = ""
    hint: str | Promise = ""
    is_urgent: bool = False
    position: int = 50


@dataclass(frozen=True, slots=True)
class ResolvedCard:
    """A card with its figure, for one reader."""

    card: DashboardCard
    value: Any
    url: str

    @property
    def is_alarming(self) -> bool:
        """Tell whether the figure asks for somebody's attention at once."""
        return self.card.is_urgent and bool(self.value)


_cards: dict[str, DashboardCard] = {}


def register_card(card: DashboardCard) -> None:
    """Add a card to the first page, or replace the one with its code."""
    _cards[card.code] = card


def resolve_cards(actor: Actor) -> list[ResolvedCard]:
    """Return the cards whose permission the actor holds, with their figures, in order."""
    cards = sorted(_cards.values(), key=lambda card: (card.position, card.code))
    return [ResolvedCard(card, card.count(actor=actor), _url(card)) for card in cards if actor.has(card.permission)]


def _url(card: DashboardCard) -> str:
    try:
        return reverse(card.url_name) + card.query
    except NoReverseMatch:
        return ""
