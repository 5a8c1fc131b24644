"""Nobody hands out, changes or takes away more than they hold themselves, and nobody locks a company out of itself (F001)."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.enums import OrganizationKind
from accounts.errors import GrantExceedsGrantor, LastAdministrator
from accounts.models import Membership, Organization, Role
from accounts.permissions import StaffAccountsPermission
from accounts.selectors.access import get_managed_organization, require_in
from accounts.selectors.memberships import MANAGING, count_administrators, may_grant
from kernel.actors import Actor
from kernel.errors import NotFound


def require_for_people(actor: Actor, permission: str, organization: Organization) -> None:
    """
    Refuse unless the actor may change a company's people; the operator's own are for whoever manages staff.

    :raises Forbidden: when the actor may not.
    """
    if organization.kind == OrganizationKind.PLATFORM:
        actor.require(StaffAccountsPermission.MANAGE_STAFF)
    else:
        require_in(actor, permission, organization)


def lock_company(*, actor: Actor, permission: str, organization_id: str | None) -> Organization:
    """
    Lock a company whose people the actor is about to change: one change at a time, so that the last administrator stays.

    :raises NotFound: when the company is not the actor's to manage.
    :raises Forbidden: when the actor may not.
    """
    organization = get_managed_organization(actor=actor, organization_id=organization_id, lock=True)
    require_for_people(actor, permission, organization)
    return organization


def lock_member(*, actor: Actor, permission: str, member_id: str) -> Membership:
    """
    Lock a member's company and then the member.

    :raises NotFound: when there is none in a company the actor manages.
    :raises Forbidden: when the actor may not change members.
    """
    managed = Organization.objects.managed_by(actor)
    company_id = (
        Membership.objects.filter(organization__in=managed, public_id=member_id)
        .values_list("organization__public_id", flat=True)
        .first()
    )
    if company_id is None:
        raise NotFound
    organization = lock_company(actor=actor, permission=permission, organization_id=company_id)
    member = Membership.objects.locked().filter(public_id=member_id).select_related("user").first()
    if member is None:
        raise NotFound
    member.organization = organization
    return member


def roles_of(member: Membership) -> list[Role]:
    """Return the roles that a member holds."""
    return list(member.roles.order_by("pk"))


def get_roles(*, organization: Organization, role_ids: Iterable[str]) -> list[Role]:
    """
    Return a company's roles by their public ids.

    :raises NotFound: when one of them is not a role of this company.
    """
    wanted = set(role_ids)
    roles = list(Role.objects.filter(organization=organization, public_id__in=wanted).order_by("pk"))
    if len(roles) != len(wanted):
        raise NotFound
    return roles


def ensure_may_grant(actor: Actor, roles: Iterable[Role]) -> None:
    """
    Refuse when a role gives something that the actor does not hold.

    :raises GrantExceedsGrantor: naming the roles.
    """
    beyond = [role.public_id for role in roles if not may_grant(actor, role.granted())]
    if beyond:
        raise GrantExceedsGrantor(roles=beyond)


def is_managing(roles: Iterable[Role]) -> bool:
    """Tell whether one of the roles lets its holder manage roles."""
    return any(not MANAGING.isdisjoint(role.granted()) for role in roles)


def ensure_administrator_left(organization: Organization) -> None:
    """
    Refuse a change, already written in this transaction, after which nobody could manage the company's roles.

    :raises LastAdministrator: when nobody is left.
    """
    if count_administrators(organization_id=organization.pk) == 0:
        raise LastAdministrator
