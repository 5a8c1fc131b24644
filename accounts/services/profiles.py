"""What people and companies say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from stdnum.cn import uscc

from accounts.enums import OrganizationStatus
from accounts.errors import NotWhileImpersonating, ReasonRequired
from accounts.events import OrganizationChanged
from accounts.models import Organization, User
from accounts.permissions import CompanyPermission, StaffAccountsPermission
from accounts.selectors.access import get_managed_organization, require_in
from accounts.services.codes import ensure_known_codes
from accounts.services.presets import create_preset_roles
from accounts.services.registration import credit_code_sentence, save_unless_taken
from kernel import events
from kernel.actors import Actor
from kernel.errors import InvalidInput, NotAuthenticated, NotFound
from kernel.services.files import get_file

# What a company changes at any time, and what its papers vouch for: that only before activation, later by staff.
FREE_COLUMNS = frozenset(
    {
        "region_code",
        "industry",
        "phone",
        "email",
        "website",
        "about_zh",
        "about_en",
        "bank_name",
        "bank_account",
        "time_zone",
        "language",
    }
)
VOUCHED_COLUMNS = frozenset(
    {"name_zh", "name_en", "party_type", "credit_code", "tax_number", "legal_representative", "country", "currency"}
)
# Where money goes is for the company's own people to say.
BANK_COLUMNS = frozenset({"bank_name", "bank_account"})
APPLYING = frozenset({OrganizationStatus.PENDING, OrganizationStatus.REJECTED})


@transaction.atomic
def update_organization(
    *, actor: Actor, changes: Mapping[str, str], now: datetime, organization_id: str | None = None
) -> Organization:
    """
    Change a company's master data; `changes` maps columns to values, without a company the actor's own.

    :raises NotFound: when the company is not the actor's to manage.
    :raises Forbidden: when the actor may not edit it.
    :raises InvalidInput: when a column may not be changed (any more), or a value is wrong.
    :raises NotWhileImpersonating: when staff acting for the company would change its bank account.
    :raises CreditCodeTaken: when another company has the credit code.
    """
    organization = get_managed_organization(actor=actor, organization_id=organization_id, lock=True)
    require_in(actor, CompanyPermission.EDIT_COMPANY, organization)
    values = {column: value.strip() for column, value in changes.items()}
    _ensure_changeable(actor, organization, values)
    changed = [column for column, value in values.items() if getattr(organization, column) != value]
    if not changed:
        return organization
    if actor.on_behalf_of_user_id is not None and not BANK_COLUMNS.isdisjoint(changed):
        raise NotWhileImpersonating
    for column in changed:
        setattr(organization, column, values[column])
    _ensure_consistent(organization, values)
    save_unless_taken(organization, update_fields=[*changed, "updated_at"])
    _announce_change(organization, changed, now=now)
    return organization


def _ensure_changeable(actor: Actor, organization: Organization, values: Mapping[str, str]) -> None:
    is_free = organization.status in APPLYING or actor.has(StaffAccountsPermission.EDIT_ORGANIZATION)
    allowed = FREE_COLUMNS | VOUCHED_COLUMNS if is_free else FREE_COLUMNS
    # A form sends every field back: what stays as it was is not a change.
    barred = [
        column
        for column, value in values.items()
        if column not in allowed and (column not in VOUCHED_COLUMNS or getattr(organization, column) != value)
    ]
    if barred:
        sentence = _("This cannot be changed here. Hand in new papers, or ask the platform.")
        raise InvalidInput(errors={column: [sentence] for column in barred})


def _ensure_consistent(organization: Organization, values: Mapping[str, str]) -> None:
    errors = ensure_known_codes(values)
    if not (organization.name_zh or organization.name_en):
        errors["name_zh"] = [_("Enter the company's name.")]
    code = organization.credit_code
    if code and organization.country == "CN" and not uscc.is_valid(code):
        errors["credit_code"] = [credit_code_sentence()]
    if errors:
        raise InvalidInput(errors=errors)


@transaction.atomic
def set_logo(*, actor: Actor, file_id: str | None, now: datetime, organization_id: str | None = None) -> Organization:
    """
    Show a picture as the company's logo, or none.

    :raises NotFound: when the company is not the actor's to manage, or the file not theirs to see.
    :raises Forbidden: when the actor may not edit the company.
    """
    organization = get_managed_organization(actor=actor, organization_id=organization_id, lock=True)
    require_in(actor, CompanyPermission.EDIT_COMPANY, organization)
    organization.logo = get_file(actor=actor, file_id=file_id) if file_id else None
    organization.save(update_fields=["logo", "updated_at"])
    _announce_change(organization, ["logo"], now=now)
    return organization


@transaction.atomic
def set_sides(
    *, actor: Actor, organization_id: str, can_buy: bool, can_sell: bool, operating_mode: str, now: datetime
) -> Organization:
    """
    Let a company buy, sell or both, under its own name or the platform's (F010).

    :raises NotFound: when there is no such company.
    :raises Forbidden: when the actor may not edit every company.
    """
    actor.require(StaffAccountsPermission.EDIT_ORGANIZATION)
    organization = get_managed_organization(actor=actor, organization_id=organization_id, lock=True)
    organization.can_buy, organization.can_sell = can_buy, can_sell
    organization.operating_mode = operating_mode
    organization.save(update_fields=["can_buy", "can_sell", "operating_mode", "updated_at"])
    create_preset_roles(organization=organization)
    _announce_change(organization, ["can_buy", "can_sell", "operating_mode"], now=now)
    return organization


@transaction.atomic
def set_segments(*, actor: Actor, organization_id: int, segments: Iterable[str]) -> None:
    """
    Store the segments that a higher app has computed for a company, such as its customer tier.

    :raises Forbidden: when the actor may not edit every company.
    """
    actor.require(StaffAccountsPermission.EDIT_ORGANIZATION)
    Organization.objects.filter(pk=organization_id).update(segments=sorted(set(segments)))


def _announce_change(organization: Organization, fields: Iterable[str], *, now: datetime) -> None:
    events.publish(
        OrganizationChanged(
            occurred_at=now,
            organization_ids=(organization.pk,),
            organization_id=organization.public_id,
            fields=tuple(sorted(fields)),
        )
    )


@transaction.atomic
def update_me(*, actor: Actor, name: str, phone: str = "", language: str = "", time_zone: str = "") -> User:
    """
    Change one's own name, telephone, language and time zone; an empty language follows the browser, an empty zone the company.

    :raises NotAuthenticated: when nobody is signed in.
    :raises NotWhileImpersonating: when staff act for a customer.
    :raises InvalidInput: when the name is empty, or language or zone are unknown.
    """
    user = _lock_me(actor)
    errors = ensure_known_codes({"language": language, "time_zone": time_zone})
    if not name.strip():
        errors["name"] = [_("Enter your name.")]
    if errors:
        raise InvalidInput(errors=errors)
    user.name, user.phone, user.language, user.time_zone = name.strip(), phone.strip(), language, time_zone
    user.save(update_fields=["name", "phone", "language", "time_zone", "updated_at"])
    return user


@transaction.atomic
def set_language(*, actor: Actor, language: str) -> None:
    """Remember the language that the person at the keyboard chose; one that the product does not speak is left alone."""
    if actor.user_id is not None and language in dict(settings.LANGUAGES):
        User.objects.filter(pk=actor.user_id).exclude(language=language).update(language=language)


def _lock_me(actor: Actor) -> User:
    if actor.user_id is None:
        raise NotAuthenticated
    if actor.on_behalf_of_user_id is not None:
        raise NotWhileImpersonating
    return User.objects.select_for_update(of=("self",)).get(pk=actor.user_id)


@transaction.atomic
def deactivate_user(*, actor: Actor, user_id: str, reason: str) -> User:
    """
    Lock a person out of the whole platform and end their sessions.

    :raises Forbidden: when the actor may not edit every company, or staff without the right to manage staff lock out staff.
    :raises NotFound: when there is no such person.
    :raises ReasonRequired: when no reason is given.
    """
    user = _lock_person(actor, user_id)
    if not reason.strip():
        raise ReasonRequired
    user.is_active = False
    user.session_generation += 1
    user.save(update_fields=["is_active", "session_generation", "updated_at"])
    return user


@transaction.atomic
def reactivate_user(*, actor: Actor, user_id: str) -> User:
    """
    Let a person sign in again.

    :raises Forbidden: when the actor may not edit every company, or the staff.
    :raises NotFound: when there is no such person.
    """
    user = _lock_person(actor, user_id)
    user.is_active = True
    user.save(update_fields=["is_active", "updated_at"])
    return user


def _lock_person(actor: Actor, user_id: str) -> User:
    actor.require(StaffAccountsPermission.EDIT_ORGANIZATION)
    user = User.objects.select_for_update(of=("self",)).filter(public_id=user_id).first()
    if user is None:
        raise NotFound
    if user.is_staff:
        actor.require(StaffAccountsPermission.MANAGE_STAFF)
    return user


def end_sessions(*, user_id: int) -> None:
    """End every session of a person at its next request (S13)."""
    User.objects.filter(pk=user_id).update(session_generation=F("session_generation") + 1)
