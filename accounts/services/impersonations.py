"""Staff acting for a customer: within a scope, for a reason, until an expiry, and never unseen by the customer (M20)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.errors import AlreadyImpersonating, ImpersonationRefused, ReasonRequired
from accounts.events import ImpersonationEnded, ImpersonationStarted
from accounts.models import Impersonation, Membership, User
from accounts.permissions import CompanyPermission, StaffAccountsPermission
from accounts.selectors.actors import permissions_in
from accounts.selectors.impersonations import list_impersonable_members
from accounts.selectors.users import get_me
from kernel import events
from kernel.actors import Actor
from kernel.errors import NotFound
from kernel.transitions import Step, record_transition

DOCUMENT_TYPE = "impersonation"
RUNNING, ENDED = "running", "ended"
LONGEST = timedelta(hours=8)
ONE_AT_A_TIME = "impersonation_one_at_a_time"
# Power over people and machines stays with the customer, whatever the customer's user holds.
NEVER_LENT = frozenset(
    {
        CompanyPermission.MANAGE_ROLE.value,
        CompanyPermission.INVITE_USER.value,
        CompanyPermission.UPDATE_USER.value,
        CompanyPermission.REMOVE_USER.value,
        CompanyPermission.MANAGE_API_KEY.value,
    }
)


@transaction.atomic
def start_impersonation(
    *,
    actor: Actor,
    member_id: str,
    reason: str,
    duration: timedelta,
    now: datetime,
    permissions: Iterable[str] | None = None,
) -> Impersonation:
    """
    Begin to act for a customer's member; without `permissions` in everything they hold that is ever lent.

    :raises Forbidden: when the actor may not act for customers.
    :raises NotFound: when there is no such active member, or it is one of the platform's staff.
    :raises ReasonRequired: when no reason is given.
    :raises ImpersonationRefused: when the time is longer than eight hours, or nothing in the scope is the member's to lend.
    :raises AlreadyImpersonating: when the actor acts for somebody already.
    """
    actor.require(StaffAccountsPermission.IMPERSONATE)
    if not reason.strip():
        raise ReasonRequired
    if not timedelta(0) < duration <= LONGEST:
        raise ImpersonationRefused(why=_("eight hours are the longest time."))
    member = _get_member(actor, member_id)
    scope = _scope(member, permissions)
    staff = get_me(actor=actor)
    _end_overdue(staff, now=now)
    period = Impersonation(
        staff=staff,
        user_id=member.user_id,
        organization_id=member.organization_id,
        permissions=sorted(scope),
        reason=reason.strip(),
        started_at=now,
        expires_at=now + duration,
    )
    _save_once(period)
    _record(period, "", RUNNING, actor=actor, at=now)
    _announce_start(period, member, staff, now=now)
    return period


def _get_member(actor: Actor, member_id: str) -> Membership:
    found = Membership.objects.filter(public_id=member_id).values_list("organization__public_id", flat=True).first()
    member = (
        list_impersonable_members(actor=actor, organization_id=found)
        .filter(public_id=member_id)
        .select_related("user", "organization")
        .first()
        if found
        else None
    )
    if member is None:
        raise NotFound
    return member


def _scope(member: Membership, permissions: Iterable[str] | None) -> frozenset[str]:
    held = permissions_in(user_id=member.user_id, organization_id=member.organization_id) - NEVER_LENT
    scope = held if permissions is None else held & frozenset(permissions)
    if not scope:
        raise ImpersonationRefused(why=_("they hold nothing of what you ask for."))
    return scope


def _save_once(period: Impersonation) -> None:
    try:
        with transaction.atomic():
            period.save()
    except IntegrityError as error:
        if ONE_AT_A_TIME not in str(error):
            raise
        raise AlreadyImpersonating from error


def _announce_start(period: Impersonation, member: Membership, staff: User, *, now: datetime) -> None:
    events.publish(
        ImpersonationStarted(
            occurred_at=now,
            organization_ids=(period.organization_id,),
            impersonation_id=period.public_id,
            organization_id=member.organization.public_id,
            user_id=member.user.public_id,
            staff_id=staff.public_id,
            staff_name=staff.name,
            reason=period.reason,
            expires_at=period.expires_at.isoformat(),
        )
    )


@transaction.atomic
def end_impersonation(*, actor: Actor, now: datetime) -> None:
    """Stop acting for a customer; nothing happens when nobody is being acted for."""
    for period in _running().filter(staff_id=actor.user_id):
        _end(period, actor=actor, at=now)


@transaction.atomic
def end_overdue_impersonation(*, impersonation_id: str, now: datetime) -> None:
    """Close one period whose ground is gone: its time is over, or staff or customer may not any more."""
    for period in _running().filter(public_id=impersonation_id):
        _end(period, actor=Actor.system(), at=min(now, period.expires_at))


@transaction.atomic
def end_overdue_impersonations(*, now: datetime) -> int:
    """Close every period whose time is over and return how many there were; they gave nothing since their expiry."""
    overdue = list(_running().filter(expires_at__lte=now))
    for period in overdue:
        _end(period, actor=Actor.system(), at=period.expires_at)
    return len(overdue)


def _end_overdue(staff: User, *, now: datetime) -> None:
    for period in _running().filter(staff=staff, expires_at__lte=now):
        _end(period, actor=Actor.system(), at=period.expires_at)


def _running() -> QuerySet[Impersonation]:
    return Impersonation.objects.filter(ended_at=None).select_related("organization", "user", "staff").locked()


def _end(period: Impersonation, *, actor: Actor, at: datetime) -> None:
    period.ended_at = max(at, period.started_at)
    period.save(update_fields=["ended_at", "updated_at"])
    _record(period, RUNNING, ENDED, actor=actor, at=at)
    events.publish(
        ImpersonationEnded(
            occurred_at=at,
            organization_ids=(period.organization_id,),
            impersonation_id=period.public_id,
            organization_id=period.organization.public_id,
            user_id=period.user.public_id,
            staff_id=period.staff.public_id,
        )
    )


def _record(period: Impersonation, before: str, after: str, *, actor: Actor, at: datetime) -> None:
    step = Step(
        DOCUMENT_TYPE,
        period.pk,
        before,
        after,
        reason=period.reason,
        organization_id=period.organization_id,
        data={"user_id": period.user_id, "permissions": period.permissions},
    )
    record_transition(step, actor=actor, at=at)
