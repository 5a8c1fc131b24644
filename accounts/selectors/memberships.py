"""Who works where."""

from __future__ import annotations

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Count, Q, QuerySet, Value

from accounts.enums import MembershipStatus, OrganizationStatus
from accounts.models import Membership, Organization, Role, Team
from accounts.permissions import CompanyPermission, StaffAccountsPermission
from accounts.selectors.access import get_managed_organization, require_in
from kernel.actors import Actor
from kernel.errors import NotFound


def list_organizations_of(*, actor: Actor) -> list[Organization]:
    """Return the companies that the person at the keyboard may switch to, by name."""
    if actor.user_id is None:
        return []
    companies = Organization.objects.filter(
        memberships__user_id=actor.user_id, memberships__status=MembershipStatus.ACTIVE
    ).exclude(status=OrganizationStatus.CLOSED)
    return sorted(companies.defer("about_zh", "about_en"), key=lambda company: (company.name, company.pk))


def list_members(*, actor: Actor, organization_id: str | None = None, search: str = "") -> QuerySet[Membership]:
    """
    Return a company's members with person, roles and teams, by name.

    :raises NotFound: when the company is not the actor's to manage.
    :raises Forbidden: when the actor may not see members.
    """
    organization = get_managed_organization(actor=actor, organization_id=organization_id)
    staff = StaffAccountsPermission.VIEW_ORGANIZATION
    require_in(actor, CompanyPermission.VIEW_USER, organization, staff=staff)
    members = Membership.objects.filter(organization_id=organization.pk)
    if search.strip():
        text = search.strip()
        members = members.filter(Q(user__name__icontains=text) | Q(user__email__icontains=text))
    return members.select_related("user").prefetch_related("roles", "teams").order_by("user__name", "pk")


def get_member(*, actor: Actor, member_id: str) -> Membership:
    """
    Return one member with person, roles and teams.

    :raises NotFound: when there is none, or not in a company the actor manages.
    :raises Forbidden: when the actor may not see members.
    """
    member = (
        Membership.objects.filter(organization__in=Organization.objects.managed_by(actor), public_id=member_id)
        .select_related("user", "organization")
        .prefetch_related("roles", "teams")
        .first()
    )
    if member is None:
        raise NotFound
    if member.user_id != actor.user_id:
        staff = StaffAccountsPermission.VIEW_ORGANIZATION
        require_in(actor, CompanyPermission.VIEW_USER, member.organization, staff=staff)
    return member


def list_roles(*, actor: Actor, organization_id: str | None = None) -> QuerySet[Role]:
    """
    Return a company's roles with the number of active members that hold each (`member_count`), presets first.

    :raises NotFound: when the company is not the actor's to manage.
    :raises Forbidden: when the actor may not see members.
    """
    organization = get_managed_organization(actor=actor, organization_id=organization_id)
    staff = StaffAccountsPermission.VIEW_ORGANIZATION
    require_in(actor, CompanyPermission.VIEW_USER, organization, staff=staff)
    held = Count("memberships", filter=Q(memberships__status=MembershipStatus.ACTIVE))
    return Role.objects.filter(organization=organization).annotate(member_count=held).order_by("pk")


def get_role(*, actor: Actor, role_id: str) -> Role:
    """
    Return one role of a company that the actor manages.

    :raises NotFound: when there is none.
    :raises Forbidden: when the actor may not see members.
    """
    role = (
        Role.objects.filter(organization__in=Organization.objects.managed_by(actor), public_id=role_id)
        .select_related("organization")
        .first()
    )
    if role is None:
        raise NotFound
    staff = StaffAccountsPermission.VIEW_ORGANIZATION
    require_in(actor, CompanyPermission.VIEW_USER, role.organization, staff=staff)
    return role


def list_grantable_roles(*, actor: Actor, organization_id: str | None = None) -> list[Role]:
    """Return the roles that the actor may hand out: those that give nothing the actor does not hold (F001)."""
    roles = list_roles(actor=actor, organization_id=organization_id)
    return [role for role in roles if may_grant(actor, role.granted())]


def may_grant(actor: Actor, permissions: frozenset[str]) -> bool:
    """Tell whether the actor holds everything that would be given; staff who manage staff and companies may give all of a customer's."""
    if actor.is_system:
        return True
    if actor.has(StaffAccountsPermission.EDIT_ORGANIZATION):
        permissions = frozenset(code for code in permissions if code.startswith("staff."))
    return permissions <= actor.permissions


def list_teams(*, actor: Actor, organization_id: str | None = None) -> QuerySet[Team]:
    """
    Return a company's teams with their members, by name.

    :raises NotFound: when the company is not the actor's to manage.
    :raises Forbidden: when the actor may not see members.
    """
    organization = get_managed_organization(actor=actor, organization_id=organization_id)
    staff = StaffAccountsPermission.VIEW_ORGANIZATION
    require_in(actor, CompanyPermission.VIEW_USER, organization, staff=staff)
    return Team.objects.filter(organization=organization).prefetch_related("members__user").order_by("name", "pk")


def get_team(*, actor: Actor, team_id: str) -> Team:
    """
    Return one team of a company that the actor manages.

    :raises NotFound: when there is none.
    :raises Forbidden: when the actor may not see members.
    """
    team = (
        Team.objects.filter(organization__in=Organization.objects.managed_by(actor), public_id=team_id)
        .select_related("organization")
        .prefetch_related("members__user")
        .first()
    )
    if team is None:
        raise NotFound
    staff = StaffAccountsPermission.VIEW_ORGANIZATION
    require_in(actor, CompanyPermission.VIEW_USER, team.organization, staff=staff)
    return team


def list_team_ids(*, actor: Actor) -> list[int]:
    """Return the ids of the teams the actor's person belongs to in the actor's company (F020)."""
    person = actor.on_behalf_of_user_id or actor.user_id
    if person is None or actor.organization_id is None:
        return []
    teams = Team.objects.filter(
        organization_id=actor.organization_id, members__user_id=person, members__status=MembershipStatus.ACTIVE
    )
    return list(teams.order_by("pk").values_list("pk", flat=True))


def count_administrators(*, organization_id: int) -> int:
    """Return how many active members may manage roles in a company."""
    roles = JSONBAgg("roles__public_id", filter=Q(roles__isnull=False), default=Value("[]"))
    members = (
        Membership.objects.filter(organization_id=organization_id, status=MembershipStatus.ACTIVE, user__is_active=True)
        .annotate(role_ids=roles)
        .values_list("role_ids", flat=True)
    )
    managing = {
        role.public_id
        for role in Role.objects.filter(organization_id=organization_id)
        if not MANAGING.isdisjoint(role.granted())
    }
    return sum(not managing.isdisjoint(held) for held in members)


# Whoever holds one of these keeps a company from being locked out of its own roles.
MANAGING = frozenset({CompanyPermission.MANAGE_ROLE.value, StaffAccountsPermission.MANAGE_STAFF.value})


def list_user_ids_holding(*, organization_id: int, permission: str) -> list[int]:
    """Return the active members of a company whose roles give `permission`: whom to notify."""
    roles = [role.pk for role in Role.objects.filter(organization_id=organization_id) if permission in role.granted()]
    members = Membership.objects.filter(
        organization_id=organization_id, status=MembershipStatus.ACTIVE, user__is_active=True, roles__in=roles
    )
    return sorted(set(members.values_list("user_id", flat=True)))
