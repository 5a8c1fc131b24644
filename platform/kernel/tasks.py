from __future__ import annotations

from typing import Any

import structlog
from celery import shared_task
from django.utils import timezone

from kernel.events import on_outbox_filled
from kernel.services.outbox import BATCH_SIZE, relay_events
from kernel.services.sealing import seal_pending

logger = structlog.get_logger(__name__)


@shared_task(name="kernel.relay_outbox", queue="default", ignore_result=True)
def relay_outbox(**_: Any) -> None:
    """Deliver what waits in the outbox; the beat schedule repeats it, so a lost wake-up only costs seconds."""
    if relay_events(now=timezone.now()) >= BATCH_SIZE:
        relay_outbox.delay()


@shared_task(name="kernel.seal_records", queue="default", ignore_result=True)
def seal_records(**_: Any) -> None:
    """Chain the records that were written since the last run."""
    seal_pending(now=timezone.now())


@on_outbox_filled
def wake_relay() -> None:
    """Ask a worker to deliver now. Without Redis the beat sweep does it later: the fact is safe in PostgreSQL."""
    try:
        relay_outbox.apply_async(retry=False)
    except Exception as error:  # noqa: BLE001 - a broker that is down must not fail a committed request
        logger.warning("outbox_wake_up_failed", error=repr(error))
