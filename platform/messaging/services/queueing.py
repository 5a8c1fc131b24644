"""Turn an event into messages: inside the relay's transaction, once per event, recipient and channel."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import Organization, User
from kernel.events import Event
from kernel.public_ids import new_public_id
from messaging.channels import CHANNELS, inapp
from messaging.channels.envelope import Envelope
from messaging.enums import ChannelKind, DeliveryState
from messaging.models import Delivery
from messaging.registry import MessageType, Recipient
from messaging.sandbox import plain
from messaging.selectors.preferences import Wishes, wanted_channels, wishes_of
from messaging.selectors.templates import is_sent_through, word_message
from messaging.wakeups import wake_sender


@dataclass(frozen=True, slots=True)
class Reader:
    """A recipient with everything known about them."""

    recipient: Recipient
    user: User | None
    language: str
    time_zone: str
    wishes: Wishes

    @property
    def key(self) -> str:
        """Return what tells this reader from others in the unique key of deliveries."""
        company = self.recipient.organization_id
        if self.user is not None:
            return f"user:{self.user.pk}:{company}"
        return f"email:{hashlib.sha256(self.recipient.email.lower().encode()).hexdigest()}:{company}"


@transaction.atomic
def queue_messages(*, message_type: MessageType, event: Event, event_id: str, now: datetime) -> int:
    """
    Write one event's messages: the inbox at once, the other channels as deliveries that a worker sends.

    Called again for the same event it changes nothing. Returns how many deliveries there are to make.
    """
    values_by_locale: dict[tuple[str, str], dict[str, Any]] = {}
    deliveries: list[Delivery] = []
    for reader in _readers(message_type.recipients(event)):
        locale = (reader.language, reader.time_zone)
        if locale not in values_by_locale:
            values_by_locale[locale] = _values(message_type, event, *locale)
        link = message_type.link(event, reader.recipient) if message_type.link else ""
        deliveries += _deliveries(
            message_type, reader, event_id=event_id, values=values_by_locale[locale], link=link, now=now
        )
    inapp.store(
        _envelope(message_type, delivery)
        for delivery in deliveries
        if delivery.channel == ChannelKind.IN_APP and delivery.user_id is not None
    )
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
    queued = sum(delivery.state == DeliveryState.QUEUED for delivery in deliveries)
    if queued:
        transaction.on_commit(wake_sender, robust=True)
    return queued


def _readers(recipients: Iterable[Recipient]) -> Iterator[Reader]:
    """Look everybody up in three statements; people who may not sign in any more, and doubles, are left out."""
    wanted = list(dict.fromkeys(recipients))
    user_ids = {recipient.user_id for recipient in wanted if recipient.user_id is not None}
    users = User.objects.filter(is_active=True).in_bulk(user_ids)
    companies = {recipient.organization_id for recipient in wanted}
    languages = dict(Organization.objects.filter(pk__in=companies).values_list("pk", "language"))
    wishes = wishes_of(user_ids)
    seen: set[str] = set()
    for recipient in wanted:
        user = users.get(recipient.user_id) if recipient.user_id is not None else None
        if user is None and not (recipient.user_id is None and recipient.email):
            continue
        language = recipient.language or (user.language if user else "") or languages.get(recipient.organization_id, "")
        reader = Reader(
            recipient=recipient,
            user=user,
            language=language or settings.LANGUAGE_CODE,
            time_zone=(user.time_zone if user else "") or settings.DISPLAY_TIME_ZONE,
            wishes=wishes.get(user.pk, {}) if user else {},
        )
        if reader.key not in seen:
            seen.add(reader.key)
            yield reader


def _values(message_type: MessageType, event: Event, language: str, time_zone: str) -> dict[str, Any]:
    with translation.override(language), timezone.override(time_zone):
        values = plain(message_type.context(event))
    return dict(values)


def _deliveries(
    message_type: MessageType, reader: Reader, *, event_id: str, values: dict[str, Any], link: str, now: datetime
) -> Iterator[Delivery]:
    wanted = wanted_channels(message_type.channels, category=message_type.category, wishes=reader.wishes)
    for channel in wanted:
        needs_account = channel == ChannelKind.IN_APP
        if not is_sent_through(message_type, channel) or (needs_account and reader.user is None):
            continue
        address = CHANNELS[channel].address_of(reader.user) if reader.user else reader.recipient.email
        is_done = channel == ChannelKind.IN_APP
        yield Delivery(
            public_id=new_public_id("dlv"),
            event_id=event_id,
            code=message_type.code,
            channel=channel,
            recipient_key=reader.key,
            user=reader.user,
            organization_id=reader.recipient.organization_id,
            address="" if reader.user else address,
            masked_address=mask(address),
            language=reader.language,
            values=values,
            link=link,
            state=DeliveryState.SENT if is_done else DeliveryState.QUEUED,
            attempt_count=1 if is_done else 0,
            next_attempt_at=None if is_done else now,
            sent_at=now if is_done else None,
            created_at=now,
        )


def _envelope(message_type: MessageType, delivery: Delivery) -> Envelope:
    wording = word_message(message_type, channel=delivery.channel, language=delivery.language, values=delivery.values)
    return Envelope(
        delivery_id=delivery.public_id,
        event_id=delivery.event_id,
        code=delivery.code,
        category=message_type.category,
        user_id=delivery.user_id,
        organization_id=delivery.organization_id,
        address="",
        language=delivery.language,
        subject=wording.subject,
        body=wording.body,
        link=delivery.link,
        at=delivery.created_at,
    )


def mask(address: str) -> str:
    """Return an address as the log shows it: `l***@example.com`."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}***{at}{domain}" if at else address
