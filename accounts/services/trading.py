"""Whether a company may trade today: asked before every order, and enforced by a daily job (F006)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.configuration import EXPIRY_REMINDER_DAYS
from accounts.enums import OrganizationStatus, SuspensionCause, VerificationKind, VerificationStatus
from accounts.errors import LicenceExpired, OrganizationNotActive
from accounts.events import LicenceExpiring
from accounts.models import Organization, Verification
from accounts.selectors.organizations import list_expired_licence_ids
from accounts.services.organizations import suspend
from kernel import events
from kernel.actors import Actor
from kernel.transitions import Step, record_transitions
from reference.selectors.config import get_config


def ensure_may_trade(*, organization: Organization, now: datetime) -> None:
    """
    Refuse unless a company, and for a branch every company above it, may trade at this moment.

    :raises OrganizationNotActive: when it is not approved, suspended or closed.
    :raises LicenceExpired: when its licence ended before today, whether or not the daily job has seen it.
    """
    above = Organization.objects.filter(pk__in=organization.path).order_by("pk") if organization.path else ()
    today = timezone.localdate(now)
    for company in (*above, organization):
        if not company.is_active:
            raise OrganizationNotActive(status=company.get_status_display(), organization_id=company.public_id)
        if not company.license_is_valid(today):
            raise LicenceExpired(expired_on=company.license_expires_on, organization_id=company.public_id)


def suspend_expired_licences(*, now: datetime) -> int:
    """Suspend the active companies whose licence has ended and return how many; running again changes nothing."""
    expire_verifications(now=now)
    return sum(_suspend_one(pk, now=now) for pk in list_expired_licence_ids(now=now))


@transaction.atomic
def _suspend_one(organization_id: int, *, now: datetime) -> bool:
    organization = Organization.objects.locked().get(pk=organization_id)
    if organization.status != OrganizationStatus.ACTIVE or organization.license_is_valid(timezone.localdate(now)):
        return False
    reason = _("The business licence expired on %(day)s.") % {"day": organization.license_expires_on}
    suspend(organization, actor=Actor.system(), cause=SuspensionCause.LICENCE_EXPIRED, reason=reason, now=now)
    return True


@transaction.atomic
def expire_verifications(*, now: datetime) -> int:
    """Mark the verifications whose paper has ended and return how many."""
    ended = list(
        Verification.objects.locked().filter(
            status=VerificationStatus.VERIFIED, valid_until__lt=timezone.localdate(now)
        )
    )
    steps = []
    for paper in ended:
        steps.append(
            Step(
                "verification",
                paper.pk,
                paper.status,
                VerificationStatus.EXPIRED,
                organization_id=paper.organization_id,
            )
        )
        paper.mark_expired()
    Verification.objects.bulk_update(ended, ["status"])
    record_transitions(steps, actor=Actor.system(), at=now)
    return len(ended)


@transaction.atomic
def remind_of_expiring_licences(*, now: datetime) -> int:
    """Announce once per licence that it ends within the configured number of days; returns how many."""
    today = timezone.localdate(now)
    until = today + timedelta(days=get_config(EXPIRY_REMINDER_DAYS))
    papers = Verification.objects.locked().filter(
        kind=VerificationKind.COMPANY,
        status=VerificationStatus.VERIFIED,
        reminded_at=None,
        valid_until__range=(today, until),
    )
    expiring = list(papers.select_related("organization"))
    for paper in expiring:
        paper.reminded_at = now
    Verification.objects.bulk_update(expiring, ["reminded_at"])
    # A company that has handed in a newer licence need not be told of the old one.
    _announce([paper for paper in expiring if paper.organization.license_expires_on == paper.valid_until], now=now)
    return len(expiring)


def _announce(papers: list[Verification], *, now: datetime) -> None:
    events.publish(
        *(
            LicenceExpiring(
                occurred_at=now,
                organization_ids=(paper.organization_id,),
                organization_id=paper.organization.public_id,
                expires_on=paper.valid_until,
            )
            for paper in papers
            if paper.valid_until is not None
        )
    )
