from __future__ import annotations

from typing import Any

from celery import shared_task
from django.utils import timezone

from openplatform.services.purging import purge_expired


@shared_task(name="openplatform.purge_expired", queue="default", ignore_result=True)
def purge_expired_records(**_: Any) -> None:
    """Forget answers and tokens that nobody may ask for any more."""
    purge_expired(now=timezone.now())
