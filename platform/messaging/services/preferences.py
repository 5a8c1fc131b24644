"""Choose channels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from kernel.actors import Actor
from kernel.errors import NotAuthenticated
from messaging.enums import MANDATORY_CATEGORIES, ChannelKind, MessageCategory
from messaging.errors import InboxOfSomebodyElse
from messaging.models import ChannelPreference


@transaction.atomic
def set_preferences(
    *, actor: Actor, wanted: Mapping[tuple[str, str], bool], order: Sequence[str] = tuple(ChannelKind)
) -> None:
    """
    Store which channels the person wants for each category, and in which order one stands in for another.

    `wanted` maps (category, channel) to yes or no; what is mandatory stays on whatever it says.
    :raises NotAuthenticated: for visitors and machines.
    :raises InboxOfSomebodyElse: while staff act for a customer.
    """
    if actor.user_id is None:
        raise NotAuthenticated
    if actor.on_behalf_of_user_id is not None:
        raise InboxOfSomebodyElse
    rows = [
        ChannelPreference(
            user_id=actor.user_id,
            category=category,
            channel=channel,
            is_on=category in MANDATORY_CATEGORIES or wanted.get((category, channel), True),
            position=order.index(channel) if channel in order else len(order),
        )
        for category in MessageCategory
        for channel in ChannelKind
    ]
    ChannelPreference.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["user", "category", "channel"],
        update_fields=["is_on", "position", "updated_at"],
    )
