"""A supplier as its visitors see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.models import Certificate, EsgRecord, Organization
from accounts.selectors.organizations import get_supplier
from accounts.selectors.papers import list_badges, list_esg_records
from kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class SupplierProfile:
    """A supplier with the certificates valid on a day and its latest ESG figures."""

    organization: Organization
    certificates: list[Certificate]
    esg: EsgRecord | None


def get_supplier_profile(*, actor: Actor, supplier_id: str, on: date) -> SupplierProfile:
    """
    Return what vouches for an active supplier: only certificates that are valid on the day (F014, F015).

    :raises NotFound: when there is no such supplier.
    """
    return SupplierProfile(
        get_supplier(actor=actor, supplier_id=supplier_id),
        list(list_badges(actor=actor, organization_id=supplier_id, on=on)),
        list_esg_records(actor=actor, organization_id=supplier_id).first(),
    )
