"""The inbox on this site."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import User
from messaging.channels.envelope import Envelope
from messaging.errors import UndeliverableMessage
from messaging.models import InboxMessage

TITLE_LENGTH_MAX = 300


def address_of(user: User) -> str:
    """Return the name of the inbox, for the log."""
    return user.public_id


def send(envelope: Envelope) -> str:
    """
    Put one message into the inbox; a second time changes nothing.

    :raises UndeliverableMessage: for people without an account.
    """
    if envelope.user_id is None:
        raise UndeliverableMessage
    store([envelope])
    return ""


def store(envelopes: Iterable[Envelope]) -> None:
    """Put many messages into their inboxes in one statement; those already there stay as they are."""
    InboxMessage.objects.bulk_create(
        (
            InboxMessage(
                user_id=envelope.user_id,
                organization_id=envelope.organization_id,
                event_id=envelope.event_id,
                code=envelope.code,
                category=envelope.category,
                title=envelope.subject[:TITLE_LENGTH_MAX],
                body=envelope.body,
                link=envelope.link,
                created_at=envelope.at,
            )
            for envelope in envelopes
            if envelope.user_id is not None
        ),
        ignore_conflicts=True,
    )
