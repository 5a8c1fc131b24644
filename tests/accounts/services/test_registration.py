import pytest

from accounts.checklist import checklist_of
from accounts.enums import OrganizationKind, OrganizationStatus
from accounts.errors import CreditCodeTaken, EmailTaken
from accounts.models import Membership, Organization, User
from accounts.selectors.actors import actor_for_user
from accounts.services.registration import (
    CompanyDetails,
    create_first_staff,
    create_organization,
    ensure_platform,
    register_organization,
    register_user,
)
from kernel.actors import Actor
from kernel.errors import Forbidden, InvalidInput, NotAuthenticated
from tests.factories.accounts import NOW, PASSWORD, BuyerFactory, UserFactory, credit_code, staff_actor

pytestmark = pytest.mark.django_db
COMPANY = CompanyDetails(name_zh=" 大风机械 ", party_type="manufacturer", credit_code=credit_code(7).lower())


def test_register_organization_makes_a_pending_company_and_its_administrator(published, steps):
    founder = UserFactory()

    organization = register_organization(
        actor=actor_for_user(founder), kind=OrganizationKind.SUPPLIER, company=COMPANY, now=NOW
    )

    organization.refresh_from_db()
    assert (organization.name_zh, organization.credit_code) == ("大风机械", credit_code(7))
    assert (organization.status, organization.can_buy, organization.can_sell) == ("pending", False, True)
    roles = Membership.objects.get(user=founder, organization=organization).roles.values_list("code", "audience")
    assert list(roles) == [("administrator", "seller")]
    assert set(organization.roles.values_list("code", flat=True)) == {
        "administrator",
        "catalog",
        "orders",
        "warehouse",
        "accounting",
    }
    assert actor_for_user(User.objects.get(pk=founder.pk)).has("role.manage")
    assert published() == ["accounts.organization.registered", "accounts.member.joined"]
    assert steps("organization") == [("", "pending")]
    assert [item.code for item in checklist_of(organization).todo] == ["email", "profile", "identity", "certification"]


def test_register_organization_refuses_visitors():
    with pytest.raises(NotAuthenticated):
        register_organization(actor=Actor.anonymous(), kind=OrganizationKind.BUYER, company=COMPANY, now=NOW)

    assert not Organization.objects.exists()


@pytest.mark.parametrize("kind", [OrganizationKind.PLATFORM, OrganizationKind.FINANCIAL])
def test_register_organization_refuses_kinds_that_staff_enter(kind):
    with pytest.raises(Forbidden):
        register_organization(actor=actor_for_user(UserFactory()), kind=kind, company=COMPANY, now=NOW)

    assert not Organization.objects.exists()


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"name_zh": ""}, "name_zh"),
        ({"credit_code": "91350100M000100Y4Z"}, "credit_code"),
        ({"party_type": "unheard_of"}, "party_type"),
        ({"region_code": "999999"}, "region_code"),
        ({"currency": "XXX"}, "currency"),
    ],
)
def test_register_organization_names_the_columns_that_are_wrong(changes, column):
    values = {"name_zh": "大风机械", **changes}

    with pytest.raises(InvalidInput) as refusal:
        register_organization(
            actor=actor_for_user(UserFactory()),
            kind=OrganizationKind.BUYER,
            company=CompanyDetails(**values),
            now=NOW,
        )

    assert list(refusal.value.params["errors"]) == [column]


def test_register_organization_takes_foreign_companies_without_check_digit():
    company = CompanyDetails(name_en="Windmill GmbH", country="DE", credit_code="HRB 12345")

    organization = register_organization(
        actor=actor_for_user(UserFactory()), kind=OrganizationKind.BUYER, company=company, now=NOW
    )

    assert organization.credit_code == "HRB 12345"


def test_register_organization_refuses_a_credit_code_in_use():
    BuyerFactory(credit_code=credit_code(7))

    with pytest.raises(CreditCodeTaken):
        register_organization(
            actor=actor_for_user(UserFactory()), kind=OrganizationKind.BUYER, company=COMPANY, now=NOW
        )

    assert Organization.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_register_organization_twice_at_once_keeps_one(at_once):
    actors = [actor_for_user(UserFactory()) for _ in range(3)]

    results = at_once(
        *(
            lambda actor=actor: (
                register_organization(actor=actor, kind=OrganizationKind.BUYER, company=COMPANY, now=NOW).status
            )
            for actor in actors
        )
    )

    assert sorted(results) == ["credit_code_taken", "credit_code_taken", "pending"]
    assert Organization.objects.count() == 1


def test_register_user_refuses_an_address_in_any_case():
    UserFactory(email="lily@example.com")

    with pytest.raises(EmailTaken):
        register_user(actor=Actor.anonymous(), email="LILY@example.com ", name="Lily", password=PASSWORD)


def test_create_organization_needs_staff():
    with pytest.raises(Forbidden):
        create_organization(
            actor=actor_for_user(UserFactory()), kind=OrganizationKind.LOGISTICS, company=COMPANY, now=NOW
        )

    created = create_organization(actor=staff_actor(), kind=OrganizationKind.LOGISTICS, company=COMPANY, now=NOW)
    assert (created.can_buy, created.can_sell) == (False, False)


def test_create_first_staff_makes_an_administrator_of_the_platform():
    platform = ensure_platform(name_zh="通商", name_en="Tongshang", now=NOW)

    staff = create_first_staff(email="boss@example.com", name="Boss", password=PASSWORD, now=NOW)

    staff.refresh_from_db()
    assert staff.is_staff
    assert staff.has_perm("staff.member.manage")
    assert platform.status == OrganizationStatus.ACTIVE
    assert ensure_platform(name_zh="通商", name_en="Tongshang", now=NOW) == platform
