"""Companies: one's own with its branches, the suppliers everybody may see, and all of them for staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.enums import MembershipStatus, OrganizationKind, OrganizationStatus
from accounts.models import Organization
from accounts.permissions import CompanyPermission, StaffAccountsPermission
from accounts.selectors.access import get_managed_organization, require_in
from kernel.actors import Actor
from kernel.errors import NotFound
from kernel.models import TransitionLog

DOCUMENT_TYPE = "organization"


@dataclass(frozen=True, slots=True)
class OrganizationFilter:
    """What staff may narrow the list of companies by; empty means any."""

    search: str = ""
    kind: str = ""
    status: str = ""
    party_type: str = ""
    region_code: str = ""


def get_organization(*, actor: Actor, organization_id: str) -> Organization:
    """
    Return a company the actor may see: their own, a branch, or an active supplier.

    :raises NotFound: when there is none, or it is hidden from the actor.
    """
    found = Organization.objects.visible_to(actor).filter(public_id=organization_id).select_related("parent").first()
    if found is None:
        raise NotFound
    return found


def get_own_organization(*, actor: Actor) -> Organization:
    """
    Return the company that the actor works in.

    :raises NotFound: when the actor belongs to none.
    """
    return get_managed_organization(actor=actor)


def list_suppliers(*, actor: Actor, search: str = "", party_type: str = "") -> QuerySet[Organization]:
    """Return the active suppliers that everybody may see, oldest first."""
    suppliers = Organization.objects.visible_to(actor).filter(can_sell=True, status=OrganizationStatus.ACTIVE)
    if party_type:
        suppliers = suppliers.filter(party_type=party_type)
    return matching(suppliers, search).order_by("pk")


def get_supplier(*, actor: Actor, supplier_id: str) -> Organization:
    """
    Return an active supplier by its public id.

    :raises NotFound: when there is none.
    """
    found = list_suppliers(actor=actor).filter(public_id=supplier_id).first()
    if found is None:
        raise NotFound
    return found


def list_organizations(*, actor: Actor, narrow: OrganizationFilter | None = None) -> QuerySet[Organization]:
    """
    Return every company for staff, newest first, with the number of active members.

    :raises Forbidden: when the actor may not see every company.
    """
    actor.require(StaffAccountsPermission.VIEW_ORGANIZATION)
    narrow = narrow or OrganizationFilter()
    exact = {"kind": narrow.kind, "status": narrow.status, "party_type": narrow.party_type}
    companies = Organization.objects.visible_to(actor).filter(**{name: value for name, value in exact.items() if value})
    if narrow.region_code:
        companies = companies.filter(region_code__startswith=narrow.region_code.rstrip("0"))
    active = Count("memberships", filter=Q(memberships__status=MembershipStatus.ACTIVE))
    return matching(companies, narrow.search).select_related("parent").annotate(member_count=active).order_by("-pk")


def matching(companies: QuerySet[Organization], text: str) -> QuerySet[Organization]:
    """Keep the companies whose name contains the text, or whose credit code or public id it is."""
    text = text.strip()
    if not text:
        return companies
    return companies.filter(
        Q(name_zh__icontains=text) | Q(name_en__icontains=text) | Q(credit_code__iexact=text) | Q(public_id=text)
    )


def list_branches(*, actor: Actor, organization_id: str | None = None) -> QuerySet[Organization]:
    """
    Return everything below a company, parents before their branches; without a name, below the actor's own.

    :raises NotFound: when the company is not the actor's to manage.
    :raises Forbidden: when the actor may not see the hierarchy.
    """
    organization = get_managed_organization(actor=actor, organization_id=organization_id)
    staff = StaffAccountsPermission.VIEW_ORGANIZATION
    require_in(actor, CompanyPermission.VIEW_HIERARCHY, organization, staff=staff)
    below = Organization.objects.managed_by(actor).filter(path__contains=[organization.pk])
    return below.select_related("parent").order_by("path", "pk")


def list_visible_organization_ids(*, actor: Actor) -> list[int]:
    """Return the ids of the actor's own company and everything below it."""
    if actor.organization_id is None:
        return []
    own = Q(pk=actor.organization_id) | Q(path__contains=[actor.organization_id])
    return list(Organization.objects.managed_by(actor).filter(own).order_by("pk").values_list("pk", flat=True))


def list_timeline(*, actor: Actor, organization_id: str | None = None) -> QuerySet[TransitionLog]:
    """
    Return the steps a company went through, newest first.

    :raises NotFound: when the company is not the actor's to manage.
    """
    organization = get_managed_organization(actor=actor, organization_id=organization_id)
    return TransitionLog.objects.filter(document_type=DOCUMENT_TYPE, document_id=organization.pk).order_by("-pk")


def organization_ids_of(*, public_ids: Iterable[str]) -> dict[str, int]:
    """Return the plain ids of companies, for receivers of events."""
    return dict(Organization.objects.filter(public_id__in=public_ids).values_list("public_id", "pk"))


def get_platform() -> Organization | None:
    """Return the operator's organization, or nothing before it is set up."""
    return Organization.objects.filter(kind=OrganizationKind.PLATFORM, parent=None).order_by("pk").first()


def list_expired_licence_ids(*, now: datetime) -> list[int]:
    """Return the active companies whose licence ended before today, by the calendar of the platform."""
    today = timezone.localdate(now)
    overdue = Organization.objects.filter(status=OrganizationStatus.ACTIVE, license_expires_on__lt=today)
    return list(overdue.order_by("pk").values_list("pk", flat=True))
