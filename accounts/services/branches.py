"""The tree of companies and their branches, each with the path of its ancestors."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from accounts.enums import OrganizationKind, OrganizationStatus
from accounts.errors import BranchCycle
from accounts.events import OrganizationChanged, OrganizationRegistered
from accounts.models import Organization
from accounts.permissions import CompanyPermission, StaffAccountsPermission
from accounts.selectors.access import get_managed_organization, require_in
from accounts.services.organizations import activate, record_step
from accounts.services.presets import create_preset_roles
from accounts.services.registration import CompanyDetails, clean_details, save_unless_taken
from kernel import events
from kernel.actors import Actor
from kernel.errors import Forbidden

# Moves are rare, and two at once could tie a knot that neither sees: they go one after the other.
TREE_LOCK = 7_101


@transaction.atomic
def create_branch(
    *, actor: Actor, company: CompanyDetails, now: datetime, parent_id: str | None = None
) -> Organization:
    """
    Add a branch below a company, of the same kind and sides; below an active company it is active at once.

    A branch trades under the papers of the company above it.

    :raises NotFound: when the parent is not the actor's to manage.
    :raises Forbidden: when the actor may not edit the parent.
    :raises InvalidInput: when a name is missing or a code is unknown.
    """
    _lock_tree()
    parent = get_managed_organization(actor=actor, organization_id=parent_id, lock=True)
    require_in(actor, CompanyPermission.EDIT_COMPANY, parent)
    if parent.kind == OrganizationKind.PLATFORM:
        actor.require(StaffAccountsPermission.MANAGE_STAFF)
    branch = Organization(
        kind=parent.kind,
        can_buy=parent.can_buy,
        can_sell=parent.can_sell,
        operating_mode=parent.operating_mode,
        parent=parent,
        path=[*parent.path, parent.pk],
        **clean_details(company),
    )
    save_unless_taken(branch)
    create_preset_roles(organization=branch)
    record_step(branch, "", actor=actor, at=now)
    _announce_branch(branch, now=now)
    if parent.status == OrganizationStatus.ACTIVE:
        activate(branch, actor=actor, now=now)
    return branch


@transaction.atomic
def move_branch(*, actor: Actor, organization_id: str, parent_id: str | None, now: datetime) -> Organization:
    """
    Hang a branch, with everything below it, under another company of the same group; staff also make it stand alone.

    :raises NotFound: when either is not the actor's to manage.
    :raises Forbidden: when the actor may not edit both, or makes a branch independent, or moves their own company.
    :raises BranchCycle: when the new parent is the branch itself or lies below it.
    :raises CreditCodeTaken: when a company made independent has the code of another.
    """
    _lock_tree()
    branch = get_managed_organization(actor=actor, organization_id=organization_id, lock=True)
    is_staff = actor.has(StaffAccountsPermission.EDIT_ORGANIZATION)
    if not is_staff and (branch.pk == actor.organization_id or parent_id is None):
        raise Forbidden
    require_in(actor, CompanyPermission.EDIT_COMPANY, branch)
    parent = get_managed_organization(actor=actor, organization_id=parent_id) if parent_id else None
    if parent is not None:
        require_in(actor, CompanyPermission.EDIT_COMPANY, parent)
        if branch.pk in (parent.pk, *parent.path):
            raise BranchCycle
    _hang(branch, parent)
    events.publish(
        OrganizationChanged(
            occurred_at=now,
            organization_ids=(branch.pk,),
            organization_id=branch.public_id,
            fields=("parent",),
        )
    )
    return branch


def _lock_tree() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])


def _hang(branch: Organization, parent: Organization | None) -> None:
    below = list(Organization.objects.filter(path__contains=[branch.pk]).locked())
    old_depth = len(branch.path)
    branch.parent, branch.path = parent, [*parent.path, parent.pk] if parent else []
    save_unless_taken(branch, update_fields=["parent", "path", "updated_at"])
    for company in below:
        company.path = [*branch.path, *company.path[old_depth:]]
    Organization.objects.bulk_update(below, ["path"])


def _announce_branch(branch: Organization, *, now: datetime) -> None:
    events.publish(
        OrganizationRegistered(
            occurred_at=now, organization_ids=(branch.pk, *branch.path), organization_id=branch.public_id
        )
    )
