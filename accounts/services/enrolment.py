"""Enter many known trading partners at once: the customers, suppliers and carriers that a company brings with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.enums import OrganizationKind, OrganizationStatus
from accounts.events import OrganizationRegistered
from accounts.gates import organization_activation
from accounts.models import Address, Organization, Role
from accounts.permissions import StaffAccountsPermission, presets_for
from accounts.selectors.organizations import DOCUMENT_TYPE
from accounts.services.addresses import AddressDetails, clean_address
from accounts.services.presets import audiences_of
from accounts.services.registration import CompanyDetails, clean_details
from kernel.actors import Actor
from kernel.errors import Forbidden
from kernel.events import publish
from kernel.transitions import Step, record_transitions


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A company that others have traded with for long, and where it is."""

    kind: OrganizationKind
    company: CompanyDetails
    address: AddressDetails | None = None


def ensure_sound(partner: Partner) -> None:
    """
    Check one company before many are entered.

    :raises Forbidden: for a second operator of the platform.
    :raises InvalidInput: when a name is missing, or a code or the credit code's check digit is wrong.
    """
    if partner.kind == OrganizationKind.PLATFORM:
        raise Forbidden(kind=partner.kind)
    clean_details(partner.company)
    if partner.address is not None:
        clean_address(partner.address)


@transaction.atomic
def enter_partners(*, actor: Actor, partners: Sequence[Partner], now: datetime) -> list[Organization]:
    """
    Enter companies that may trade at once, with roles, address and trail, in a handful of statements; in the order given.

    Nobody is written to: whoever is to sign in for a company is invited later.
    :raises Forbidden: when the actor may not edit and approve every company.
    :raises InvalidInput: when a name is missing, or a code or the credit code's check digit is wrong.
    :raises DomainError: when an app above refuses to let a company trade.
    """
    actor.require(StaffAccountsPermission.EDIT_ORGANIZATION)
    actor.require(StaffAccountsPermission.REVIEW_ORGANIZATION)
    for partner in partners:
        ensure_sound(partner)
    organizations = Organization.objects.bulk_create(_organization(partner, now) for partner in partners)
    Role.objects.bulk_create(role for organization in organizations for role in _roles(organization))
    Address.objects.bulk_create(
        Address(organization=organization, is_default=True, **clean_address(partner.address))
        for organization, partner in zip(organizations, partners, strict=True)
        if partner.address is not None
    )
    for organization in organizations:
        organization_activation.send(sender=Organization, organization=organization, actor=actor)
    _record(organizations, actor=actor, now=now)
    return organizations


def _organization(partner: Partner, now: datetime) -> Organization:
    organization = Organization(
        kind=partner.kind,
        can_buy=partner.kind == OrganizationKind.BUYER,
        can_sell=partner.kind == OrganizationKind.SUPPLIER,
        **clean_details(partner.company),
    )
    organization.mark_active(at=now)
    return organization


def _roles(organization: Organization) -> list[Role]:
    return [
        Role(
            organization=organization,
            audience=audience,
            code=code,
            name_zh=name_zh,
            name_en=name_en,
            permission_sets=sets,
        )
        for audience in audiences_of(organization)
        for code, (name_zh, name_en, sets) in presets_for(audience).items()
    ]


def _record(organizations: Sequence[Organization], *, actor: Actor, now: datetime) -> None:
    for before, after in (("", OrganizationStatus.PENDING), (OrganizationStatus.PENDING, OrganizationStatus.ACTIVE)):
        record_transitions(
            [Step(DOCUMENT_TYPE, each.pk, before, after, organization_id=each.pk) for each in organizations],
            actor=actor,
            at=now,
        )
    publish(
        *(
            OrganizationRegistered(
                occurred_at=now, organization_ids=(each.pk,), organization_id=each.public_id, is_history=True
            )
            for each in organizations
        )
    )
