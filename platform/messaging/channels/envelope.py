from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Envelope:
    """A worded message with one recipient's address in one channel; `link` is a path on this site."""

    delivery_id: str
    event_id: str
    code: str
    category: str
    user_id: int | None
    organization_id: int
    address: str
    language: str
    subject: str
    body: str
    link: str
    at: datetime
