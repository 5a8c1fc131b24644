import pytest

from accounts.errors import GrantExceedsGrantor, LastAdministrator, RoleInUse, UnknownPermission
from accounts.models import Role
from accounts.selectors.memberships import list_grantable_roles, list_user_ids_holding
from accounts.services.roles import create_role, delete_role, update_role
from kernel.errors import Forbidden, InvalidInput, NotFound
from tests.factories.accounts import (
    BuyerFactory,
    MembershipFactory,
    RoleFactory,
    actor_of,
    buyer_actor,
    staff_actor,
)

pytestmark = pytest.mark.django_db


def names():
    return {"name_zh": "地址员", "name_en": "Addresses"}


def test_create_role_gives_sets_and_single_permissions():
    actor = buyer_actor()

    role = create_role(
        actor=actor, audience="buyer", sets=["buyer.company_read"], permissions=["address.create"], **names()
    )

    assert role.organization_id == actor.organization_id
    assert role.granted() == {
        "company.view",
        "company.hierarchy.view",
        "user.view",
        "address.view",
        "address.create",
    }


def test_create_role_refuses_more_than_the_grantor_holds():
    company = BuyerFactory()
    actor = actor_of(MembershipFactory(organization=company, permissions=["role.manage", "address.view"]))

    with pytest.raises(GrantExceedsGrantor):
        create_role(actor=actor, audience="buyer", permissions=["address.delete"], **names())

    assert not company.roles.filter(name_en="Addresses").exists()
    assert create_role(actor=actor, audience="buyer", permissions=["address.view"], **names()).pk


@pytest.mark.parametrize("code", ["staff.impersonate", "staff.administration", "seller.company_admin", "no.such"])
def test_create_role_refuses_vocabularies_of_others(code):
    with pytest.raises(UnknownPermission):
        create_role(actor=buyer_actor(), audience="buyer", permissions=[code], **names())


@pytest.mark.parametrize(("audience", "name"), [("seller", "Role"), ("staff", "Role"), ("buyer", " ")])
def test_create_role_needs_a_name_and_an_audience_of_the_company(audience, name):
    with pytest.raises(InvalidInput):
        create_role(actor=buyer_actor(), audience=audience, name_zh=name, name_en="")


def test_update_role_refuses_to_touch_what_exceeds_the_grantor():
    company = BuyerFactory()
    actor = actor_of(MembershipFactory(organization=company, permissions=["role.manage"]))
    stronger = RoleFactory(organization=company, permissions=["address.delete"])

    with pytest.raises(GrantExceedsGrantor):
        update_role(actor=actor, role_id=stronger.public_id, **names())

    stronger.refresh_from_db()
    assert stronger.permissions == ["address.delete"]


def test_update_role_keeps_somebody_who_manages_roles():
    member = MembershipFactory()
    role = member.roles.get()
    before = role.permission_sets

    with pytest.raises(LastAdministrator):
        update_role(actor=actor_of(member), role_id=role.public_id, sets=["buyer.company_read"], **names())

    role.refresh_from_db()
    assert role.permission_sets == before


def test_delete_role_refuses_while_somebody_holds_it():
    member = MembershipFactory()
    unused = RoleFactory(organization=member.organization)

    delete_role(actor=actor_of(member), role_id=unused.public_id)
    with pytest.raises(RoleInUse):
        delete_role(actor=actor_of(member), role_id=member.roles.get().public_id)

    assert not Role.objects.filter(pk=unused.pk).exists()


def test_roles_of_others_are_not_there():
    role = RoleFactory()

    with pytest.raises(NotFound):
        delete_role(actor=buyer_actor(), role_id=role.public_id)
    with pytest.raises(Forbidden):
        delete_role(actor=buyer_actor(role.organization, preset="purchaser"), role_id=role.public_id)
    delete_role(actor=staff_actor(), role_id=role.public_id)


def test_list_grantable_roles_leaves_out_the_stronger_ones():
    company = BuyerFactory()
    weaker = RoleFactory(organization=company, permissions=["company.view"])
    actor = actor_of(MembershipFactory(organization=company, preset="purchaser"))

    grantable = list_grantable_roles(actor=actor)

    assert weaker in grantable
    assert company.roles.get(code="purchaser") in grantable
    assert company.roles.get(code="administrator") not in grantable


def test_list_user_ids_holding_finds_whom_to_notify():
    company = BuyerFactory()
    administrator = MembershipFactory(organization=company)
    MembershipFactory(organization=company, preset="purchaser")
    MembershipFactory(organization=company, status="disabled")

    found = list_user_ids_holding(organization_id=company.pk, permission="role.manage")

    assert found == [administrator.user_id]
