"""Context that every page template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from config.shell import Shell


def brand(request: HttpRequest) -> dict[str, Any]:
    """Give templates the brand."""
    return {"brand": settings.BRAND}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give templates the lazy content of the page frame."""
    return {"shell": Shell(request)}
