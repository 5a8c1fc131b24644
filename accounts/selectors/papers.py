"""Verifications, certificates and ESG figures."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from accounts.enums import OrganizationStatus, VerificationStatus
from accounts.models import Certificate, EsgRecord, Organization, Verification
from accounts.permissions import CompanyPermission, StaffAccountsPermission
from accounts.selectors.access import get_managed_organization, require_in
from kernel.actors import Actor
from kernel.errors import NotFound


def _readable(actor: Actor, organization_id: str | None) -> Organization:
    organization = get_managed_organization(actor=actor, organization_id=organization_id)
    staff = StaffAccountsPermission.VIEW_ORGANIZATION
    require_in(actor, CompanyPermission.VIEW_COMPANY, organization, staff=staff)
    return organization


def list_verifications(*, actor: Actor, organization_id: str | None = None) -> QuerySet[Verification]:
    """
    Return what a company handed in, newest first.

    :raises NotFound: when the company is not the actor's to manage.
    :raises Forbidden: when the actor may not see the company's papers.
    """
    papers = Verification.objects.filter(organization=_readable(actor, organization_id))
    return papers.select_related("user", "reviewed_by").prefetch_related("files").order_by("-pk")


def list_pending_verifications(*, actor: Actor) -> QuerySet[Verification]:
    """
    Return the papers that wait for a reviewer, oldest first.

    :raises Forbidden: when the actor does not review papers.
    """
    actor.require(StaffAccountsPermission.REVIEW_VERIFICATION)
    pending = Verification.objects.visible_to(actor).filter(status=VerificationStatus.PENDING)
    return pending.select_related("organization", "user", "submitted_by").prefetch_related("files").order_by("pk")


def get_verification(*, actor: Actor, verification_id: str, lock: bool = False) -> Verification:
    """
    Return one set of papers of a company that the actor manages.

    :raises NotFound: when there is none.
    """
    papers = Verification.objects.locked() if lock else Verification.objects.all()
    found = (
        papers.filter(organization__in=Organization.objects.managed_by(actor), public_id=verification_id)
        .select_related("organization")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def list_certificates(*, actor: Actor, organization_id: str | None = None) -> QuerySet[Certificate]:
    """
    Return a company's certificates, expired ones too, those ending first in front.

    :raises NotFound: when the company is not the actor's to manage.
    :raises Forbidden: when the actor may not see the company's papers.
    """
    papers = Certificate.objects.filter(organization=_readable(actor, organization_id))
    return papers.select_related("file").order_by("valid_until", "pk")


def get_certificate(*, actor: Actor, certificate_id: str) -> Certificate:
    """
    Return one certificate of a company that the actor manages.

    :raises NotFound: when there is none.
    """
    managed = Organization.objects.managed_by(actor)
    found = (
        Certificate.objects.filter(organization__in=managed, public_id=certificate_id)
        .select_related("organization", "file")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def list_badges(*, actor: Actor, organization_id: str, on: date) -> QuerySet[Certificate]:
    """
    Return the certificates that a company's visitors may see: only those valid on the day (F014).

    :raises NotFound: when the company is hidden from the actor.
    """
    organization = Organization.objects.visible_to(actor).filter(public_id=organization_id).first()
    if organization is None:
        raise NotFound
    return Certificate.objects.filter(organization=organization).valid_on(on).order_by("certificate_type", "pk")


def list_esg_records(*, actor: Actor, organization_id: str | None = None) -> QuerySet[EsgRecord]:
    """
    Return a company's ESG figures, latest period first; an active supplier's are public (F015).

    :raises NotFound: when the company is hidden from the actor.
    """
    lookup = {"public_id": organization_id} if organization_id else {"pk": actor.organization_id or 0}
    organization = Organization.objects.visible_to(actor).filter(**lookup).first()
    if organization is None:
        raise NotFound
    return EsgRecord.objects.filter(organization=organization).order_by("-period_end", "-pk")


def get_esg_record(*, actor: Actor, record_id: str) -> EsgRecord:
    """
    Return one period's figures of a company that the actor manages.

    :raises NotFound: when there is none.
    """
    managed = Organization.objects.managed_by(actor)
    found = (
        EsgRecord.objects.filter(organization__in=managed, public_id=record_id).select_related("organization").first()
    )
    if found is None:
        raise NotFound
    return found


def list_supplier_ids_certified(*, certificate_type: str, on: date) -> QuerySet[Certificate, int]:
    """Return the ids of active suppliers that hold a valid certificate of a type (F016)."""
    held = Certificate.objects.filter(certificate_type=certificate_type).valid_on(on)
    active = held.filter(organization__can_sell=True, organization__status=OrganizationStatus.ACTIVE)
    return active.values_list("organization_id", flat=True).distinct()
