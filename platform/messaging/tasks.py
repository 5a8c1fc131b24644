"""Send in the background."""

from __future__ import annotations

from typing import Any

import structlog
from celery import shared_task
from django.utils import timezone

from messaging.services.delivering import BATCH_SIZE, deliver_due
from messaging.wakeups import on_deliveries_queued

logger = structlog.get_logger(__name__)


@shared_task(name="messaging.deliver_messages", queue="default", ignore_result=True)
def deliver_messages(**_: Any) -> None:
    """Send what is due; the beat schedule repeats it, so a lost wake-up only costs a minute."""
    if deliver_due(now=timezone.now()) >= BATCH_SIZE:
        deliver_messages.delay()


@on_deliveries_queued
def wake_worker() -> None:
    """Ask a worker to send now. Without Redis the beat sweep does it later: the deliveries are safe in PostgreSQL."""
    try:
        deliver_messages.apply_async(retry=False)
    except Exception as error:  # noqa: BLE001 - a broker that is down must not fail a committed fact
        logger.warning("message_wake_up_failed", error=repr(error))
