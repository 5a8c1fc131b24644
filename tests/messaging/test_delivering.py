"""What is queued goes out once; what fails is tried again, then given up, then stood in for."""

import smtplib
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from kernel.errors import Forbidden
from messaging.enums import DeliveryState, MessageCategory
from messaging.errors import UndeliverableMessage
from messaging.models import Delivery, InboxMessage
from messaging.models.deliveries import BACKOFF_SECONDS, LEASE_SECONDS
from messaging.services.delivering import deliver_due, send_again
from tests.factories.accounts import NOW, MembershipFactory, UserFactory, buyer_actor, staff_actor
from tests.factories.messaging import DeliveryFactory, register_parcel


class BrokenBackend(EmailBackend):
    """A mail server that is away."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("mail server is away")


class RefusingBackend(EmailBackend):
    """A mail server that knows the address to be wrong."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such user")})


BROKEN = "tests.messaging.test_delivering.BrokenBackend"
REFUSING = "tests.messaging.test_delivering.RefusingBackend"


@pytest.mark.django_db
def test_a_mail_has_text_html_link_and_a_stable_id(settings):
    settings.PUBLIC_URL = "https://trade.example.com/"
    register_parcel()
    delivery = DeliveryFactory(link="/parcels/SH-1", values={"number": "<b>1</b> & co"})

    assert deliver_due(now=NOW) == 1

    message = mail.outbox[0]
    html = message.alternatives[0][0]
    assert message.subject == "Parcel <b>1</b> & co is on its way"
    assert "Your parcel <b>1</b> & co is on its way." in message.body
    assert "https://trade.example.com/parcels/SH-1" in message.body
    assert "https://trade.example.com/parcels/SH-1" in html
    assert "&lt;b&gt;1&lt;/b&gt; &amp; co" in html
    assert "<b>1</b>" not in html
    assert message.extra_headers["Message-ID"].startswith(f"<{delivery.public_id}@")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.sent_at, delivery.attempt_count) == (DeliveryState.SENT, NOW, 1)
    assert delivery.provider_id == message.extra_headers["Message-ID"]


@pytest.mark.django_db
def test_a_mail_is_written_in_the_language_of_its_reader():
    register_parcel()
    DeliveryFactory(language="zh-hans")

    deliver_due(now=NOW)

    assert mail.outbox[0].subject == "包裹 SH-1 已发出"
    assert 'lang="zh-hans"' in mail.outbox[0].alternatives[0][0]


@pytest.mark.django_db
def test_a_broken_server_is_tried_again_later_until_it_works(settings):
    register_parcel()
    delivery = DeliveryFactory()
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = BROKEN
    deliver_due(now=NOW)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.next_attempt_at) == (
        DeliveryState.QUEUED,
        NOW + timedelta(seconds=BACKOFF_SECONDS[0]),
    )
    assert "mail server is away" in delivery.last_error

    settings.EMAIL_BACKEND = working
    assert deliver_due(now=NOW) == 0
    assert deliver_due(now=NOW + timedelta(seconds=BACKOFF_SECONDS[0])) == 1

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempt_count, delivery.last_error) == (DeliveryState.SENT, 2, "")


@pytest.mark.django_db
def test_a_refused_address_is_given_up_and_the_inbox_stands_in(settings):
    settings.EMAIL_BACKEND = REFUSING
    register_parcel()
    delivery = DeliveryFactory()

    deliver_due(now=NOW)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempt_count) == (DeliveryState.DEAD, 1)
    assert (delivery.substitute.channel, delivery.substitute.state) == ("in_app", DeliveryState.SENT)
    assert InboxMessage.objects.get().user_id == delivery.user_id


@pytest.mark.django_db
def test_nobody_stands_in_for_what_has_arrived_elsewhere_or_for_marketing(settings):
    settings.EMAIL_BACKEND = REFUSING
    register_parcel()
    arrived = DeliveryFactory()
    DeliveryFactory(
        user=arrived.user,
        organization=arrived.organization,
        event_id=arrived.event_id,
        channel="in_app",
        state=DeliveryState.SENT,
        sent_at=NOW,
        next_attempt_at=None,
    )
    deliver_due(now=NOW)
    register_parcel(category=MessageCategory.MARKETING)
    advertising = DeliveryFactory()
    deliver_due(now=NOW)

    assert Delivery.objects.filter(stands_in_for__isnull=False).count() == 0
    advertising.refresh_from_db()
    assert advertising.state == DeliveryState.DEAD


@pytest.mark.django_db
def test_after_the_last_attempt_a_delivery_is_given_up(settings):
    settings.EMAIL_BACKEND = BROKEN
    register_parcel()
    delivery = DeliveryFactory(attempt_count=len(BACKOFF_SECONDS))

    deliver_due(now=NOW)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.next_attempt_at) == (DeliveryState.DEAD, None)


@pytest.mark.django_db
def test_what_a_dead_worker_left_is_taken_over_after_its_lease():
    register_parcel()
    lease = timedelta(seconds=LEASE_SECONDS)
    DeliveryFactory(state=DeliveryState.SENDING, attempt_count=1, next_attempt_at=NOW + lease)

    assert deliver_due(now=NOW) == 0
    assert deliver_due(now=NOW + lease) == 1


@pytest.mark.django_db
def test_a_message_for_somebody_who_left_is_withdrawn():
    register_parcel()
    delivery = DeliveryFactory(user=UserFactory(is_active=False))
    unknown = DeliveryFactory(code="gone.app.event")

    deliver_due(now=NOW)

    assert set(Delivery.objects.values_list("pk", "state")) == {
        (delivery.pk, DeliveryState.WITHDRAWN),
        (unknown.pk, DeliveryState.WITHDRAWN),
    }
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_secret_link_is_made_when_sending_and_never_stored():
    register_parcel(link=None, secret_link=lambda values: f"/secret/{values['number']}-token")
    delivery = DeliveryFactory()

    deliver_due(now=NOW)

    assert "/secret/SH-1-token" in mail.outbox[0].body
    row = Delivery.objects.filter(pk=delivery.pk).values().get()
    assert "token" not in str(row)


@pytest.mark.django_db(transaction=True)
def test_many_senders_send_each_mail_once():
    register_parcel()
    member = MembershipFactory()
    DeliveryFactory.create_batch(8, user=member.user, organization=member.organization)
    barrier = threading.Barrier(4)

    def run() -> None:
        barrier.wait()
        deliver_due(now=NOW)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(mail.outbox) == 8
    assert set(Delivery.objects.values_list("state", "attempt_count")) == {(DeliveryState.SENT, 1)}


@pytest.mark.django_db
def test_staff_send_again_what_was_given_up():
    register_parcel()
    delivery = DeliveryFactory(state=DeliveryState.DEAD, attempt_count=6, next_attempt_at=None)

    send_again(actor=staff_actor(), delivery_id=delivery.public_id, now=NOW)
    deliver_due(now=NOW)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempt_count) == (DeliveryState.SENT, 1)
    with pytest.raises(UndeliverableMessage):
        send_again(actor=staff_actor(), delivery_id=delivery.public_id, now=NOW)
    with pytest.raises(Forbidden):
        send_again(actor=buyer_actor(), delivery_id=delivery.public_id, now=NOW)
