from __future__ import annotations

from datetime import datetime, timedelta

from oauth2_provider.models import get_access_token_model

from openplatform.models import IdempotencyRecord
from openplatform.models.idempotency import RETENTION_DAYS

BATCH_SIZE = 5_000


def purge_expired(*, now: datetime) -> int:
    """Remove idempotency records past their 30 days and expired access tokens, a batch at a time; returns how many."""
    records = IdempotencyRecord.objects.filter(created_at__lt=now - timedelta(days=RETENTION_DAYS)).order_by("pk")
    removed = 0
    while batch := list(records.values_list("pk", flat=True)[:BATCH_SIZE]):
        removed += IdempotencyRecord.objects.filter(pk__in=batch).delete()[0]
    tokens, _by_model = get_access_token_model().objects.filter(expires__lt=now).delete()
    return removed + tokens
