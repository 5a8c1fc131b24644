"""Hand outbox events to their receivers: at least once, each in a transaction of its own, with backoff and dead letters."""

from __future__ import annotations

import traceback
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from kernel.enums import DeliveryStatus
from kernel.events import event_from_row, event_types, receivers_of
from kernel.models import OutboxDelivery, OutboxEvent

logger = structlog.get_logger(__name__)

# After each failure wait this long; after the last the delivery is a dead letter for a person to look at.
BACKOFF_SECONDS = (5, 30, 120, 600, 3600, 6 * 3600)
BATCH_SIZE = 100
ERROR_LENGTH = 4000


def relay_events(*, now: datetime, limit: int = BATCH_SIZE) -> int:
    """
    Deliver up to `limit` waiting events and return how many were touched.

    Several relays may run at once: each event is locked with SKIP LOCKED while its receivers run.
    """
    touched = 0
    while touched < limit and _relay_one(now=now):
        touched += 1
    return touched


@transaction.atomic
def _relay_one(*, now: datetime) -> bool:
    event = _next_event(now=now)
    if event is None:
        return False
    deliveries = {delivery.receiver: delivery for delivery in event.deliveries.all()}
    open_count = 0
    for uid in sorted(receivers_of(event.name)):
        delivery = deliveries.get(uid) or OutboxDelivery(event=event, receiver=uid)
        if delivery.status == DeliveryStatus.RETRY and (
            delivery.next_attempt_at is None or delivery.next_attempt_at <= now
        ):
            _attempt(event, delivery, now=now)
        open_count += delivery.status == DeliveryStatus.RETRY
    if open_count == 0:
        OutboxEvent.objects.filter(pk=event.pk).update(is_relayed=True)
    return True


def _next_event(*, now: datetime) -> OutboxEvent | None:
    """
    Lock the oldest event that has something to do now; one whose receivers are all waiting is passed over.

    An event that this version of the code does not know waits for one that does: during an upgrade nothing is lost.
    """
    waiting = OutboxDelivery.objects.filter(event=OuterRef("pk"), status=DeliveryStatus.RETRY)
    return (
        OutboxEvent.objects.filter(is_relayed=False, name__in=list(event_types()))
        .filter(Q(Exists(waiting.filter(next_attempt_at__lte=now))) | ~Exists(waiting))
        .order_by("pk")
        .select_for_update(skip_locked=True, of=("self",))
        .first()
    )


def _attempt(event: OutboxEvent, delivery: OutboxDelivery, *, now: datetime) -> None:
    delivery.attempt_count += 1
    try:
        with transaction.atomic():
            receivers_of(event.name)[delivery.receiver](event_from_row(event), row=event)
    except Exception as error:  # noqa: BLE001 - whatever a receiver raises, the others still get the event
        _postpone(delivery, now=now)
        delivery.last_error = traceback.format_exc()[-ERROR_LENGTH:]
        logger.warning(
            "outbox_delivery_failed",
            event_name=event.name,
            event_id=event.event_id,
            receiver=delivery.receiver,
            attempt=delivery.attempt_count,
            error=repr(error),
        )
    else:
        delivery.status, delivery.done_at, delivery.last_error = DeliveryStatus.DONE, now, ""
    delivery.save()


def _postpone(delivery: OutboxDelivery, *, now: datetime) -> None:
    if delivery.attempt_count > len(BACKOFF_SECONDS):
        delivery.status, delivery.next_attempt_at = DeliveryStatus.DEAD, None
    else:
        delivery.next_attempt_at = now + timedelta(seconds=BACKOFF_SECONDS[delivery.attempt_count - 1])


@transaction.atomic
def revive_deliveries(*, delivery_ids: list[int], now: datetime) -> int:
    """Try dead letters again, from the first attempt on; returns how many."""
    dead = OutboxDelivery.objects.filter(pk__in=delivery_ids, status=DeliveryStatus.DEAD)
    events = list(dead.values_list("event_id", flat=True))
    revived = dead.update(status=DeliveryStatus.RETRY, attempt_count=0, next_attempt_at=now, last_error="")
    OutboxEvent.objects.filter(pk__in=events).update(is_relayed=False)
    return revived
