from __future__ import annotations

from typing import Any

from celery import shared_task
from django.utils import timezone

from transfer.services.cleaning import expire_jobs
from transfer.services.working import work_until


@shared_task(name="transfer.work_on_jobs", queue="bulk", ignore_result=True)
def work_on_jobs(**_: Any) -> None:
    """
    Work on whatever imports and exports are waiting; hand on what is left when the time is up.

    The beat schedule repeats it: it finds jobs whose worker was killed and jobs whose wake-up call was lost.
    """
    if not work_until(clock=timezone.now):
        work_on_jobs.delay()


@shared_task(name="transfer.expire_jobs", queue="bulk", ignore_result=True)
def expire_old_jobs(**_: Any) -> None:
    """Delete the files of jobs whose time is over, and cancel imports that nobody has finished."""
    expire_jobs(now=timezone.now())
