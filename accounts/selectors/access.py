"""Whether an actor may act on a company: their own, a branch of it, or, for staff, any."""

from __future__ import annotations

from accounts.models import Organization
from accounts.permissions import CompanyPermission, StaffAccountsPermission
from kernel.actors import Actor
from kernel.errors import Forbidden, NotFound


def may_in(actor: Actor, permission: str, organization: Organization, *, staff: str = "") -> bool:
    """Tell whether the actor holds `permission` for a company, the parent's reaching down to its branches, or `staff`."""
    if staff and actor.has(staff):
        return True
    is_within = actor.is_system or actor.organization_id in (organization.pk, *organization.path)
    return is_within and actor.has(permission)


def require_in(
    actor: Actor,
    permission: str,
    organization: Organization,
    *,
    staff: str = StaffAccountsPermission.EDIT_ORGANIZATION,
) -> None:
    """
    Refuse unless the actor holds `permission` for a company, or the staff code.

    :raises Forbidden: when neither.
    """
    if not may_in(actor, permission, organization, staff=staff):
        raise Forbidden(permission=str(permission))


def get_managed_organization(*, actor: Actor, organization_id: str | None = None, lock: bool = False) -> Organization:
    """
    Return a company that the actor manages: the one named, else their own.

    :raises NotFound: when there is none, or it is not theirs to manage.
    """
    companies = Organization.objects.managed_by(actor)
    companies = companies.locked() if lock else companies
    found = companies.filter(**own_or(organization_id, actor=actor)).first()
    if found is None:
        raise NotFound
    return found


def lock_editable_organization(*, actor: Actor, organization_id: str | None = None) -> Organization:
    """
    Lock a company whose data the actor may edit: the one named, else their own.

    :raises NotFound: when there is none, or it is not theirs to manage.
    :raises Forbidden: when they manage it, but without `company.edit`.
    """
    organization = get_managed_organization(actor=actor, organization_id=organization_id, lock=True)
    require_in(actor, CompanyPermission.EDIT_COMPANY, organization)
    return organization


def own_or(organization_id: str | None, *, actor: Actor) -> dict[str, object]:
    """Return the look-up of the company named by its public id, else of the actor's own."""
    return {"public_id": organization_id} if organization_id else {"pk": actor.organization_id or 0}
