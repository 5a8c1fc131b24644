"""The life of a company on the platform: handed in, approved or refused, suspended, reinstated, closed."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db import transaction

from accounts.checklist import ChecklistItem, checklist_of
from accounts.enums import OrganizationStatus, SuspensionCause
from accounts.errors import ChecklistIncomplete, ReasonRequired
from accounts.events import (
    OrganizationApproved,
    OrganizationClosed,
    OrganizationReinstated,
    OrganizationRejected,
    OrganizationSubmitted,
    OrganizationSuspended,
)
from accounts.gates import organization_activation, organization_closing
from accounts.models import Organization
from accounts.permissions import CompanyPermission, StaffAccountsPermission
from accounts.selectors.access import get_managed_organization, require_in
from accounts.selectors.organizations import DOCUMENT_TYPE
from accounts.services.registration import save_unless_taken
from kernel import events
from kernel.actors import Actor
from kernel.errors import IllegalTransition
from kernel.transitions import Step, record_transition

APPLICANTS = frozenset({OrganizationStatus.PENDING, OrganizationStatus.IN_REVIEW})


@transaction.atomic
def submit_organization(*, actor: Actor, now: datetime, organization_id: str | None = None) -> Organization:
    """
    Hand a company in for review, by its administrator.

    :raises NotFound: when the company is not the actor's to manage.
    :raises Forbidden: when the actor may not edit the company.
    :raises ChecklistIncomplete: when something is left for the applicant to do.
    :raises IllegalTransition: when the company is in review or trading already.
    """
    organization = get_managed_organization(actor=actor, organization_id=organization_id, lock=True)
    require_in(actor, CompanyPermission.EDIT_COMPANY, organization)
    before = organization.status
    organization.mark_in_review()
    _ensure_nothing(checklist_of(organization).todo)
    save_unless_taken(organization, update_fields=["status", "rejection_reason", "updated_at"])
    record_step(organization, before, actor=actor, at=now)
    _publish(OrganizationSubmitted, organization, now=now)
    return organization


@transaction.atomic
def approve_organization(*, actor: Actor, organization_id: str, now: datetime) -> Organization:
    """
    Let a company trade once every step required of it is complete (F009).

    :raises Forbidden: when the actor does not review companies.
    :raises NotFound: when there is no such company.
    :raises ChecklistIncomplete: when a step is not complete.
    :raises IllegalTransition: when the company is not an applicant any more.
    :raises DomainError: when an app above refuses, such as for want of a deposit.
    """
    organization = _lock_for_review(actor, organization_id)
    if organization.status not in APPLICANTS:
        raise IllegalTransition(current=organization.status, target=OrganizationStatus.ACTIVE)
    _ensure_nothing(checklist_of(organization).open)
    activate(organization, actor=actor, now=now)
    _publish(OrganizationApproved, organization, now=now)
    return organization


def activate(organization: Organization, *, actor: Actor, now: datetime) -> None:
    """Make a locked company active after asking the apps above, and write the step."""
    before = organization.status
    organization.mark_active(at=now)
    organization_activation.send(sender=Organization, organization=organization, actor=actor)
    organization.save(update_fields=["status", "activated_at", "suspension_cause", "suspension_reason", "updated_at"])
    record_step(organization, before, actor=actor, at=now)


@transaction.atomic
def reject_organization(*, actor: Actor, organization_id: str, reason: str, now: datetime) -> Organization:
    """
    Refuse an application; the applicant reads the reason, puts it right and hands in again.

    :raises Forbidden: when the actor does not review companies.
    :raises NotFound: when there is no such company.
    :raises ReasonRequired: when no reason is given.
    :raises IllegalTransition: when the company is not in review.
    """
    organization = _lock_for_review(actor, organization_id)
    before = organization.status
    organization.mark_rejected(reason=given(reason))
    organization.save(update_fields=["status", "rejection_reason", "updated_at"])
    record_step(organization, before, actor=actor, at=now, reason=reason)
    _publish(OrganizationRejected, organization, now=now, reason=organization.rejection_reason)
    return organization


@transaction.atomic
def suspend_organization(*, actor: Actor, organization_id: str, reason: str, now: datetime) -> Organization:
    """
    Stop a company from trading.

    :raises Forbidden: when the actor does not review companies.
    :raises NotFound: when there is no such company.
    :raises ReasonRequired: when no reason is given.
    :raises IllegalTransition: when the company is not active.
    """
    organization = _lock_for_review(actor, organization_id)
    suspend(organization, actor=actor, cause=SuspensionCause.STAFF, reason=given(reason), now=now)
    return organization


def suspend(organization: Organization, *, actor: Actor, cause: SuspensionCause, reason: str, now: datetime) -> None:
    """Suspend a locked company, write the step and announce it."""
    before = organization.status
    organization.mark_suspended(cause=cause, reason=reason)
    organization.save(update_fields=["status", "suspension_cause", "suspension_reason", "updated_at"])
    record_step(organization, before, actor=actor, at=now, reason=reason or cause.value)
    _publish(OrganizationSuspended, organization, now=now, cause=cause.value, reason=reason)


@transaction.atomic
def reinstate_organization(*, actor: Actor, organization_id: str, now: datetime) -> Organization:
    """
    Let a suspended company trade again.

    :raises Forbidden: when the actor does not review companies.
    :raises NotFound: when there is no such company.
    :raises IllegalTransition: when the company is not suspended.
    :raises DomainError: when an app above refuses.
    """
    organization = _lock_for_review(actor, organization_id)
    reinstate(organization, actor=actor, now=now)
    return organization


def reinstate(organization: Organization, *, actor: Actor, now: datetime) -> None:
    """
    Lift the suspension of a locked company and announce it.

    :raises IllegalTransition: when it is not suspended.
    """
    if organization.status != OrganizationStatus.SUSPENDED:
        raise IllegalTransition(current=organization.status, target=OrganizationStatus.ACTIVE)
    activate(organization, actor=actor, now=now)
    _publish(OrganizationReinstated, organization, now=now)


@transaction.atomic
def close_organization(*, actor: Actor, organization_id: str, reason: str, now: datetime) -> Organization:
    """
    Close a company for good; its members keep their accounts and can no longer work in it.

    :raises Forbidden: when the actor does not review companies.
    :raises NotFound: when there is no such company.
    :raises ReasonRequired: when no reason is given.
    :raises IllegalTransition: when it is closed already.
    :raises DomainError: when an app above refuses, such as for orders that are open.
    """
    organization = _lock_for_review(actor, organization_id)
    before = organization.status
    organization.mark_closed()
    organization_closing.send(sender=Organization, organization=organization, actor=actor)
    organization.save(update_fields=["status", "updated_at"])
    record_step(organization, before, actor=actor, at=now, reason=given(reason))
    _publish(OrganizationClosed, organization, now=now, reason=reason.strip())
    return organization


def _lock_for_review(actor: Actor, organization_id: str) -> Organization:
    organization = get_managed_organization(actor=actor, organization_id=organization_id, lock=True)
    actor.require(StaffAccountsPermission.REVIEW_ORGANIZATION)
    return organization


def _ensure_nothing(left: list[ChecklistItem]) -> None:
    if left:
        raise ChecklistIncomplete(steps=[item.code for item in left], labels=", ".join(item.label for item in left))


def given(reason: str) -> str:
    """
    Return a reason without the space around it.

    :raises ReasonRequired: when nothing is left.
    """
    if not reason.strip():
        raise ReasonRequired
    return reason.strip()


def record_step(organization: Organization, before: str, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Write a company's step to the trail."""
    step = Step(
        DOCUMENT_TYPE,
        organization.pk,
        before,
        organization.status,
        reason=reason.strip(),
        organization_id=organization.pk,
    )
    record_transition(step, actor=actor, at=at)


EventType = TypeVar("EventType", bound=events.Event)


def _publish(event_type: type[EventType], organization: Organization, *, now: datetime, **members: str) -> None:
    ids = {"organization_ids": (organization.pk,), "organization_id": organization.public_id}
    events.publish(event_type(occurred_at=now, **ids, **members))  # type: ignore[arg-type]
