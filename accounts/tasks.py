"""The daily and hourly work of accounts; each task may run late, twice or at the same time as itself."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.utils import timezone

from accounts.services.certificates import remind_of_expiring_certificates
from accounts.services.impersonations import end_overdue_impersonations
from accounts.services.trading import remind_of_expiring_licences, suspend_expired_licences


@shared_task(name="accounts.watch_expiries", queue="default", ignore_result=True)
def watch_expiries(**_: Any) -> None:
    """Stop trade under licences that have ended, and remind of what ends soon."""
    now = timezone.now()
    suspend_expired_licences(now=now)
    remind_of_expiring_licences(now=now)
    remind_of_expiring_certificates(now=now)


@shared_task(name="accounts.end_impersonations", queue="default", ignore_result=True)
def end_impersonations(**_: Any) -> None:
    """Close the periods of acting for a customer whose time is over."""
    end_overdue_impersonations(now=timezone.now())
