"""Read and put away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kernel.actors import Actor
from messaging.errors import InboxOfSomebodyElse
from messaging.models import InboxMessage
from messaging.selectors.inbox import get_message


@transaction.atomic
def read_message(*, actor: Actor, message_id: str, now: datetime) -> InboxMessage:
    """
    Open a message: it counts as read from now on, unless staff look at it for a customer.

    :raises NotFound: when it is not in the actor's inbox.
    """
    message = get_message(actor=actor, message_id=message_id)
    if not message.is_read and actor.on_behalf_of_user_id is None:
        message.mark_read(at=now)
        message.save(update_fields=["read_at"])
    return message


@transaction.atomic
def mark_message_unread(*, actor: Actor, message_id: str) -> InboxMessage:
    """
    Make a message look new again.

    :raises NotFound: when it is not in the actor's inbox.
    :raises InboxOfSomebodyElse: while staff act for a customer.
    """
    _ensure_own(actor)
    message = get_message(actor=actor, message_id=message_id)
    message.read_at = None
    message.save(update_fields=["read_at"])
    return message


@transaction.atomic
def mark_all_read(*, actor: Actor, now: datetime) -> int:
    """
    Mark everything in the actor's inbox as read and return how many were not.

    :raises InboxOfSomebodyElse: while staff act for a customer.
    """
    _ensure_own(actor)
    return InboxMessage.objects.visible_to(actor).unread().update(read_at=now)


@transaction.atomic
def archive_message(*, actor: Actor, message_id: str, now: datetime) -> InboxMessage:
    """
    Put a message away.

    :raises NotFound: when it is not in the actor's inbox.
    :raises InboxOfSomebodyElse: while staff act for a customer.
    """
    _ensure_own(actor)
    message = get_message(actor=actor, message_id=message_id)
    message.mark_archived(at=now)
    message.save(update_fields=["read_at", "archived_at"])
    return message


def _ensure_own(actor: Actor) -> None:
    if actor.on_behalf_of_user_id is not None:
        raise InboxOfSomebodyElse
