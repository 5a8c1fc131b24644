"""The delivery log."""

from __future__ import annotations

from kernel.actors import Actor
from messaging.enums import DeliveryState
from messaging.models import Delivery
from messaging.permissions import StaffMessagesPermission


def count_given_up(*, actor: Actor) -> int:
    """
    Return the number of messages that reached nobody through any channel.

    :raises Forbidden: when the actor lacks `staff.messages.view`.
    """
    actor.require(StaffMessagesPermission.VIEW_MESSAGES)
    return Delivery.objects.filter(state=DeliveryState.DEAD, substitute=None).count()
