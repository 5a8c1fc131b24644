"""The roles that every new company starts with."""

from __future__ import annotations

from django.db import transaction

from accounts.enums import Audience, OrganizationKind
from accounts.models import Organization, Role
from accounts.permissions import presets_for

ADMINISTRATOR = "administrator"


def audiences_of(organization: Organization) -> list[Audience]:
    """Return whose vocabularies a company's roles may draw from."""
    if organization.kind == OrganizationKind.PLATFORM:
        return [Audience.STAFF]
    sides = [(Audience.BUYER, organization.can_buy), (Audience.SELLER, organization.can_sell)]
    # Carriers, banks and service providers neither buy nor sell; they still manage their own company.
    return [audience for audience, is_side in sides if is_side] or [Audience.BUYER]


@transaction.atomic
def create_preset_roles(*, organization: Organization) -> list[Role]:
    """Create the preset roles that the company does not have yet and return all it has of them, in the presets' order."""
    Role.objects.bulk_create(
        (
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
        ),
        ignore_conflicts=True,
    )
    return list(Role.objects.filter(organization=organization).exclude(code="").order_by("pk"))


def administrator_roles(roles: list[Role]) -> list[Role]:
    """Return the roles of the person who registers a company: one for each side it takes."""
    return [role for role in roles if role.code == ADMINISTRATOR]
