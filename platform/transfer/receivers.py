"""What transfer does when its own services leave work behind."""

from __future__ import annotations

import structlog

from transfer.tasks import work_on_jobs
from transfer.waking import on_work

logger = structlog.get_logger(__name__)


@on_work
def wake_worker() -> None:
    """Ask a worker to start now. Without Redis the beat sweep does it later: the job is safe in PostgreSQL."""
    try:
        work_on_jobs.apply_async(retry=False)
    except Exception as error:  # noqa: BLE001 - a broker that is down must not fail a committed request
        logger.warning("transfer_wake_up_failed", error=repr(error))
