"""What people want to be told, and how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kernel.actors import Actor
from messaging.enums import MANDATORY_CATEGORIES, ChannelKind, MessageCategory
from messaging.models import ChannelPreference
from messaging.models.inbox import reader_id

# (category, channel) → (wanted, place in the order)
Wishes = dict[tuple[str, str], tuple[bool, int]]


@dataclass(frozen=True, slots=True)
class ChannelChoice:
    """One box of the preferences page."""

    category: MessageCategory
    channel: ChannelKind
    is_on: bool
    is_fixed: bool
    position: int


def wishes_of(user_ids: Iterable[int]) -> dict[int, Wishes]:
    """Return the stored preferences of people; what is missing is wanted."""
    found: dict[int, Wishes] = {}
    rows = ChannelPreference.objects.filter(user_id__in=set(user_ids)).order_by("pk")
    for user_id, category, channel, is_on, position in rows.values_list(
        "user_id", "category", "channel", "is_on", "position"
    ):
        found.setdefault(user_id, {})[(category, channel)] = (is_on, position)
    return found


def wanted_channels(channels: Sequence[ChannelKind], *, category: MessageCategory, wishes: Wishes) -> list[ChannelKind]:
    """Return the channels a person wants for a category, in their order; all of them for what is mandatory."""
    ordered = in_order(channels, category=category, wishes=wishes)
    if category in MANDATORY_CATEGORIES:
        return ordered
    return [channel for channel in ordered if wishes.get((category, channel), (True, 0))[0]]


def in_order(channels: Sequence[ChannelKind], *, category: MessageCategory, wishes: Wishes) -> list[ChannelKind]:
    """Return channels in the order in which one stands in for another."""
    return sorted(channels, key=lambda channel: wishes.get((category, channel), (True, 0))[1])


def list_choices(*, actor: Actor) -> list[ChannelChoice]:
    """Return every box of the actor's preferences page, by category and channel."""
    person = reader_id(actor)
    wishes = wishes_of([person]).get(person, {}) if person else {}
    choices = []
    for category in MessageCategory:
        is_fixed = category in MANDATORY_CATEGORIES
        for channel in ChannelKind:
            is_on, position = wishes.get((category, channel), (True, 0))
            choices.append(ChannelChoice(category, channel, is_on or is_fixed, is_fixed, position))
    return choices
