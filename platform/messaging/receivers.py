"""What messaging does when an app announces a fact: turn it into the messages that are registered for it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kernel.events import receives
from kernel.models import OutboxEvent
from messaging.registry import MessageType, get_message_type, on_registration
from messaging.services.queueing import queue_messages


@on_registration
def subscribe(message_type: MessageType) -> None:
    """Hear of the event of a message type; a type that is registered again is read anew at every event."""

    @receives(message_type.event, uid=f"messaging.{message_type.code}")
    def queue(event: Any, *, row: OutboxEvent) -> None:
        current = get_message_type(message_type.code)
        if current is not None:
            queue_messages(message_type=current, event=event, event_id=row.event_id, now=timezone.now())
