import pytest

from accounts.selectors.organizations import (
    OrganizationFilter,
    get_organization,
    list_organizations,
    list_suppliers,
    list_timeline,
)
from accounts.services.organizations import suspend_organization
from kernel.actors import Actor
from kernel.errors import Forbidden, NotFound
from tests.factories.accounts import (
    NOW,
    BuyerFactory,
    MembershipFactory,
    OrganizationFactory,
    SupplierFactory,
    actor_of,
    buyer_actor,
    staff_actor,
)

pytestmark = pytest.mark.django_db


def test_get_organization_shows_own_branches_and_suppliers_only():
    head = BuyerFactory()
    branch = BuyerFactory(parent=head, credit_code="")
    supplier = SupplierFactory()
    actor = buyer_actor(head)

    for company in (head, branch, supplier):
        assert get_organization(actor=actor, organization_id=company.public_id) == company
    for hidden in (BuyerFactory(), OrganizationFactory(supplier=True, pending=True)):
        with pytest.raises(NotFound):
            get_organization(actor=actor, organization_id=hidden.public_id)
    with pytest.raises(NotFound):
        get_organization(actor=buyer_actor(branch), organization_id=head.public_id)


def test_visitors_see_active_suppliers():
    supplier = SupplierFactory()
    OrganizationFactory(supplier=True, suspended=True)

    assert list(list_suppliers(actor=Actor.anonymous())) == [supplier]


def test_list_organizations_searches_for_staff():
    wind = BuyerFactory(name_en="Wind Power", party_type="government")
    BuyerFactory(name_en="Solar")
    staff = staff_actor()

    def found(**narrow):
        return list(list_organizations(actor=staff, narrow=OrganizationFilter(**narrow)))

    assert found(search="wind") == found(search=wind.credit_code) == found(party_type="government") == [wind]
    assert found(search="wind", status="closed") == []
    assert found(region_code="310000", kind="buyer", search="solar") != []
    with pytest.raises(Forbidden):
        list_organizations(actor=buyer_actor())


@pytest.mark.parametrize("count", [1, 3])
def test_list_organizations_costs_one_query(count, django_assert_num_queries):
    staff = staff_actor()
    for _ in range(count):
        BuyerFactory(parent=BuyerFactory(), credit_code="")

    with django_assert_num_queries(1):
        rows = [
            (company.name, company.parent and company.parent.name, company.member_count)
            for company in list_organizations(actor=staff, narrow=OrganizationFilter(kind="buyer"))
        ]

    assert len(rows) == 2 * count


def test_list_timeline_tells_a_companys_steps_to_its_members():
    company = BuyerFactory()
    suspend_organization(actor=staff_actor(), organization_id=company.public_id, reason="Complaints", now=NOW)

    steps = list(list_timeline(actor=actor_of(MembershipFactory(organization=company))))

    assert [(step.to_status, step.reason) for step in steps] == [("suspended", "Complaints")]
