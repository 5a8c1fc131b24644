"""Who may open which page: visitors are sent to sign in, strangers and the wrong face get 404, a lacking right 403."""

import pytest
from django.urls import reverse

from accounts.permissions import CompanyPermission
from accounts.storefront.urls import company_patterns
from tests.accounts.pages.conftest import sign_in
from tests.factories.accounts import (
    AddressFactory,
    BuyerFactory,
    MembershipFactory,
    OrganizationFactory,
    RoleFactory,
    SupplierFactory,
    TeamFactory,
    UserFactory,
    staff_membership,
)

pytestmark = pytest.mark.django_db

COMPANY_PAGES = [
    "organization",
    "activity",
    "branch_list",
    "branch_create",
    "verification",
    "verification_person",
    "verification_company",
    "certificate_create",
    "esg_create",
    "member_list",
    "invitation_create",
    "role_list",
    "role_create",
    "team_list",
    "team_create",
    "address_list",
    "address_create",
]
ONE_THING_PAGES = {"member": "member_id", "role": "role_id", "team": "team_id", "address": "address_id"}
POST_ONLY = [
    "certificate_delete",
    "esg_delete",
    "member_position",
    "member_disable",
    "member_enable",
    "member_remove",
    "invitation_resend",
    "invitation_revoke",
    "role_delete",
    "team_delete",
    "address_default",
    "address_delete",
]
PERSON_PAGES = ["home", "profile", "company_create"]


def test_every_company_page_is_tried_here():
    names = {pattern.name for pattern in company_patterns("storefront")}

    assert names == {*COMPANY_PAGES, *ONE_THING_PAGES, *POST_ONLY}


@pytest.mark.parametrize("name", COMPANY_PAGES)
def test_company_page_opens_for_its_administrator(visitor, name):
    response = visitor.client.get(reverse(f"{visitor.namespace}:{name}"))

    assert response.status_code == 200
    frame = {"account": "storefront/base.html", "seller_account": "seller/base.html"}[visitor.namespace]
    assert frame in [template.name for template in response.templates]


@pytest.mark.parametrize("name", PERSON_PAGES)
def test_personal_page_opens_for_whoever_is_signed_in(visitor, name):
    assert visitor.client.get(reverse(f"account:{name}")).status_code == 200


@pytest.mark.parametrize("name", PERSON_PAGES)
def test_personal_page_opens_without_a_company(client, name):
    client.force_login(UserFactory())

    assert client.get(reverse(f"account:{name}")).status_code == 200


@pytest.mark.parametrize("namespace", ["account", "seller_account"])
@pytest.mark.parametrize("name", COMPANY_PAGES)
def test_company_page_sends_visitors_to_sign_in(client, namespace, name):
    url = reverse(f"{namespace}:{name}")

    response = client.get(url)

    assert response.status_code == 302
    assert response["Location"] == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("name", COMPANY_PAGES)
def test_company_page_is_not_there_in_the_other_face(visitor, name):
    other = {"account": "seller_account", "seller_account": "account"}[visitor.namespace]

    assert visitor.client.get(reverse(f"{other}:{name}")).status_code == 404


@pytest.mark.parametrize("namespace", ["account", "seller_account"])
def test_company_page_is_not_there_without_a_company(client, namespace):
    client.force_login(UserFactory())

    assert client.get(reverse(f"{namespace}:member_list")).status_code == 404


def test_storefront_keeps_the_pages_of_a_company_that_neither_buys_nor_sells(client):
    carrier = OrganizationFactory(kind="logistics", can_buy=False)
    sign_in(client, MembershipFactory(organization=carrier))

    assert client.get(reverse("account:member_list")).status_code == 200


@pytest.mark.parametrize("name", COMPANY_PAGES)
def test_company_page_refuses_a_member_without_any_role(client, name):
    sign_in(client, MembershipFactory(organization=BuyerFactory(), preset=None))

    assert client.get(reverse(f"account:{name}")).status_code == 403


@pytest.mark.parametrize(
    "name", ["branch_create", "invitation_create", "role_create", "team_create", "address_create", "esg_create"]
)
def test_changing_page_refuses_a_member_who_may_only_look(client, name):
    sign_in(client, MembershipFactory(organization=BuyerFactory(), preset="purchaser"))

    assert client.get(reverse(f"account:{name}")).status_code == 403


def make_things(organization):
    return {
        "member": MembershipFactory(organization=organization),
        "role": RoleFactory(organization=organization),
        "team": TeamFactory(organization=organization),
        "address": AddressFactory(organization=organization),
    }


@pytest.mark.parametrize("name", ONE_THING_PAGES)
def test_page_of_one_thing_opens_for_its_company(buyer, name):
    thing = make_things(buyer.company)[name]

    assert buyer.client.get(reverse(f"account:{name}", args=[thing.public_id])).status_code == 200


@pytest.mark.parametrize("name", ONE_THING_PAGES)
def test_page_of_one_thing_is_not_there_for_strangers(buyer, name):
    thing = make_things(BuyerFactory())[name]
    url = reverse(f"account:{name}", args=[thing.public_id])

    assert [buyer.client.get(url).status_code, buyer.client.post(url, {"name": "Taken over"}).status_code] == [404] * 2


@pytest.mark.parametrize("name", POST_ONLY)
def test_writing_route_knows_no_get_and_hides_what_is_not_there(buyer, name):
    url = reverse(f"account:{name}", args=["nothing_01"])

    assert buyer.client.get(url).status_code == 405
    assert buyer.client.post(url).status_code == 404


@pytest.mark.parametrize("name", POST_ONLY)
def test_writing_route_refuses_a_member_without_any_role(client, name):
    member = MembershipFactory(organization=SupplierFactory(), preset=None)
    sign_in(client, member)

    assert client.post(reverse(f"seller_account:{name}", args=["nothing_01"])).status_code in {403, 404}


def test_staff_are_not_buyers(client):
    sign_in(client, staff_membership())

    assert client.get(reverse("account:member_list")).status_code == 404


def test_role_of_one_company_opens_nothing_of_the_other_company_of_the_same_person(client):
    person = UserFactory()
    first, second = BuyerFactory(), BuyerFactory()
    MembershipFactory(user=person, organization=first)
    MembershipFactory(user=person, organization=second, permissions=[CompanyPermission.VIEW_COMPANY])
    client.force_login(person)
    client.post(reverse("account:switch_organization"), {"organization": second.public_id})

    assert client.get(reverse("account:organization")).status_code == 200
    assert client.get(reverse("account:member_list")).status_code == 403
