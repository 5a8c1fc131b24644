"""How people and companies come in: self-registration, and staff who enter them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from stdnum.cn import uscc

from accounts.enums import OrganizationKind, OrganizationStatus
from accounts.errors import CreditCodeTaken, EmailTaken
from accounts.events import MemberJoined, OrganizationRegistered
from accounts.models import Membership, Organization, User
from accounts.permissions import StaffAccountsPermission
from accounts.selectors.organizations import DOCUMENT_TYPE, get_platform
from accounts.services.codes import ensure_known_codes
from accounts.services.presets import administrator_roles, create_preset_roles
from kernel import events
from kernel.actors import Actor
from kernel.errors import Forbidden, InvalidInput, NotAuthenticated, NotFound
from kernel.transitions import Step, record_transition

# What a company can sign up as by itself; the other kinds are entered by staff (F004, F013).
SELF_REGISTERED_KINDS = frozenset({OrganizationKind.BUYER, OrganizationKind.SUPPLIER})
CREDIT_CODE_CONSTRAINT = "organization_credit_code_once"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyDetails:
    """What is known of a company when it is entered. Codes are those of `reference`; the credit code is checked where given."""

    name_zh: str = ""
    name_en: str = ""
    party_type: str = ""
    credit_code: str = ""
    tax_number: str = ""
    legal_representative: str = ""
    country: str = "CN"
    region_code: str = ""
    industry: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    currency: str = "CNY"
    language: str = "zh-hans"
    time_zone: str = "Asia/Shanghai"


@transaction.atomic
def register_user(
    *, actor: Actor, email: str, name: str, password: str | None, language: str = "", phone: str = ""
) -> User:
    """
    Create a person; without a password they set one through the link for a forgotten one.

    :raises EmailTaken: when the address is registered, whatever its case.
    """
    email = email.strip()
    if User.objects.filter(email__iexact=email).exists():
        raise EmailTaken(email=email)
    try:
        with transaction.atomic():
            return User.objects.create_user(email, password, name=name.strip(), language=language, phone=phone)
    except IntegrityError as error:
        raise EmailTaken(email=email) from error


@transaction.atomic
def register_organization(
    *, actor: Actor, kind: OrganizationKind, company: CompanyDetails, now: datetime
) -> Organization:
    """
    Enter the company of the signed-in person, who becomes its administrator; it waits as `pending` and cannot trade.

    :raises NotAuthenticated: when nobody is signed in.
    :raises Forbidden: when the kind is entered by staff only, or staff act for a customer.
    :raises InvalidInput: when a name is missing, or a code or the credit code's check digit is wrong.
    :raises CreditCodeTaken: when the company is registered already.
    """
    if actor.user_id is None:
        raise NotAuthenticated
    if kind not in SELF_REGISTERED_KINDS or actor.on_behalf_of_user_id is not None:
        raise Forbidden(kind=kind)
    organization = _create_organization(actor=actor, kind=kind, company=company, now=now)
    founder = User.objects.get(pk=actor.user_id)
    _make_administrator(organization, founder, now=now)
    User.objects.filter(pk=founder.pk).update(last_organization=organization)
    return organization


@transaction.atomic
def create_organization(
    *,
    actor: Actor,
    kind: OrganizationKind,
    company: CompanyDetails,
    now: datetime,
    can_buy: bool | None = None,
    can_sell: bool | None = None,
    administrator: User | None = None,
) -> Organization:
    """
    Enter a company of any kind as staff or the system; without an administrator one is invited later.

    :raises Forbidden: when the actor may not edit every company.
    :raises InvalidInput: when a name is missing, or a code or the credit code's check digit is wrong.
    :raises CreditCodeTaken: when the company is registered already.
    """
    actor.require(StaffAccountsPermission.EDIT_ORGANIZATION)
    if kind == OrganizationKind.PLATFORM and not actor.is_system:
        raise Forbidden(kind=kind)
    organization = _create_organization(
        actor=actor, kind=kind, company=company, now=now, can_buy=can_buy, can_sell=can_sell
    )
    if administrator is not None:
        _make_administrator(organization, administrator, now=now)
    return organization


@transaction.atomic
def ensure_platform(*, name_zh: str, name_en: str, now: datetime) -> Organization:
    """Return the operator's organization, made active with its preset roles on first use."""
    platform = get_platform()
    if platform is None:
        platform = _create_organization(
            actor=Actor.system(),
            kind=OrganizationKind.PLATFORM,
            company=CompanyDetails(name_zh=name_zh, name_en=name_en),
            now=now,
        )
        platform.mark_active(at=now)
        platform.save(update_fields=["status", "activated_at", "updated_at"])
        step = Step(DOCUMENT_TYPE, platform.pk, OrganizationStatus.PENDING, OrganizationStatus.ACTIVE)
        record_transition(step, actor=Actor.system(), at=now)
    return platform


@transaction.atomic
def create_first_staff(*, email: str, name: str, password: str, now: datetime) -> User:
    """
    Create an administrator of the platform from the command line; there is no other way to the first one.

    :raises NotFound: before `ensure_platform`.
    :raises EmailTaken: when the address is registered.
    """
    platform = get_platform()
    if platform is None:
        raise NotFound
    staff = register_user(actor=Actor.system(), email=email, name=name, password=password)
    EmailAddress.objects.create(user=staff, email=staff.email, verified=True, primary=True)
    _make_administrator(platform, staff, now=now)
    return staff


def _create_organization(
    *,
    actor: Actor,
    kind: OrganizationKind,
    company: CompanyDetails,
    now: datetime,
    can_buy: bool | None = None,
    can_sell: bool | None = None,
) -> Organization:
    details = clean_details(company)
    organization = Organization(
        kind=kind,
        can_buy=kind == OrganizationKind.BUYER if can_buy is None else can_buy,
        can_sell=kind == OrganizationKind.SUPPLIER if can_sell is None else can_sell,
        **details,
    )
    save_unless_taken(organization)
    create_preset_roles(organization=organization)
    record_transition(
        Step(DOCUMENT_TYPE, organization.pk, "", OrganizationStatus.PENDING, organization_id=organization.pk),
        actor=actor,
        at=now,
    )
    events.publish(
        OrganizationRegistered(
            occurred_at=now, organization_ids=(organization.pk,), organization_id=organization.public_id
        )
    )
    return organization


def clean_details(company: CompanyDetails) -> dict[str, Any]:
    """
    Return a company's columns, trimmed and checked.

    :raises InvalidInput: when a name is missing, or a code or the credit code's check digit is wrong.
    """
    details = {column: value.strip() for column, value in asdict(company).items()}
    errors: dict[str, list[str]] = {}
    if not (details["name_zh"] or details["name_en"]):
        errors["name_zh"] = [_("Enter the company's name.")]
    details["credit_code"] = details["credit_code"].upper()
    if details["credit_code"] and details["country"] == "CN" and not uscc.is_valid(details["credit_code"]):
        errors["credit_code"] = [credit_code_sentence()]
    errors |= ensure_known_codes(details)
    if errors:
        raise InvalidInput(errors=errors)
    return details


def credit_code_sentence() -> str:
    """Return what to say of a unified social credit code whose form or check digit is wrong (GB 32100-2015)."""
    return _("This is not a valid unified social credit code: 18 characters, the last one being a check digit.")


def save_unless_taken(organization: Organization, update_fields: list[str] | None = None) -> None:
    """
    Save a company; its credit code may stand on one company only.

    :raises CreditCodeTaken: when another company has it, also one entered at the same moment.
    """
    try:
        with transaction.atomic():
            organization.save(update_fields=update_fields)
    except IntegrityError as error:
        if CREDIT_CODE_CONSTRAINT not in str(error):
            raise
        raise CreditCodeTaken(credit_code=organization.credit_code) from error


def _make_administrator(organization: Organization, user: User, *, now: datetime) -> Membership:
    membership = Membership.objects.create(organization=organization, user=user)
    membership.roles.set(administrator_roles(create_preset_roles(organization=organization)))
    if organization.kind == OrganizationKind.PLATFORM:
        User.objects.filter(pk=user.pk).update(is_staff=True)
    events.publish(
        MemberJoined(
            occurred_at=now,
            organization_ids=(organization.pk,),
            membership_id=membership.public_id,
            organization_id=organization.public_id,
            user_id=user.public_id,
        )
    )
    return membership
