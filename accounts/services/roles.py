"""A company's own roles, made of named permission sets."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import Audience
from accounts.errors import GrantExceedsGrantor, RoleInUse, UnknownPermission
from accounts.models import Organization, Role
from accounts.permissions import CompanyPermission, expand, permission_sets, permissions_of
from accounts.selectors.memberships import may_grant
from accounts.services.grants import ensure_administrator_left, ensure_may_grant, is_managing, lock_company
from accounts.services.presets import audiences_of
from kernel.actors import Actor
from kernel.errors import InvalidInput, NotFound


@transaction.atomic
def create_role(
    *,
    actor: Actor,
    audience: str,
    name_zh: str,
    name_en: str,
    sets: Iterable[str] = (),
    permissions: Iterable[str] = (),
    organization_id: str | None = None,
) -> Role:
    """
    Add a role to a company; it can give no more than the actor holds.

    :raises NotFound: when the company is not the actor's to manage.
    :raises Forbidden: when the actor may not manage roles.
    :raises InvalidInput: when a name is missing, or the audience is not the company's.
    :raises UnknownPermission: when the audience does not know a set or permission.
    :raises GrantExceedsGrantor: when it would give more than the actor holds.
    """
    organization = lock_company(actor=actor, permission=CompanyPermission.MANAGE_ROLE, organization_id=organization_id)
    if audience not in audiences_of(organization):
        raise InvalidInput(errors={"audience": [_("This company has no such roles.")]})
    role = Role(organization=organization, audience=audience)
    _fill(role, actor=actor, name_zh=name_zh, name_en=name_en, sets=sets, permissions=permissions)
    role.save()
    return role


@transaction.atomic
def update_role(
    *,
    actor: Actor,
    role_id: str,
    name_zh: str,
    name_en: str,
    sets: Iterable[str] = (),
    permissions: Iterable[str] = (),
) -> Role:
    """
    Change what a role is called and gives; neither before nor after may it give more than the actor holds.

    :raises NotFound: when the role is not of a company the actor manages.
    :raises Forbidden: when the actor may not manage roles.
    :raises InvalidInput: when a name is missing.
    :raises UnknownPermission: when the audience does not know a set or permission.
    :raises GrantExceedsGrantor: when it gives or would give more than the actor holds.
    :raises LastAdministrator: when nobody would be left who can manage roles.
    """
    role = _lock_role(actor, role_id)
    ensure_may_grant(actor, [role])
    was_managing = is_managing([role])
    _fill(role, actor=actor, name_zh=name_zh, name_en=name_en, sets=sets, permissions=permissions)
    role.save(update_fields=["name_zh", "name_en", "permission_sets", "permissions", "updated_at"])
    if was_managing and not is_managing([role]):
        ensure_administrator_left(role.organization)
    return role


@transaction.atomic
def delete_role(*, actor: Actor, role_id: str) -> None:
    """
    Remove a role that nobody holds.

    :raises NotFound: when the role is not of a company the actor manages.
    :raises Forbidden: when the actor may not manage roles.
    :raises GrantExceedsGrantor: when it gives more than the actor holds.
    :raises RoleInUse: when a member, active or not, holds it.
    """
    role = _lock_role(actor, role_id)
    ensure_may_grant(actor, [role])
    if role.member_links.exists():
        raise RoleInUse
    role.delete()


def _lock_role(actor: Actor, role_id: str) -> Role:
    managed = Organization.objects.managed_by(actor)
    company_id = (
        Role.objects.filter(organization__in=managed, public_id=role_id)
        .values_list("organization__public_id", flat=True)
        .first()
    )
    if company_id is None:
        raise NotFound
    organization = lock_company(actor=actor, permission=CompanyPermission.MANAGE_ROLE, organization_id=company_id)
    role = Role.objects.locked().filter(public_id=role_id).first()
    if role is None:
        raise NotFound
    role.organization = organization
    return role


def _fill(
    role: Role, *, actor: Actor, name_zh: str, name_en: str, sets: Iterable[str], permissions: Iterable[str]
) -> None:
    chosen, extra = sorted(set(sets)), sorted(set(permissions))
    audience = Audience(role.audience)
    known = permissions_of(audience) | {known.code for known in permission_sets(audience)}
    unknown = sorted({*chosen, *extra} - known)
    if unknown:
        raise UnknownPermission(codes=", ".join(unknown))
    if not may_grant(actor, expand(chosen, extra)):
        raise GrantExceedsGrantor
    name_zh, name_en = name_zh.strip(), name_en.strip()
    if not (name_zh or name_en):
        raise InvalidInput(errors={"name_zh": [_("Enter a name.")]})
    role.name_zh, role.name_en = name_zh or name_en, name_en or name_zh
    role.permission_sets, role.permissions = chosen, extra
