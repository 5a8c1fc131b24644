"""Turn a signed-in person into an `Actor`, in one query: this runs on every request, so a role taken away is gone on the next one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.aggregates import JSONBAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import JSONObject

from accounts.enums import MembershipStatus, OrganizationKind, OrganizationStatus
from accounts.models import Impersonation, Membership, MembershipRole, Organization, User
from accounts.permissions import StaffAccountsPermission, expand
from kernel.actors import Actor, Channel

STAFF_PREFIX = "staff."
# Long texts that no frame around a page shows.
LONG_COLUMNS = ("organization__about_zh", "organization__about_en")
_ROLE = JSONObject(sets="roles__permission_sets", extra="roles__permissions")
_HELD_ROLE = JSONObject(sets="role__permission_sets", extra="role__permissions")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is asking, with the company and, while staff act for a customer, the impersonation behind it."""

    actor: Actor
    organization: Organization | None = None
    impersonation: Impersonation | None = None
    membership_id: int | None = None


def actor_for_user(
    user: User, *, organization_id: int | None = None, channel: Channel = Channel.PC, on_platform: bool = False
) -> Actor:
    """Return the actor that `user` is in the given company, or in the one worked in last."""
    return sign_in(user, organization_id=organization_id, channel=channel, on_platform=on_platform).actor


def sign_in(
    user: User, *, organization_id: int | None = None, channel: Channel = Channel.PC, on_platform: bool = False
) -> SignedIn:
    """
    Return who `user` is in the given company, else in the one worked in last, else in the first one.

    `on_platform` prefers the operator's organization, for the admin. Without any membership the actor belongs to no company.
    """
    if not user.is_active:
        return SignedIn(Actor.anonymous(channel))
    chosen = organization_id or user.last_organization_id
    membership = _memberships(user, chosen=chosen, on_platform=on_platform).first()
    if membership is None:
        return SignedIn(Actor(user_id=user.pk, organization_id=None, channel=channel, name=user.name))
    organization = membership.organization
    actor = Actor(
        user_id=user.pk,
        organization_id=organization.pk,
        permissions=_permissions(membership.held, organization_kind=organization.kind),
        is_platform=organization.kind == OrganizationKind.PLATFORM,
        channel=channel,
        name=user.name,
    )
    return SignedIn(actor, organization, membership_id=membership.pk)


def _memberships(user: User, *, chosen: int | None, on_platform: bool) -> QuerySet[Any]:
    first = Q(organization__kind=OrganizationKind.PLATFORM) if on_platform else Q(organization_id=chosen or 0)
    return (
        Membership.objects.filter(user_id=user.pk, status=MembershipStatus.ACTIVE)
        .exclude(organization__status=OrganizationStatus.CLOSED)
        .select_related("organization")
        .defer(*LONG_COLUMNS)
        .annotate(
            held=JSONBAgg(_ROLE, filter=Q(roles__isnull=False), default=Value("[]")),
            rank=Case(When(first, then=0), default=1, output_field=IntegerField()),
        )
        .order_by("rank", "pk")
    )


def _permissions(held: Iterable[dict[str, list[str]]], *, organization_kind: str) -> frozenset[str]:
    """Expand roles; staff codes count in the operator's organization and nowhere else, and there nothing else does."""
    codes: frozenset[str] = frozenset().union(*(expand(role["sets"] or (), role["extra"] or ()) for role in held))
    is_platform = organization_kind == OrganizationKind.PLATFORM
    return frozenset(code for code in codes if code.startswith(STAFF_PREFIX) == is_platform)


def sign_in_impersonating(
    staff: User, *, impersonation_id: str, now: datetime, channel: Channel = Channel.PC
) -> SignedIn | None:
    """
    Return who `staff` is while acting for a customer: the scope as far as the customer's user holds it at this moment.

    Returns nothing when the impersonation is over, when the staff may not impersonate any more or the customer's user has gone.
    """
    running = (
        Impersonation.objects.filter(public_id=impersonation_id, staff_id=staff.pk, ended_at=None, expires_at__gt=now)
        .filter(user__is_active=True, staff__is_active=True)
        .select_related("organization", "user")
        .defer(*LONG_COLUMNS)
        .annotate(held=_held_by("user_id", organization=OuterRef("organization_id")), granted=_staff_roles())
        .first()
    )
    if running is None or not _may_impersonate(running.granted):
        return None
    organization = running.organization
    customer = _permissions(running.held, organization_kind=organization.kind)
    actor = Actor(
        user_id=staff.pk,
        organization_id=organization.pk,
        permissions=customer & frozenset(running.permissions),
        on_behalf_of_user_id=running.user_id,
        channel=channel,
        name=staff.name,
    )
    return SignedIn(actor, organization, impersonation=running)


def _may_impersonate(granted: Iterable[dict[str, list[str]]]) -> bool:
    return StaffAccountsPermission.IMPERSONATE in _permissions(granted, organization_kind=OrganizationKind.PLATFORM)


def _held_by(user_column: str, **conditions: Any) -> ArraySubquery:
    at_work = {f"membership__{column}": value for column, value in conditions.items()}
    links = MembershipRole.objects.filter(
        membership__user_id=OuterRef(user_column), membership__status=MembershipStatus.ACTIVE, **at_work
    )
    return ArraySubquery(links.annotate(held=_HELD_ROLE).values("held"))


def _staff_roles() -> ArraySubquery:
    return _held_by("staff_id", organization__kind=OrganizationKind.PLATFORM)


def permissions_in(*, user_id: int, organization_id: int) -> frozenset[str]:
    """Return what a person holds in one company at this moment; nothing when not an active member."""
    membership = (
        Membership.objects.filter(user_id=user_id, organization_id=organization_id, status=MembershipStatus.ACTIVE)
        .annotate(held=JSONBAgg(_ROLE, filter=Q(roles__isnull=False), default=Value("[]")))
        .values("held", "organization__kind")
        .first()
    )
    if membership is None:
        return frozenset()
    return _permissions(membership["held"], organization_kind=membership["organization__kind"])
