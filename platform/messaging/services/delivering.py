"""Send what is queued: each delivery is claimed, sent outside any transaction, and closed."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import transaction

from kernel.actors import Actor
from kernel.errors import DomainError, NotFound
from kernel.public_ids import new_public_id
from messaging.channels import CHANNELS, Envelope
from messaging.enums import ChannelKind, DeliveryState, MessageCategory
from messaging.errors import MessageNotNeeded, UndeliverableMessage
from messaging.models import Delivery
from messaging.permissions import StaffMessagesPermission
from messaging.registry import MessageType, get_message_type
from messaging.selectors.preferences import in_order, wishes_of
from messaging.selectors.templates import word_message
from messaging.wakeups import wake_sender

logger = structlog.get_logger(__name__)

BATCH_SIZE = 50
OUTCOME_FIELDS = ["state", "attempt_count", "next_attempt_at", "last_error", "provider_id", "sent_at", "address"]


def deliver_due(*, now: datetime, limit: int = BATCH_SIZE) -> int:
    """
    Send up to `limit` deliveries that are due and return how many were tried.

    Several senders may run at once: a delivery is claimed under SKIP LOCKED, and its lease hides it from the others.
    """
    tried = 0
    while tried < limit and (delivery := _claim(now=now)) is not None:
        _attempt(delivery, now=now)
        tried += 1
    return tried


@transaction.atomic
def _claim(*, now: datetime) -> Delivery | None:
    delivery = (
        Delivery.objects.due(now)
        .order_by("next_attempt_at", "pk")
        .select_for_update(skip_locked=True, of=("self",))
        .first()
    )
    if delivery is not None:
        delivery.mark_sending(at=now)
        delivery.save(update_fields=["state", "attempt_count", "next_attempt_at"])
    return delivery


def _attempt(delivery: Delivery, *, now: datetime) -> None:
    message_type = get_message_type(delivery.code)
    try:
        provider_id = CHANNELS[delivery.channel].send(_envelope(message_type, delivery, now=now))
    except MessageNotNeeded as error:
        delivery.mark_withdrawn(reason=str(error))
        delivery.save(update_fields=OUTCOME_FIELDS)
    except Exception as error:  # noqa: BLE001 - whatever a mail server does, the next message still goes out
        _close_failed(delivery, message_type, error, now=now)
    else:
        delivery.mark_sent(at=now, provider_id=provider_id)
        delivery.save(update_fields=OUTCOME_FIELDS)


def _envelope(message_type: MessageType | None, delivery: Delivery, *, now: datetime) -> Envelope:
    """
    Word a message for sending: with its secrets, and to the person's address of this moment.

    :raises MessageNotNeeded: when nobody knows the message any more, the person has left, or what the link led to is closed.
    """
    if message_type is None or (delivery.user is not None and not delivery.user.is_active):
        raise MessageNotNeeded
    wording = word_message(message_type, channel=delivery.channel, language=delivery.language, values=delivery.values)
    channel = CHANNELS[delivery.channel]
    return Envelope(
        delivery_id=delivery.public_id,
        event_id=delivery.event_id,
        code=delivery.code,
        category=message_type.category,
        user_id=delivery.user_id,
        organization_id=delivery.organization_id,
        address=channel.address_of(delivery.user) if delivery.user else delivery.address,
        language=delivery.language,
        subject=wording.subject,
        body=wording.body,
        link=_link(message_type, delivery),
        at=now,
    )


def _link(message_type: MessageType, delivery: Delivery) -> str:
    if message_type.secret_link is None:
        return delivery.link
    try:
        return message_type.secret_link(delivery.values)
    except DomainError as error:
        raise MessageNotNeeded(f"{error.code}: {error}") from error


@transaction.atomic
def _close_failed(delivery: Delivery, message_type: MessageType | None, error: Exception, *, now: datetime) -> None:
    delivery.mark_failed(at=now, error=repr(error), is_final=isinstance(error, UndeliverableMessage))
    delivery.save(update_fields=OUTCOME_FIELDS)
    logger.warning("message_delivery_failed", delivery_id=delivery.public_id, code=delivery.code, error=repr(error))
    if delivery.state == DeliveryState.DEAD and message_type is not None:
        _stand_in(delivery, message_type, now=now)


def _stand_in(delivery: Delivery, message_type: MessageType, *, now: datetime) -> None:
    """Try the person's next channel, whatever they prefer, when no other one has reached or will reach them."""
    if delivery.user_id is None or message_type.category == MessageCategory.MARKETING:
        return
    siblings = Delivery.objects.filter(
        event_id=delivery.event_id, code=delivery.code, recipient_key=delivery.recipient_key
    )
    used = {sibling.channel: sibling.state for sibling in siblings}
    if any(state != DeliveryState.DEAD for state in used.values()):
        return
    wishes = wishes_of([delivery.user_id]).get(delivery.user_id, {})
    ordered = in_order(message_type.channels, category=message_type.category, wishes=wishes)
    substitute = next((channel for channel in ordered if channel not in used), None)
    if substitute is None or delivery.user is None:
        return
    Delivery.objects.create(
        public_id=new_public_id("dlv"),
        event_id=delivery.event_id,
        code=delivery.code,
        channel=substitute,
        recipient_key=delivery.recipient_key,
        user=delivery.user,
        organization_id=delivery.organization_id,
        masked_address=CHANNELS[substitute].address_of(delivery.user) if substitute == ChannelKind.IN_APP else "",
        language=delivery.language,
        values=delivery.values,
        link=delivery.link,
        next_attempt_at=now,
        stands_in_for=delivery,
        created_at=now,
    )


@transaction.atomic
def send_again(*, actor: Actor, delivery_id: str, now: datetime) -> Delivery:
    """
    Try a delivery that was given up from the beginning.

    :raises Forbidden: when the actor lacks `staff.messages.manage`.
    :raises NotFound: when there is none.
    :raises UndeliverableMessage: when it was not given up, or its address is not kept any more.
    """
    actor.require(StaffMessagesPermission.MANAGE_MESSAGES)
    delivery = Delivery.objects.select_for_update(of=("self",)).filter(public_id=delivery_id).first()
    if delivery is None:
        raise NotFound
    if delivery.state != DeliveryState.DEAD or delivery.user_id is None:
        raise UndeliverableMessage
    delivery.mark_queued_again(at=now)
    delivery.save(update_fields=OUTCOME_FIELDS)
    transaction.on_commit(wake_sender, robust=True)
    return delivery
