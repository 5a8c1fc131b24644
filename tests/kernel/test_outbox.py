import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import ClassVar

import psycopg2
import pytest
from django.db import connection, transaction

from kernel import events
from kernel.enums import DeliveryStatus
from kernel.events import Event, publish, receives, register
from kernel.models import NumberSeries, OutboxDelivery, OutboxEvent
from kernel.services.outbox import BACKOFF_SECONDS, relay_events, revive_deliveries

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@register
@dataclass(frozen=True, kw_only=True)
class BellRung(Event):
    """A fact of these tests."""

    name: ClassVar[str] = "tests.bell.rung"
    bell_id: str
    rung_on: date | None = None
    weight: Decimal | None = None
    strokes: tuple[int, ...] = ()


@pytest.fixture(autouse=True)
def registry(monkeypatch: pytest.MonkeyPatch) -> dict:
    """Start with nobody listening and no wake-up: tests relay by hand."""
    receivers: dict = {"tests.bell.rung": {}, "*": {}}
    monkeypatch.setattr(events, "_receivers", receivers)
    monkeypatch.setattr(events, "_listeners", [])
    return receivers


def ring(bell: str = "a", **values) -> None:
    with transaction.atomic():
        publish(BellRung(occurred_at=NOW, bell_id=bell, organization_ids=(4,), **values))


def hears(uid: str):
    heard: list[tuple[str, str]] = []

    @receives(BellRung, uid=uid)
    def hear(event: BellRung, *, row: OutboxEvent) -> None:
        heard.append((event.bell_id, row.event_id))

    return heard


def count_effects(uid: str) -> None:
    """Register a receiver whose effect is in the database: one more on a series named for the receiver."""

    @receives(BellRung, uid=uid)
    def count(event: BellRung, *, row: OutboxEvent) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO kernel_numberseries (key, last_value) VALUES (%s, 1)"
                " ON CONFLICT (key) DO UPDATE SET last_value = kernel_numberseries.last_value + 1",
                [f"{uid}/{event.bell_id}"],
            )


@pytest.mark.django_db(transaction=True)
def test_publish_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="transaction"):
        publish(BellRung(occurred_at=NOW, bell_id="a"))

    assert OutboxEvent.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_rollback_leaves_nothing_to_announce():
    class GiveUp(Exception):
        pass

    heard = hears("tests.ear")
    with pytest.raises(GiveUp), transaction.atomic():
        publish(BellRung(occurred_at=NOW, bell_id="a"))
        raise GiveUp

    assert relay_events(now=NOW) == 0
    assert heard == []


@pytest.mark.django_db
def test_publish_writes_many_facts_in_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        publish(*(BellRung(occurred_at=NOW, bell_id=str(number)) for number in range(20)))

    assert OutboxEvent.objects.count() == 20


@pytest.mark.django_db
def test_event_comes_back_as_it_was_published():
    got: list[BellRung] = []

    @receives(BellRung, uid="tests.ear")
    def hear(event: BellRung, *, row: OutboxEvent) -> None:
        got.append(event)

    ring(rung_on=date(2026, 3, 2), weight=Decimal("12.50"), strokes=(1, 2))
    relay_events(now=NOW)

    assert got == [
        BellRung(
            occurred_at=NOW,
            bell_id="a",
            organization_ids=(4,),
            rung_on=date(2026, 3, 2),
            weight=Decimal("12.50"),
            strokes=(1, 2),
        )
    ]


@pytest.mark.django_db
def test_event_is_delivered_once_to_each_receiver():
    heard, also_heard = hears("tests.ear"), hears("tests.other")
    ring()

    relay_events(now=NOW)
    relay_events(now=NOW)

    event = OutboxEvent.objects.get()
    assert heard == also_heard == [("a", event.event_id)]
    assert event.is_relayed
    assert set(event.deliveries.values_list("receiver", "status", "attempt_count")) == {
        ("tests.ear", "done", 1),
        ("tests.other", "done", 1),
    }


@pytest.mark.django_db
def test_payload_keeps_organizations_inside():
    ring()

    event = OutboxEvent.objects.get()
    assert "organization_ids" not in event.payload
    assert event.organization_ids == [4]


@pytest.mark.django_db
def test_failing_receiver_is_retried_with_backoff_and_does_not_hold_up_the_others():
    heard, calls = hears("tests.ear"), []

    @receives(BellRung, uid="tests.broken")
    def broken(event: BellRung, *, row: OutboxEvent) -> None:
        NumberSeries.objects.create(key="half done")
        calls.append(row.event_id)
        raise ValueError("deaf")

    ring()

    moment = NOW
    for number, seconds in enumerate(BACKOFF_SECONDS, start=1):
        relay_events(now=moment)
        relay_events(now=moment + timedelta(seconds=seconds - 1))
        delivery = OutboxDelivery.objects.get(receiver="tests.broken")
        assert len(calls) == delivery.attempt_count == number
        assert delivery.status == DeliveryStatus.RETRY
        assert delivery.next_attempt_at == moment + timedelta(seconds=seconds)
        moment = delivery.next_attempt_at
    relay_events(now=moment)

    delivery.refresh_from_db()
    assert (delivery.status, delivery.next_attempt_at) == (DeliveryStatus.DEAD, None)
    assert "ValueError: deaf" in delivery.last_error
    assert len(heard) == 1
    assert OutboxEvent.objects.get().is_relayed
    assert NumberSeries.objects.count() == 0


@pytest.mark.django_db
def test_dead_letter_is_revived_and_delivered():
    class Ear:
        works = False

    @receives(BellRung, uid="tests.ear")
    def hear(event: BellRung, *, row: OutboxEvent) -> None:
        if not Ear.works:
            raise ValueError("deaf")

    ring()
    for step in range(len(BACKOFF_SECONDS) + 1):
        relay_events(now=NOW + timedelta(days=step))
    dead = OutboxDelivery.objects.get(status=DeliveryStatus.DEAD)
    later = NOW + timedelta(days=30)

    Ear.works = True
    revived = revive_deliveries(delivery_ids=[dead.pk], now=later)
    relay_events(now=later)

    dead.refresh_from_db()
    assert revived == 1
    assert (dead.status, dead.attempt_count, dead.last_error, dead.done_at) == (DeliveryStatus.DONE, 1, "", later)
    assert revive_deliveries(delivery_ids=[dead.pk], now=later) == 0


@pytest.mark.django_db
def test_unknown_event_waits_for_code_that_knows_it_and_holds_up_nobody():
    heard = hears("tests.ear")
    OutboxEvent.objects.create(name="tests.from_the_future", payload={}, occurred_at=NOW)
    ring()

    relay_events(now=NOW)

    assert len(heard) == 1
    assert OutboxEvent.objects.filter(is_relayed=False).values_list("name", flat=True).get() == "tests.from_the_future"


@pytest.mark.django_db
def test_members_that_this_version_does_not_know_are_dropped():
    heard = hears("tests.ear")
    OutboxEvent.objects.create(
        name="tests.bell.rung", payload={"bell_id": "a", "occurred_at": NOW.isoformat(), "pitch": 4}, occurred_at=NOW
    )

    relay_events(now=NOW)

    assert [bell for bell, _event_id in heard] == ["a"]


@pytest.mark.django_db(transaction=True)
def test_relays_at_once_deliver_each_event_once():
    count_effects("tests.count")
    for number in range(40):
        ring(f"bell-{number}")
    start = threading.Barrier(4)

    def relay() -> None:
        start.wait()
        while relay_events(now=NOW, limit=7):
            pass
        connection.close()

    threads = [threading.Thread(target=relay) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert set(NumberSeries.objects.values_list("last_value", flat=True)) == {1}
    assert NumberSeries.objects.count() == 40
    assert OutboxEvent.objects.filter(is_relayed=False).count() == 0


@pytest.mark.django_db(transaction=True)
def test_relay_passes_over_an_event_that_another_relay_holds():
    heard = hears("tests.ear")
    ring("held")
    ring("free")
    held = OutboxEvent.objects.order_by("pk").first()
    other = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    with other, other.cursor() as cursor:
        cursor.execute("SELECT 1 FROM kernel_outboxevent WHERE id = %s FOR UPDATE", [held.pk])

        relay_events(now=NOW)

        assert [bell for bell, _event_id in heard] == ["free"]
    other.close()


@pytest.mark.django_db(transaction=True)
def test_relay_killed_between_two_receivers_starts_over_without_doubling_effects():
    count_effects("tests.a_first")
    kill = [True]

    @receives(BellRung, uid="tests.b_second")
    def cut(event: BellRung, *, row: OutboxEvent) -> None:
        if kill.pop() if kill else False:
            raise KeyboardInterrupt

    ring()

    with pytest.raises(KeyboardInterrupt):
        relay_events(now=NOW)
    assert NumberSeries.objects.count() == 0
    relay_events(now=NOW)

    assert NumberSeries.objects.get().last_value == 1
    assert OutboxEvent.objects.get().is_relayed


@pytest.mark.django_db(transaction=True)
def test_one_wake_up_follows_a_commit_however_much_was_published(monkeypatch: pytest.MonkeyPatch):
    calls: list[str] = []
    monkeypatch.setattr(events, "_listeners", [lambda: calls.append("up")])

    with transaction.atomic():
        publish(BellRung(occurred_at=NOW, bell_id="a"))
        with transaction.atomic():
            publish(BellRung(occurred_at=NOW, bell_id="b"))

    assert calls == ["up"]


@pytest.mark.django_db(transaction=True)
def test_wake_up_of_a_rolled_back_step_does_not_swallow_the_next(monkeypatch: pytest.MonkeyPatch):
    class GiveUp(Exception):
        pass

    calls: list[str] = []
    monkeypatch.setattr(events, "_listeners", [lambda: calls.append("up")])

    with transaction.atomic():
        with pytest.raises(GiveUp), transaction.atomic():
            publish(BellRung(occurred_at=NOW, bell_id="a"))
            raise GiveUp
        publish(BellRung(occurred_at=NOW, bell_id="b"))

    assert calls == ["up"]


@pytest.mark.django_db(transaction=True)
def test_commit_survives_a_broker_that_is_down(monkeypatch: pytest.MonkeyPatch, caplog):
    from celery import current_app

    from kernel.tasks import wake_relay

    monkeypatch.setattr(events, "_listeners", [wake_relay])
    monkeypatch.setattr(current_app.conf, "task_always_eager", False)
    monkeypatch.setattr(current_app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(current_app.amqp, "_producer_pool", None)
    # The pool of open connections is put aside, not closed: the tests that follow use it.
    monkeypatch.setattr(current_app, "_pool", None)

    ring()

    assert OutboxEvent.objects.filter(is_relayed=False).count() == 1
    assert "outbox_wake_up_failed" in caplog.text
