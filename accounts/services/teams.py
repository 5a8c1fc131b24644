"""Teams inside a company (F020)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.errors import DuplicateName
from accounts.models import Membership, Organization, Team
from accounts.permissions import CompanyPermission
from accounts.services.codes import ensure_known_codes
from accounts.services.grants import lock_company
from kernel.actors import Actor
from kernel.errors import InvalidInput, NotFound


@transaction.atomic
def create_team(
    *,
    actor: Actor,
    name: str,
    region_code: str = "",
    member_ids: Iterable[str] = (),
    organization_id: str | None = None,
) -> Team:
    """
    Add a team to a company.

    :raises NotFound: when the company is not the actor's to manage, or a member is not of it.
    :raises Forbidden: when the actor may not change members and teams.
    :raises InvalidInput: when the name is empty or the region unknown.
    :raises DuplicateName: when there is a team of this name.
    """
    organization = lock_company(actor=actor, permission=CompanyPermission.UPDATE_USER, organization_id=organization_id)
    return _fill(Team(organization=organization), name=name, region_code=region_code, member_ids=member_ids)


@transaction.atomic
def update_team(
    *, actor: Actor, team_id: str, name: str, region_code: str = "", member_ids: Iterable[str] = ()
) -> Team:
    """
    Change a team's name and region, and let exactly these members belong to it.

    :raises NotFound: when the team, or a member, is not of a company the actor manages.
    :raises Forbidden: when the actor may not change members and teams.
    :raises InvalidInput: when the name is empty or the region unknown.
    :raises DuplicateName: when there is another team of this name.
    """
    return _fill(_lock_team(actor, team_id), name=name, region_code=region_code, member_ids=member_ids)


@transaction.atomic
def delete_team(*, actor: Actor, team_id: str) -> None:
    """
    Dissolve a team; its members stay.

    :raises NotFound: when the team is not of a company the actor manages.
    :raises Forbidden: when the actor may not change members and teams.
    """
    _lock_team(actor, team_id).delete()


def _lock_team(actor: Actor, team_id: str) -> Team:
    team = (
        Team.objects.filter(organization__in=Organization.objects.managed_by(actor), public_id=team_id)
        .select_related("organization")
        .first()
    )
    if team is None:
        raise NotFound
    lock_company(actor=actor, permission=CompanyPermission.UPDATE_USER, organization_id=team.organization.public_id)
    return team


def _fill(team: Team, *, name: str, region_code: str, member_ids: Iterable[str]) -> Team:
    errors = ensure_known_codes({"region_code": region_code})
    if not name.strip():
        errors["name"] = [_("Enter a name.")]
    if errors:
        raise InvalidInput(errors=errors)
    wanted = set(member_ids)
    members = list(Membership.objects.filter(organization_id=team.organization_id, public_id__in=wanted))
    if len(members) != len(wanted):
        raise NotFound
    team.name, team.region_code = name.strip(), region_code
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as error:
        raise DuplicateName(name=team.name) from error
    team.members.set(members)
    return team
