"""Staff acting for customers (M20)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from accounts.enums import MembershipStatus
from accounts.models import Impersonation, Membership
from accounts.permissions import StaffAccountsPermission
from kernel.actors import Actor


def list_impersonations(*, actor: Actor, organization_id: str | None = None) -> QuerySet[Impersonation]:
    """Return who acted for whom, newest first: staff with the audit permission see all, a customer their own company's."""
    periods = Impersonation.objects.filter(organization_id=actor.organization_id or 0)
    if actor.has(StaffAccountsPermission.VIEW_AUDIT):
        periods = Impersonation.objects.all()
    if organization_id:
        periods = periods.filter(organization__public_id=organization_id)
    return periods.select_related("staff", "user", "organization").order_by("-pk")


def get_running_impersonation(*, actor: Actor, now: datetime) -> Impersonation | None:
    """Return the period in which the person at the keyboard acts for a customer at this moment."""
    running = Impersonation.objects.filter(staff_id=actor.user_id or 0, ended_at=None, expires_at__gt=now)
    return running.select_related("user", "organization").first()


def list_impersonable_members(*, actor: Actor, organization_id: str) -> QuerySet[Membership]:
    """
    Return the members of a customer that staff may act for.

    :raises Forbidden: when the actor may not act for customers.
    """
    actor.require(StaffAccountsPermission.IMPERSONATE)
    members = Membership.objects.filter(
        organization__public_id=organization_id,
        status=MembershipStatus.ACTIVE,
        user__is_active=True,
        user__is_staff=False,
    )
    return members.select_related("user").prefetch_related("roles").order_by("user__name", "pk")
