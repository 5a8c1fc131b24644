"""Companies and people in the states that tests start from."""

from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory
from stdnum.cn import uscc

from accounts.enums import (
    AddressKind,
    Audience,
    OrganizationKind,
    OrganizationStatus,
    VerificationKind,
    VerificationStatus,
)
from accounts.models import (
    Address,
    Certificate,
    EsgRecord,
    Impersonation,
    Invitation,
    Membership,
    Organization,
    Role,
    Team,
    User,
    Verification,
)
from accounts.permissions import CompanyPermission
from accounts.selectors.actors import actor_for_user
from accounts.services.presets import create_preset_roles
from kernel.actors import Actor, Channel

PASSWORD = "correct horse battery staple"
# The moment that tests call now, when they do not need the clock.
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def credit_code(number: int) -> str:
    """Return a unified social credit code with a correct check digit."""
    body = f"91350100{number:09d}"
    return body + uscc.calc_check_digit(body)


class UserFactory(DjangoModelFactory):
    """A person who may sign in with `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    name = factory.Sequence(lambda n: f"Person {n}")

    @classmethod
    def _create(cls, model_class, *args, password: str | None = PASSWORD, **kwargs):
        return model_class.objects.create_user(*args, password=password, **kwargs)


class OrganizationFactory(DjangoModelFactory):
    """An active company that buys; traits change its kind and its state."""

    class Meta:
        model = Organization

    class Params:
        supplier = factory.Trait(
            kind=OrganizationKind.SUPPLIER,
            can_buy=False,
            can_sell=True,
            party_type="manufacturer",
            name_en=factory.Sequence(lambda n: f"Supplier {n} Ltd."),
            name_zh=factory.Sequence(lambda n: f"供应商{n}有限公司"),
        )
        platform = factory.Trait(kind=OrganizationKind.PLATFORM, can_buy=False, name_en="The platform", name_zh="平台")
        pending = factory.Trait(status=OrganizationStatus.PENDING, activated_at=None)
        in_review = factory.Trait(status=OrganizationStatus.IN_REVIEW, activated_at=None)
        suspended = factory.Trait(
            status=OrganizationStatus.SUSPENDED, suspension_cause="staff", suspension_reason="Complaints"
        )
        closed = factory.Trait(status=OrganizationStatus.CLOSED)

    kind = OrganizationKind.BUYER
    can_buy = True
    can_sell = False
    status = OrganizationStatus.ACTIVE
    activated_at = NOW - timedelta(days=365)
    name_en = factory.Sequence(lambda n: f"Buyer {n} Ltd.")
    name_zh = factory.Sequence(lambda n: f"采购商{n}有限公司")
    party_type = "private_company"
    credit_code = factory.Sequence(credit_code)
    region_code = "310115"
    phone = "021-55550000"
    email = factory.Sequence(lambda n: f"office{n}@example.com")
    parent = None
    path = factory.LazyAttribute(lambda made: [*made.parent.path, made.parent.pk] if made.parent else [])


class BuyerFactory(OrganizationFactory):
    """An active company that buys."""


class SupplierFactory(OrganizationFactory):
    """An active company that sells."""

    class Meta:
        model = Organization

    supplier = True


class PlatformFactory(OrganizationFactory):
    """The operator's own organization."""

    platform = True


class RoleFactory(DjangoModelFactory):
    """A role of a company's own, without permissions unless given."""

    class Meta:
        model = Role

    organization = factory.SubFactory(BuyerFactory)
    audience = Audience.BUYER
    name_en = factory.Sequence(lambda n: f"Role {n}")
    name_zh = factory.Sequence(lambda n: f"角色{n}")


class MembershipFactory(DjangoModelFactory):
    """
    A member with a preset role, the administrator's unless `preset` names another; `preset=None` gives none.

    `roles=[…]` gives these instead, `permissions=[…]` a role of exactly these codes.
    """

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(BuyerFactory)

    @classmethod
    def _create(cls, model_class, *args, preset="administrator", roles=None, permissions=None, **kwargs):
        membership = super()._create(model_class, *args, **kwargs)
        organization, user = membership.organization, membership.user
        presets = create_preset_roles(organization=organization)
        if permissions is not None:
            audience = presets[0].audience
            roles = [RoleFactory(organization=organization, audience=audience, permissions=list(permissions))]
        if roles is None:
            roles = [role for role in presets if role.code == preset]
            assert roles or preset is None, f"no preset {preset!r} for {organization.kind}"
        membership.roles.set(roles)
        if organization.kind == OrganizationKind.PLATFORM and not user.is_staff:
            user.is_staff = True
            user.save(update_fields=["is_staff"])
        return membership


def actor_of(membership: Membership, channel: Channel = Channel.PC) -> Actor:
    """Return the actor that a member is at this moment, resolved as requests resolve it."""
    return actor_for_user(membership.user, organization_id=membership.organization_id, channel=channel)


def buyer_actor(organization: Organization | None = None, **kwargs) -> Actor:
    """Return a new member of a (new) buying company as an actor; takes what `MembershipFactory` takes."""
    return actor_of(MembershipFactory(organization=organization or BuyerFactory(), **kwargs))


def supplier_actor(organization: Organization | None = None, **kwargs) -> Actor:
    """Return a new member of a (new) supplying company as an actor."""
    return actor_of(MembershipFactory(organization=organization or SupplierFactory(), **kwargs))


def staff_membership(**kwargs) -> Membership:
    """Return a new member of the operator's organization, which is made once."""
    platform = Organization.objects.filter(kind=OrganizationKind.PLATFORM).first() or PlatformFactory()
    return MembershipFactory(organization=platform, **kwargs)


def staff_actor(**kwargs) -> Actor:
    """Return a new member of the platform's staff as an actor, the administrator unless told otherwise."""
    return actor_of(staff_membership(**kwargs), channel=Channel.ADMIN)


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    organization = factory.SubFactory(BuyerFactory)
    name = factory.Sequence(lambda n: f"Team {n}")


class AddressFactory(DjangoModelFactory):
    """A delivery address in Shanghai."""

    class Meta:
        model = Address

    organization = factory.SubFactory(BuyerFactory)
    kind = AddressKind.SHIPPING
    recipient = "Li Lei"
    phone = "13800000000"
    region_code = "310115"
    province = "上海市"
    city = "上海市"
    district = "浦东新区"
    street = "张江路1号"
    postal_code = "201203"


class VerificationFactory(DjangoModelFactory):
    """Company papers that wait for review; `verified` ones were reviewed."""

    class Meta:
        model = Verification

    class Params:
        verified = factory.Trait(status=VerificationStatus.VERIFIED, reviewed_at=NOW)
        person = factory.Trait(
            kind=VerificationKind.PERSON, user=factory.SubFactory(UserFactory), document_number="11010519491231002X"
        )

    organization = factory.SubFactory(BuyerFactory)
    kind = VerificationKind.COMPANY
    legal_name = "Example Ltd."
    document_number = factory.Sequence(lambda n: credit_code(500_000 + n))


class CertificateFactory(DjangoModelFactory):
    """An ISO 14001 certificate, valid for a year around `NOW`."""

    class Meta:
        model = Certificate

    organization = factory.SubFactory(SupplierFactory)
    certificate_type = "iso_14001"
    number = factory.Sequence(lambda n: f"CN-{n:06d}")
    issuer = "CQC"
    valid_from = (NOW - timedelta(days=180)).date()
    valid_until = (NOW + timedelta(days=185)).date()


class EsgRecordFactory(DjangoModelFactory):
    class Meta:
        model = EsgRecord

    organization = factory.SubFactory(SupplierFactory)
    period_start = datetime(2025, 1, 1, tzinfo=UTC).date()
    period_end = datetime(2025, 12, 31, tzinfo=UTC).date()
    environment_score = 80
    social_score = 70
    governance_score = 75


class InvitationFactory(DjangoModelFactory):
    """An open invitation; tests of the link itself use the service."""

    class Meta:
        model = Invitation

    organization = factory.SubFactory(BuyerFactory)
    email = factory.Sequence(lambda n: f"guest{n}@example.com")
    token_hash = factory.Sequence(lambda n: f"{n:064d}")
    expires_at = NOW + timedelta(days=7)


class ImpersonationFactory(DjangoModelFactory):
    """Staff acting for a customer's member with that member's company rights."""

    class Meta:
        model = Impersonation

    staff = factory.LazyFunction(lambda: staff_membership().user)
    organization = factory.SubFactory(BuyerFactory)
    user = factory.LazyAttribute(lambda made: MembershipFactory(organization=made.organization).user)
    permissions = [CompanyPermission.VIEW_COMPANY.value]
    reason = "The customer asked on the phone"
    started_at = NOW
    expires_at = NOW + timedelta(hours=1)
