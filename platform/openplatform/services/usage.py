from __future__ import annotations

import time
from datetime import datetime, timedelta

from openplatform.models import ApiClient

# Exact enough for a person who asks “is this still in use?”, and no write on almost every request.
NOTED_SECONDS = 60.0

_noted: dict[int, float] = {}


def note_use(*, client_id: int, now: datetime) -> None:
    """Remember when a client called last; at most one statement a minute for each client and process."""
    if _noted.get(client_id, 0.0) > time.monotonic():
        return
    _noted[client_id] = time.monotonic() + NOTED_SECONDS
    stale = now - timedelta(seconds=NOTED_SECONDS)
    ApiClient.objects.filter(pk=client_id).exclude(last_used_at__gt=stale).update(last_used_at=now)


def forget_uses() -> None:
    """Note the next use of every client again."""
    _noted.clear()
