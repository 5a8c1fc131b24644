"""One event, one message per person and channel, however often it is delivered."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from kernel.events import event_from_row
from kernel.models import OutboxDelivery, OutboxEvent
from messaging.enums import ChannelKind, DeliveryState, MessageCategory
from messaging.models import ChannelPreference, Delivery, InboxMessage
from messaging.registry import Recipient, get_message_type, members_holding, message_types
from messaging.services.delivering import deliver_due
from messaging.services.queueing import mask, queue_messages
from tests.factories.accounts import NOW, BuyerFactory, MembershipFactory, UserFactory
from tests.factories.messaging import ParcelSent, announce, register_parcel, relay

LATER = NOW + timedelta(days=3650)


def queue(row: OutboxEvent) -> int:
    return queue_messages(
        message_type=get_message_type(ParcelSent.name), event=event_from_row(row), event_id=row.event_id, now=NOW
    )


@pytest.mark.django_db
def test_an_event_reaches_inbox_and_mail_in_the_readers_language():
    register_parcel()
    company = BuyerFactory(language="zh-hans")
    english = MembershipFactory(organization=company, user=UserFactory(language="en")).user
    unspoken = MembershipFactory(organization=company, user=UserFactory(language="")).user
    announce(english, unspoken, organization=company)

    relay()
    deliver_due(now=LATER)

    titles = dict(InboxMessage.objects.values_list("user_id", "title"))
    assert titles == {english.pk: "Parcel SH-1 is on its way", unspoken.pk: "包裹 SH-1 已发出"}
    assert {(sent.to[0], sent.subject) for sent in mail.outbox} == {
        (english.email, "Parcel SH-1 is on its way"),
        (unspoken.email, "包裹 SH-1 已发出"),
    }
    assert set(InboxMessage.objects.values_list("link", flat=True)) == {"/parcels/SH-1"}


@pytest.mark.django_db
def test_the_same_event_again_sends_nothing_again():
    register_parcel()
    member = MembershipFactory()
    row = announce(member.user, organization=member.organization)
    relay()
    deliver_due(now=LATER)

    OutboxDelivery.objects.all().delete()
    OutboxEvent.objects.update(is_relayed=False)
    relay()
    queue(row)
    deliver_due(now=LATER)

    assert InboxMessage.objects.count() == 1
    assert Delivery.objects.count() == 2
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_event_at_the_same_time_is_queued_once():
    register_parcel()
    member = MembershipFactory()
    row = announce(member.user, organization=member.organization)
    Delivery.objects.all().delete()
    InboxMessage.objects.all().delete()
    mail.outbox.clear()
    barrier = threading.Barrier(4)

    def run() -> None:
        barrier.wait()
        queue(row)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert InboxMessage.objects.count() == 1
    assert sorted(Delivery.objects.values_list("channel", flat=True)) == ["email", "in_app"]
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_nobody_gets_a_message_twice_and_leavers_get_none():
    register_parcel()
    company = BuyerFactory()
    member = MembershipFactory(organization=company)
    leaver = MembershipFactory(organization=company, user=UserFactory(is_active=False))
    row = announce(member.user, member.user, leaver.user, organization=company)

    queue(row)

    assert list(InboxMessage.objects.values_list("user_id", flat=True)) == [member.user_id]


@pytest.mark.django_db
def test_recipients_by_permission_are_the_members_who_hold_it():
    register_parcel(recipients=members_holding("address.view"))
    company = BuyerFactory()
    holder = MembershipFactory(organization=company, permissions=["address.view"])
    MembershipFactory(organization=company, permissions=["company.view"])
    MembershipFactory(permissions=["address.view"])
    row = announce(organization=company)

    queue(row)

    assert list(InboxMessage.objects.values_list("user_id", "organization_id")) == [(holder.user_id, company.pk)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("category", "expected"),
    [(MessageCategory.DELIVERY, ["in_app"]), (MessageCategory.SECURITY, ["email", "in_app"])],
)
def test_preferences_are_kept_except_for_security(category, expected):
    register_parcel(category=category)
    member = MembershipFactory()
    if category == MessageCategory.DELIVERY:
        ChannelPreference.objects.create(user=member.user, category=category, channel=ChannelKind.EMAIL, is_on=False)
    row = announce(member.user, organization=member.organization)

    queue(row)

    assert sorted(Delivery.objects.values_list("channel", flat=True)) == expected


@pytest.mark.django_db
def test_a_person_without_an_account_is_only_mailed_and_the_address_is_forgotten():
    company = BuyerFactory(language="en")
    register_parcel(recipients=lambda event: [Recipient(organization_id=company.pk, email="guest@example.com")])
    row = announce(organization=company)
    queue(row)
    waiting = Delivery.objects.get()

    deliver_due(now=LATER)

    assert (waiting.address, waiting.masked_address, waiting.channel) == (
        "guest@example.com",
        "g***@example.com",
        "email",
    )
    sent = Delivery.objects.get()
    assert (sent.state, sent.address) == (DeliveryState.SENT, "")
    assert mail.outbox[0].to == ["guest@example.com"]


@pytest.mark.django_db
def test_queueing_many_recipients_takes_as_many_statements_as_few(django_assert_max_num_queries):
    register_parcel()
    company = BuyerFactory()
    users = [MembershipFactory(organization=company, preset=None).user for _ in range(12)]
    row = announce(*users, organization=company)

    with django_assert_max_num_queries(9):
        queue(row)

    assert InboxMessage.objects.count() == 12


def test_an_address_is_masked():
    assert mask("wang.li@example.com") == "w***@example.com"
    assert mask("usr_01") == "usr_01"


def test_every_registered_message_is_worded_in_both_languages_and_valid():
    from messaging.sandbox import validate_text

    types = message_types().values()

    assert len(types) >= 10
    for message_type in types:
        for name in ("subject_zh", "subject_en", "body_zh", "body_en"):
            text = getattr(message_type.texts, name)
            assert text, f"{message_type.code}: {name}"
            validate_text(text, samples=message_type.samples)
