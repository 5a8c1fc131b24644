"""Who works in a company, with which roles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, transaction

from accounts.enums import InvitationStatus, MembershipStatus, OrganizationKind
from accounts.errors import AlreadyMember, NotWhileImpersonating
from accounts.events import MemberDisabled, MemberEnabled, MemberJoined, MemberRemoved
from accounts.models import Invitation, Membership, Organization, Role, User
from accounts.permissions import CompanyPermission
from accounts.selectors.memberships import list_organizations_of
from accounts.services.grants import (
    ensure_administrator_left,
    ensure_may_grant,
    get_roles,
    is_managing,
    lock_company,
    lock_member,
    roles_of,
)
from accounts.services.profiles import end_sessions
from kernel import events
from kernel.actors import Actor
from kernel.errors import IllegalTransition, NotAuthenticated, NotFound
from kernel.transitions import Step, record_transition

DOCUMENT_TYPE = "membership"


@transaction.atomic
def add_member(
    *,
    actor: Actor,
    user: User,
    role_ids: Iterable[str],
    now: datetime,
    organization_id: str | None = None,
    job_title: str = "",
) -> Membership:
    """
    Make an existing person a member, without asking them: for staff, imports and demo data. People invite by e-mail.

    :raises NotFound: when the company is not the actor's to manage, or a role is not of it.
    :raises Forbidden: when the actor may not add members.
    :raises GrantExceedsGrantor: when a role gives more than the actor holds.
    :raises AlreadyMember: when the person is a member already.
    """
    organization = lock_company(actor=actor, permission=CompanyPermission.INVITE_USER, organization_id=organization_id)
    roles = get_roles(organization=organization, role_ids=role_ids)
    ensure_may_grant(actor, roles)
    return join(organization, user, roles, actor=actor, now=now, job_title=job_title)


def join(
    organization: Organization, user: User, roles: list[Role], *, actor: Actor, now: datetime, job_title: str = ""
) -> Membership:
    """
    Write a new membership with its roles and announce it; the caller has checked that it may be.

    :raises AlreadyMember: when the person is a member already.
    """
    membership = Membership(organization=organization, user=user, job_title=job_title)
    try:
        with transaction.atomic():
            membership.save()
    except IntegrityError as error:
        raise AlreadyMember(user_id=user.public_id) from error
    membership.roles.set(roles)
    _record(membership, "", MembershipStatus.ACTIVE, actor=actor, at=now)
    sync_staff_flag(user_id=user.pk)
    _publish(MemberJoined, membership, user, organization, now=now)
    return membership


@transaction.atomic
def set_member_roles(*, actor: Actor, member_id: str, role_ids: Iterable[str], now: datetime) -> Membership:
    """
    Give a member exactly these roles; what changes must be the actor's to give.

    :raises NotFound: when the member, or a role, is not of a company the actor manages.
    :raises Forbidden: when the actor may not change members.
    :raises GrantExceedsGrantor: when an added or removed role gives more than the actor holds.
    :raises LastAdministrator: when nobody would be left who can manage roles.
    """
    member = lock_member(actor=actor, permission=CompanyPermission.UPDATE_USER, member_id=member_id)
    before = roles_of(member)
    after = get_roles(organization=member.organization, role_ids=role_ids)
    changed = {role.pk: role for role in (*before, *after) if (role in before) != (role in after)}
    ensure_may_grant(actor, changed.values())
    member.roles.set(after)
    if is_managing(before):
        ensure_administrator_left(member.organization)
    return member


@transaction.atomic
def update_member(*, actor: Actor, member_id: str, job_title: str) -> Membership:
    """
    Change a member's position.

    :raises NotFound: when there is none in a company the actor manages.
    :raises Forbidden: when the actor may not change members.
    """
    member = lock_member(actor=actor, permission=CompanyPermission.UPDATE_USER, member_id=member_id)
    member.job_title = job_title.strip()
    member.save(update_fields=["job_title", "updated_at"])
    return member


@transaction.atomic
def disable_member(*, actor: Actor, member_id: str, now: datetime) -> Membership:
    """
    Take a member's access away until it is given back; their sessions end at the next request (S13).

    :raises NotFound: when there is none in a company the actor manages.
    :raises Forbidden: when the actor may not remove members.
    :raises GrantExceedsGrantor: when the member holds more than the actor.
    :raises LastAdministrator: when nobody would be left who can manage roles.
    :raises IllegalTransition: when the member is disabled already.
    """
    member = lock_member(actor=actor, permission=CompanyPermission.REMOVE_USER, member_id=member_id)
    if member.status != MembershipStatus.ACTIVE:
        raise IllegalTransition(current=member.status, target=MembershipStatus.DISABLED)
    roles = roles_of(member)
    ensure_may_grant(actor, roles)
    _set_status(member, MembershipStatus.DISABLED, actor=actor, now=now)
    if is_managing(roles):
        ensure_administrator_left(member.organization)
    _lock_out(member)
    _publish(MemberDisabled, member, member.user, member.organization, now=now)
    return member


@transaction.atomic
def enable_member(*, actor: Actor, member_id: str, now: datetime) -> Membership:
    """
    Give a disabled member the access back.

    :raises NotFound: when there is none in a company the actor manages.
    :raises Forbidden: when the actor may not remove members.
    :raises GrantExceedsGrantor: when the member's roles give more than the actor holds.
    :raises IllegalTransition: when the member is active.
    """
    member = lock_member(actor=actor, permission=CompanyPermission.REMOVE_USER, member_id=member_id)
    if member.status != MembershipStatus.DISABLED:
        raise IllegalTransition(current=member.status, target=MembershipStatus.ACTIVE)
    ensure_may_grant(actor, roles_of(member))
    _set_status(member, MembershipStatus.ACTIVE, actor=actor, now=now)
    sync_staff_flag(user_id=member.user_id)
    _publish(MemberEnabled, member, member.user, member.organization, now=now)
    return member


@transaction.atomic
def remove_member(*, actor: Actor, member_id: str, now: datetime) -> None:
    """
    End a membership; the person keeps the account, the history keeps the membership.

    :raises NotFound: when there is none in a company the actor manages.
    :raises Forbidden: when the actor may not remove members.
    :raises GrantExceedsGrantor: when the member holds more than the actor.
    :raises LastAdministrator: when nobody would be left who can manage roles.
    """
    member = lock_member(actor=actor, permission=CompanyPermission.REMOVE_USER, member_id=member_id)
    roles = roles_of(member)
    ensure_may_grant(actor, roles)
    _record(member, member.status, "removed", actor=actor, at=now)
    user, organization = member.user, member.organization
    member.delete()
    if is_managing(roles):
        ensure_administrator_left(organization)
    _lock_out(member)
    events.publish(
        MemberRemoved(
            occurred_at=now,
            organization_ids=(organization.pk,),
            organization_id=organization.public_id,
            user_id=user.public_id,
        )
    )


@transaction.atomic
def switch_organization(*, actor: Actor, organization_id: str) -> Organization:
    """
    Work in another of one's companies from now on; the caller remembers it in the session.

    :raises NotAuthenticated: when nobody is signed in.
    :raises NotWhileImpersonating: when staff act for a customer.
    :raises NotFound: when the person is no active member there.
    """
    if actor.user_id is None:
        raise NotAuthenticated
    if actor.on_behalf_of_user_id is not None:
        raise NotWhileImpersonating
    for organization in list_organizations_of(actor=actor):
        if organization.public_id == organization_id:
            User.objects.filter(pk=actor.user_id).update(last_organization=organization)
            return organization
    raise NotFound


def sync_staff_flag(*, user_id: int) -> None:
    """Mark a person as the platform's staff exactly while they are an active member of the operator's organization."""
    is_staff = Membership.objects.filter(
        user_id=user_id, status=MembershipStatus.ACTIVE, organization__kind=OrganizationKind.PLATFORM
    ).exists()
    User.objects.filter(pk=user_id).exclude(is_staff=is_staff).update(is_staff=is_staff)


def _set_status(member: Membership, status: MembershipStatus, *, actor: Actor, now: datetime) -> None:
    before, member.status = member.status, status
    member.save(update_fields=["status", "updated_at"])
    _record(member, before, status, actor=actor, at=now)


def _lock_out(member: Membership) -> None:
    """End what gives a former member access: sessions, staff rights, and invitations that they have sent."""
    end_sessions(user_id=member.user_id)
    sync_staff_flag(user_id=member.user_id)
    Invitation.objects.filter(
        organization_id=member.organization_id, invited_by_id=member.user_id, status=InvitationStatus.PENDING
    ).update(status=InvitationStatus.REVOKED)


def _record(member: Membership, before: str, after: str, *, actor: Actor, at: datetime) -> None:
    step = Step(
        DOCUMENT_TYPE,
        member.pk,
        before,
        after,
        organization_id=member.organization_id,
        data={"user_id": member.user_id},
    )
    record_transition(step, actor=actor, at=at)


EventType = TypeVar("EventType", MemberJoined, MemberDisabled, MemberEnabled)


def _publish(
    event_type: type[EventType], member: Membership, user: User, organization: Organization, *, now: datetime
) -> None:
    events.publish(
        event_type(
            occurred_at=now,
            organization_ids=(organization.pk,),
            membership_id=member.public_id,
            organization_id=organization.public_id,
            user_id=user.public_id,
        )
    )
