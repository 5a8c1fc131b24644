"""Read the brands."""

from __future__ import annotations

from django.db.models import QuerySet

from catalog.models import Brand


def list_brands() -> QuerySet[Brand]:
    """Return every brand by name; they belong to nobody."""
    return Brand.objects.order_by("name_zh", "pk")
