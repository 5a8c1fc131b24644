"""Messages, and an event of the tests' own that causes one."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import factory
from django.db import transaction
from factory.django import DjangoModelFactory

from kernel.events import Event, publish, register
from kernel.models import OutboxEvent
from kernel.services.outbox import relay_events
from messaging.enums import MessageCategory
from messaging.models import Delivery, InboxMessage
from messaging.registry import MessageType, Recipient, Sample, Texts, register_message
from tests.factories.accounts import NOW, MembershipFactory


@register
@dataclass(frozen=True, kw_only=True)
class ParcelSent(Event):
    """A fact for tests of messages."""

    name = "tests.parcel.sent"
    number: str
    user_ids: tuple[int, ...]


def register_parcel(**members: Any) -> MessageType:
    """Declare the message of `ParcelSent` as the test wants it."""
    given = {
        "category": MessageCategory.DELIVERY,
        "variables": {"number": Sample("Number", "SH-1")},
        "context": lambda event: {"number": event.number},
        "recipients": lambda event: [
            Recipient(user_id=user_id, organization_id=event.organization_ids[0]) for user_id in event.user_ids
        ],
        "link": lambda event, recipient: f"/parcels/{event.number}",
        "texts": Texts(
            subject_zh="包裹 {{ number }} 已发出",
            subject_en="Parcel {{ number }} is on its way",
            body_zh="您的包裹 {{ number }} 已发出。",
            body_en="Your parcel {{ number }} is on its way.",
        ),
        **members,
    }
    return register_message(ParcelSent, **given)


def announce(*users: Any, organization: Any, number: str = "SH-1") -> OutboxEvent:
    """Publish a `ParcelSent` for users of an organization and return its outbox row."""
    with transaction.atomic():
        publish(
            ParcelSent(
                occurred_at=NOW,
                organization_ids=(organization.pk,),
                number=number,
                user_ids=tuple(user.pk for user in users),
            )
        )
    return OutboxEvent.objects.filter(name=ParcelSent.name).latest("pk")


def relay() -> None:
    """Hand every waiting event to its receivers."""
    relay_events(now=NOW + timedelta(days=3650))


class InboxMessageFactory(DjangoModelFactory):
    """An unread message of a new member."""

    class Meta:
        model = InboxMessage

    class Params:
        member = factory.SubFactory(MembershipFactory)

    user = factory.SelfAttribute("member.user")
    organization = factory.SelfAttribute("member.organization")
    event_id = factory.Sequence(lambda n: f"evt_{n}")
    code = "tests.parcel.sent"
    category = MessageCategory.DELIVERY
    title = factory.Sequence(lambda n: f"Message {n}")
    body = "Your parcel is on its way."
    link = "/parcels/1"
    created_at = NOW


class DeliveryFactory(DjangoModelFactory):
    """A queued e-mail."""

    class Meta:
        model = Delivery

    class Params:
        member = factory.SubFactory(MembershipFactory)

    user = factory.SelfAttribute("member.user")
    organization = factory.SelfAttribute("member.organization")
    event_id = factory.Sequence(lambda n: f"evt_{n}")
    code = "tests.parcel.sent"
    channel = "email"
    recipient_key = factory.LazyAttribute(lambda made: f"user:{made.user.pk}:{made.organization.pk}")
    masked_address = "p***@example.com"
    language = "en"
    values = {"number": "SH-1"}
    next_attempt_at = NOW
    created_at = NOW
