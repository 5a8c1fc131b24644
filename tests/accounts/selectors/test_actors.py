from datetime import timedelta

import pytest

from accounts.permissions import CompanyPermission, StaffAccountsPermission
from accounts.selectors.actors import actor_for_user, sign_in, sign_in_impersonating
from kernel.actors import Actor, Channel
from tests.factories.accounts import (
    NOW,
    BuyerFactory,
    ImpersonationFactory,
    MembershipFactory,
    OrganizationFactory,
    RoleFactory,
    SupplierFactory,
    UserFactory,
    staff_membership,
)

pytestmark = pytest.mark.django_db


def test_actor_for_user_unites_permissions_of_all_roles_in_one_query(django_assert_num_queries):
    organization = BuyerFactory()
    roles = [
        RoleFactory(organization=organization, permissions=["address.view", "user.view"]),
        RoleFactory(organization=organization, permission_sets=["buyer.company_read"]),
        RoleFactory(organization=organization, permissions=["address.delete"]),
    ]
    membership = MembershipFactory(organization=organization, roles=roles)
    user = membership.user

    with django_assert_num_queries(1):
        signed_in = sign_in(user, organization_id=organization.pk, channel=Channel.H5)

    expected = {"company.view", "company.hierarchy.view", "user.view", "address.view", "address.delete"}
    assert signed_in.actor == Actor(
        user_id=user.pk,
        organization_id=organization.pk,
        permissions=frozenset(expected),
        channel=Channel.H5,
        name=user.name,
    )
    assert signed_in.organization == organization
    assert signed_in.membership_id == membership.pk


def test_actor_for_user_loses_a_removed_role_on_the_next_request():
    membership = MembershipFactory()
    assert actor_for_user(membership.user).has(CompanyPermission.MANAGE_ROLE)

    membership.roles.clear()

    assert actor_for_user(membership.user).permissions == frozenset()
    assert actor_for_user(membership.user).organization_id == membership.organization_id


def test_actor_for_user_works_in_the_chosen_else_the_last_else_the_first_company():
    user = UserFactory()
    first, second, third = (MembershipFactory(user=user).organization for _ in range(3))

    assert actor_for_user(user).organization_id == first.pk
    user.last_organization = third
    assert actor_for_user(user).organization_id == third.pk
    assert actor_for_user(user, organization_id=second.pk).organization_id == second.pk


def test_actor_for_user_ignores_companies_without_active_membership():
    user = UserFactory()
    stranger = BuyerFactory()
    MembershipFactory(user=user, status="disabled")
    MembershipFactory(user=user, organization=OrganizationFactory(closed=True))

    actor = actor_for_user(user, organization_id=stranger.pk)

    assert actor == Actor(user_id=user.pk, organization_id=None, name=user.name)


def test_actor_for_user_treats_a_locked_out_person_as_a_visitor():
    membership = MembershipFactory(user__is_active=False)

    assert actor_for_user(membership.user) == Actor.anonymous()


def test_staff_codes_count_only_in_the_operators_organization():
    supplier = SupplierFactory()
    stolen = RoleFactory(organization=supplier, permissions=["staff.impersonate", "company.view"])
    membership = MembershipFactory(organization=supplier, roles=[stolen])

    assert actor_for_user(membership.user).permissions == {"company.view"}
    assert actor_for_user(membership.user).is_platform is False


def test_sign_in_on_platform_prefers_the_operators_organization():
    membership = staff_membership()
    buyer = MembershipFactory(user=membership.user).organization
    membership.user.last_organization = buyer

    in_admin = sign_in(membership.user, on_platform=True, channel=Channel.ADMIN).actor
    in_shop = sign_in(membership.user).actor

    assert in_admin.organization_id == membership.organization_id
    assert in_admin.is_platform is True
    assert StaffAccountsPermission.VIEW_ORGANIZATION in in_admin.permissions
    assert in_shop.organization_id == buyer.pk


def test_impersonating_gives_the_scope_as_far_as_the_customer_holds_it(django_assert_num_queries):
    buyer = BuyerFactory()
    customer = MembershipFactory(organization=buyer, permissions=["company.view", "address.view"])
    running = ImpersonationFactory(organization=buyer, user=customer.user, permissions=["address.view", "user.create"])

    with django_assert_num_queries(1):
        signed_in = sign_in_impersonating(running.staff, impersonation_id=running.public_id, now=NOW)

    assert signed_in.actor == Actor(
        user_id=running.staff_id,
        organization_id=buyer.pk,
        permissions=frozenset({"address.view"}),
        on_behalf_of_user_id=customer.user_id,
        name=running.staff.name,
    )
    assert signed_in.impersonation == running
    assert signed_in.organization == buyer


@pytest.mark.parametrize("fate", ["expired", "ended", "demoted", "customer_gone", "somebody_else"])
def test_impersonating_stops_when_its_ground_is_gone(fate):
    running = ImpersonationFactory()
    staff, at = running.staff, NOW
    if fate == "expired":
        at = running.expires_at
    elif fate == "ended":
        running.ended_at = NOW
        running.save()
    elif fate == "demoted":
        staff.memberships.get().roles.clear()
    elif fate == "customer_gone":
        running.user.is_active = False
        running.user.save()
    else:
        staff = staff_membership().user

    assert sign_in_impersonating(staff, impersonation_id=running.public_id, now=at) is None


def test_impersonating_a_disabled_member_gives_nothing():
    running = ImpersonationFactory()
    running.user.memberships.update(status="disabled")

    actor = sign_in_impersonating(
        running.staff, impersonation_id=running.public_id, now=NOW + timedelta(minutes=1)
    ).actor

    assert actor.permissions == frozenset()


def test_has_perm_answers_the_admin_from_staff_roles(django_assert_num_queries):
    reviewer = staff_membership(preset="reviewer").user

    with django_assert_num_queries(1):
        assert reviewer.has_perm("staff.verification.review")
        assert not reviewer.has_perm("staff.member.manage")
        assert not reviewer.has_perm("django_celery_beat.view_periodictask")
        assert reviewer.has_module_perms("accounts")


def test_has_perm_of_library_screens_needs_the_platform_permission():
    assert staff_membership().user.has_perm("django_celery_beat.view_periodictask")
    assert not MembershipFactory().user.has_perm("django_celery_beat.view_periodictask")
    assert not MembershipFactory().user.has_module_perms("accounts")
