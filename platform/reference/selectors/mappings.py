"""Codes of other systems."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import F, Q

from reference.caching import cached_until_changed
from reference.models import CodeMapping


@cached_until_changed
def _pairs(system: str, kind: str, organization_id: int | None) -> tuple[tuple[str, str], ...]:
    """Return (external, internal) pairs: general ones first, so that an organization's own win in a dict built from them."""
    rows = CodeMapping.objects.filter(Q(organization_id=None) | Q(organization_id=organization_id))
    rows = rows.filter(system=system, kind=kind).order_by(F("organization_id").asc(nulls_first=True), "pk")
    return tuple(rows.values_list("external_code", "internal_code"))


def map_to_internal(*, system: str, kind: str, organization_id: int | None = None) -> Mapping[str, str]:
    """Return our codes by the other system's, an organization's own mappings before the general ones."""
    return dict(_pairs(system, kind, organization_id))


def get_internal_code(external_code: str, *, system: str, kind: str, organization_id: int | None = None) -> str | None:
    """Return our code for one of another system, or nothing."""
    return map_to_internal(system=system, kind=kind, organization_id=organization_id).get(external_code)


def get_external_code(internal_code: str, *, system: str, kind: str, organization_id: int | None = None) -> str | None:
    """Return the other system's code for one of ours, or nothing; of several the one that was added last."""
    pairs = _pairs(system, kind, organization_id)
    return {internal: external for external, internal in pairs}.get(internal_code)
