"""A person's inbox."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.actors import Actor
from kernel.errors import NotFound
from messaging.models import InboxMessage

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class InboxPage:
    """One page of messages, newest first; `older` and `newer` are the keys of the neighbouring pages."""

    messages: list[InboxMessage]
    older: str = ""
    newer: str = ""


def count_unread(*, actor: Actor) -> int:
    """Return the number on the bell: one count on a partial index."""
    return InboxMessage.objects.visible_to(actor).unread().count()


def list_messages(
    *,
    actor: Actor,
    category: str = "",
    is_unread: bool = False,
    is_archived: bool = False,
    older: str = "",
    newer: str = "",
) -> InboxPage:
    """Return a page of the actor's inbox; `older` and `newer` are keys of a page returned before."""
    messages = InboxMessage.objects.visible_to(actor).filter(archived_at__isnull=not is_archived)
    if category:
        messages = messages.filter(category=category)
    if is_unread:
        messages = messages.filter(read_at=None)
    if newer:
        found = list(messages.filter(public_id__gt=newer).order_by("public_id")[: PAGE_SIZE + 1])
        shown = found[:PAGE_SIZE][::-1]
        has_newer, has_older = len(found) > PAGE_SIZE, True
    else:
        page = messages.filter(public_id__lt=older) if older else messages
        found = list(page.order_by("-public_id")[: PAGE_SIZE + 1])
        shown = found[:PAGE_SIZE]
        has_newer, has_older = bool(older), len(found) > PAGE_SIZE
    return InboxPage(
        shown,
        older=shown[-1].public_id if shown and has_older else "",
        newer=shown[0].public_id if shown and has_newer else "",
    )


def get_message(*, actor: Actor, message_id: str) -> InboxMessage:
    """
    Return one message of the actor's inbox, archived ones too.

    :raises NotFound: when there is none.
    """
    message = InboxMessage.objects.visible_to(actor).filter(public_id=message_id).first()
    if message is None:
        raise NotFound
    return message
