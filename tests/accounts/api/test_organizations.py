import pytest

from tests.factories.accounts import (
    BuyerFactory,
    CertificateFactory,
    EsgRecordFactory,
    MembershipFactory,
    OrganizationFactory,
    SupplierFactory,
)
from tests.factories.openplatform import api_headers

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer():
    return BuyerFactory(name_en="Windmill Ltd.")


@pytest.fixture
def headers(buyer):
    return api_headers(buyer)


def test_get_organization_returns_the_callers_own(client, buyer, headers):
    answer = client.get("/api/v1/organization", headers=headers)

    assert answer.status_code == 200
    found = answer.json()
    assert found["id"] == buyer.public_id
    assert found["status"] == "active"
    assert found["parent_id"] is None
    assert "bank_account" not in found


def test_get_organization_needs_the_scope(client, buyer):
    answer = client.get("/api/v1/organization", headers=api_headers(buyer, scopes=["addresses.write"]))

    assert answer.status_code == 403
    assert answer.json()["code"] == "insufficient_scope"


def test_a_signed_in_person_needs_the_permission(client, buyer):
    client.force_login(MembershipFactory(organization=buyer, permissions=["company.view"]).user)

    assert client.get("/api/v1/organization").status_code == 200
    answer = client.get("/api/v1/organization/members")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_visitors_are_asked_to_sign_in(client):
    for url in ("organization", "organization/members", "organization/branches", "suppliers", "addresses"):
        assert client.get(f"/api/v1/{url}").status_code == 401


def test_list_branches_returns_what_is_below(client, buyer, headers):
    branch = BuyerFactory(parent=buyer, credit_code="")
    leaf = BuyerFactory(parent=branch, credit_code="")
    BuyerFactory(parent=BuyerFactory(), credit_code="")

    found = client.get("/api/v1/organization/branches", headers=headers).json()["results"]

    assert [(row["id"], row["parent_id"]) for row in found] == [
        (branch.public_id, buyer.public_id),
        (leaf.public_id, branch.public_id),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_list_members_costs_the_same_for_one_and_for_three(client, buyer, headers, count, django_assert_num_queries):
    members = [MembershipFactory(organization=buyer, preset="purchaser") for _ in range(count)]
    client.get("/api/v1/organization/members", headers=headers)

    with django_assert_num_queries(4):  # company, members, roles, teams
        found = client.get("/api/v1/organization/members", headers=headers).json()["results"]

    assert [row["id"] for row in found] == [member.public_id for member in members]
    assert found[0]["roles"] == [{"id": members[0].roles.get().public_id, "code": "purchaser", "name": "Purchaser"}]


def test_get_member_of_strangers_is_not_there(client, headers):
    stranger = MembershipFactory()

    answer = client.get(f"/api/v1/organization/members/{stranger.public_id}", headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_list_suppliers_shows_active_ones_and_narrows(client, headers):
    wind = SupplierFactory(name_en="Wind Power", region_code="310115")
    SupplierFactory(name_en="Solar", region_code="440305")
    OrganizationFactory(supplier=True, pending=True)
    OrganizationFactory(supplier=True, suspended=True)

    everybody = client.get("/api/v1/suppliers", headers=headers).json()["results"]
    found = client.get("/api/v1/suppliers?search=wind&region_code=31", headers=headers).json()["results"]
    unknown = client.get("/api/v1/suppliers?sarch=wind", headers=headers)

    assert len(everybody) == 2
    assert [row["id"] for row in found] == [wind.public_id]
    assert unknown.status_code == 422


def test_get_supplier_shows_only_valid_certificates(client, headers):
    supplier = SupplierFactory()
    valid = CertificateFactory(organization=supplier, valid_from="2020-01-01", valid_until=None)
    CertificateFactory(organization=supplier, valid_from="2020-01-01", valid_until="2021-01-01")
    EsgRecordFactory(organization=supplier, renewable_share="0.4")

    found = client.get(f"/api/v1/suppliers/{supplier.public_id}", headers=headers).json()

    assert [row["id"] for row in found["certificates"]] == [valid.public_id]
    assert found["esg"]["renewable_share"] == "0.4000"
    assert "phone" not in found


def test_get_supplier_hides_buyers_and_applicants(client, headers):
    for company in (BuyerFactory(), OrganizationFactory(supplier=True, pending=True)):
        assert client.get(f"/api/v1/suppliers/{company.public_id}", headers=headers).status_code == 404
