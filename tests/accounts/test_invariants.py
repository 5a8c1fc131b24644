from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import Membership, Organization, User
from accounts.tasks import end_impersonations, watch_expiries
from kernel.verification import invariants
from tests.factories.accounts import (
    ImpersonationFactory,
    MembershipFactory,
    RoleFactory,
    SupplierFactory,
    TeamFactory,
    UserFactory,
    staff_membership,
)

pytestmark = pytest.mark.django_db


def broken(name):
    return len(list(invariants()[f"accounts.{name}"]()))


def test_factories_break_no_invariant():
    staff_membership()
    MembershipFactory()
    MembershipFactory(organization=SupplierFactory())
    ImpersonationFactory()

    assert [name for name, check in invariants().items() if name.startswith("accounts.") and list(check())] == []


def test_invariants_find_what_is_broken():
    member, staff = MembershipFactory(), staff_membership()
    MembershipFactory().roles.add(RoleFactory())
    TeamFactory().members.add(member)
    RoleFactory(organization=staff.organization, audience="buyer")
    User.objects.filter(pk=member.user_id).update(is_staff=True)
    Membership.objects.filter(pk=staff.pk).update(status="disabled")
    Organization.objects.filter(pk=member.organization_id).update(activated_at=None, suspension_cause="staff")

    assert broken("staff_flag") == 2
    assert broken("roles_of_own_company") == 1
    assert broken("teams_of_own_members") == 1
    assert broken("audience_of_roles") == 1
    assert broken("active_since") == 1
    assert broken("suspension_cause") == 1


def test_tasks_run_on_an_empty_platform():
    watch_expiries()
    end_impersonations()


def test_create_staff_opens_the_back_office(monkeypatch):
    monkeypatch.setenv("STAFF_PASSWORD", "quiet horse battery staple")
    out = StringIO()

    call_command("create_staff", "boss@example.com", "--name", "Boss", stdout=out)

    boss = User.objects.get(email="boss@example.com")
    assert boss.check_password("quiet horse battery staple")
    assert boss.has_perm("staff.platform.manage")
    assert "boss@example.com" in out.getvalue()


def test_people_without_a_company_are_nobodys_staff():
    assert UserFactory().staff_permissions == frozenset()
