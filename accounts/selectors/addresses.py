"""Where companies receive goods and bills."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import Address, Organization
from accounts.permissions import CompanyPermission, StaffAccountsPermission
from accounts.selectors.access import get_managed_organization, require_in
from kernel.actors import Actor
from kernel.errors import NotFound


def list_addresses(*, actor: Actor, organization_id: str | None = None, kind: str = "") -> QuerySet[Address]:
    """
    Return a company's addresses in use, the default of each kind first.

    :raises NotFound: when the company is not the actor's to manage.
    :raises Forbidden: when the actor may not see addresses.
    """
    organization = get_managed_organization(actor=actor, organization_id=organization_id)
    staff = StaffAccountsPermission.VIEW_ORGANIZATION
    require_in(actor, CompanyPermission.VIEW_ADDRESS, organization, staff=staff)
    addresses = Address.objects.filter(organization=organization, is_active=True)
    if kind:
        addresses = addresses.filter(kind=kind)
    return addresses.order_by("kind", "-is_default", "pk")


def get_address(*, actor: Actor, address_id: str, lock: bool = False) -> Address:
    """
    Return one address in use of a company that the actor manages.

    :raises NotFound: when there is none.
    :raises Forbidden: when the actor may not see addresses.
    """
    addresses = Address.objects.locked() if lock else Address.objects.all()
    address = (
        addresses.filter(organization__in=Organization.objects.managed_by(actor), public_id=address_id, is_active=True)
        .select_related("organization")
        .first()
    )
    if address is None:
        raise NotFound
    staff = StaffAccountsPermission.VIEW_ORGANIZATION
    require_in(actor, CompanyPermission.VIEW_ADDRESS, address.organization, staff=staff)
    return address
