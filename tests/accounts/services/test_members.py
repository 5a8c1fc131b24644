import pytest

from accounts.errors import AlreadyMember, GrantExceedsGrantor, LastAdministrator, NotWhileImpersonating
from accounts.models import Membership, User
from accounts.selectors.actors import actor_for_user
from accounts.services.members import (
    add_member,
    disable_member,
    enable_member,
    remove_member,
    set_member_roles,
    switch_organization,
    update_member,
)
from kernel.actors import Actor
from kernel.errors import Forbidden, IllegalTransition, NotFound
from tests.factories.accounts import (
    NOW,
    BuyerFactory,
    InvitationFactory,
    MembershipFactory,
    RoleFactory,
    SupplierFactory,
    UserFactory,
    actor_of,
    buyer_actor,
    staff_actor,
    staff_membership,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    return BuyerFactory()


@pytest.fixture
def administrator(company):
    return MembershipFactory(organization=company)


@pytest.fixture
def purchaser(company):
    return MembershipFactory(organization=company, preset="purchaser")


def role(company, code):
    return company.roles.get(code=code).public_id


def test_set_member_roles_replaces_them(administrator, purchaser, company):
    set_member_roles(
        actor=actor_of(administrator),
        member_id=purchaser.public_id,
        role_ids=[role(company, "approver"), role(company, "finance")],
        now=NOW,
    )

    assert sorted(purchaser.roles.values_list("code", flat=True)) == ["approver", "finance"]


def test_set_member_roles_refuses_to_give_or_take_more_than_the_grantor_holds(administrator, purchaser, company):
    manager = MembershipFactory(organization=company, permissions=["user.view", "user.update", "company.view"])

    with pytest.raises(GrantExceedsGrantor):
        set_member_roles(
            actor=actor_of(manager),
            member_id=manager.public_id,
            role_ids=[role(company, "administrator")],
            now=NOW,
        )
    with pytest.raises(GrantExceedsGrantor):
        set_member_roles(actor=actor_of(manager), member_id=administrator.public_id, role_ids=[], now=NOW)

    assert administrator.roles.get().code == "administrator"
    assert manager.roles.get().code == ""


def test_set_member_roles_refuses_roles_of_other_companies(administrator, purchaser):
    foreign = RoleFactory(organization=BuyerFactory())

    with pytest.raises(NotFound):
        set_member_roles(
            actor=actor_of(administrator), member_id=purchaser.public_id, role_ids=[foreign.public_id], now=NOW
        )

    assert purchaser.roles.get().code == "purchaser"


def test_set_member_roles_keeps_the_last_administrator(administrator):
    with pytest.raises(LastAdministrator):
        set_member_roles(actor=actor_of(administrator), member_id=administrator.public_id, role_ids=[], now=NOW)

    assert administrator.roles.get().code == "administrator"


@pytest.mark.parametrize("service", [disable_member, enable_member, remove_member])
def test_strangers_and_powerless_colleagues_change_nobody(service, administrator, purchaser):
    with pytest.raises(NotFound):
        service(actor=buyer_actor(), member_id=administrator.public_id, now=NOW)
    with pytest.raises(Forbidden):
        service(actor=actor_of(purchaser), member_id=administrator.public_id, now=NOW)

    administrator.refresh_from_db()
    assert administrator.status == "active"


def test_disable_member_ends_sessions_rights_and_invitations(administrator, purchaser, company, published, steps):
    sent = InvitationFactory(organization=company, invited_by=purchaser.user)

    disable_member(actor=actor_of(administrator), member_id=purchaser.public_id, now=NOW)

    sent.refresh_from_db()
    user = User.objects.get(pk=purchaser.user_id)
    assert user.session_generation == 1
    assert actor_for_user(user).organization_id is None
    assert sent.status == "revoked"
    assert published() == ["accounts.member.disabled"]
    assert steps("membership") == [("active", "disabled")]
    with pytest.raises(IllegalTransition):
        disable_member(actor=actor_of(administrator), member_id=purchaser.public_id, now=NOW)

    enable_member(actor=actor_of(administrator), member_id=purchaser.public_id, now=NOW)
    assert actor_for_user(user).organization_id == company.pk


def test_disable_member_protects_those_who_hold_more(administrator, company):
    manager = MembershipFactory(organization=company, permissions=["user.delete"])

    with pytest.raises(GrantExceedsGrantor):
        disable_member(actor=actor_of(manager), member_id=administrator.public_id, now=NOW)

    administrator.refresh_from_db()
    assert administrator.status == "active"


@pytest.mark.parametrize("service", [disable_member, remove_member])
def test_the_last_administrator_stays(service, administrator, purchaser):
    with pytest.raises(LastAdministrator):
        service(actor=actor_of(administrator), member_id=administrator.public_id, now=NOW)

    administrator.refresh_from_db()
    assert administrator.status == "active"
    assert administrator.user.session_generation == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("service", [disable_member, remove_member])
def test_two_administrators_who_remove_each_other_at_once_leave_one(service, at_once):
    company = BuyerFactory()
    first, second = (MembershipFactory(organization=company) for _ in range(2))
    one, other = actor_of(first), actor_of(second)

    results = at_once(
        lambda: service(actor=one, member_id=second.public_id, now=NOW) and None,
        lambda: service(actor=other, member_id=first.public_id, now=NOW) and None,
    )

    assert sorted(map(str, results)) == ["None", "last_administrator"]
    assert Membership.objects.filter(organization=company, status="active").count() == 1


def test_remove_member_keeps_the_person_and_the_history(administrator, purchaser, published):
    remove_member(actor=actor_of(administrator), member_id=purchaser.public_id, now=NOW)

    assert User.objects.filter(pk=purchaser.user_id).exists()
    assert not Membership.objects.filter(pk=purchaser.pk).exists()
    assert published() == ["accounts.member.removed"]


def test_add_member_joins_an_existing_person(administrator, company, published):
    user = UserFactory()

    add_member(actor=actor_of(administrator), user=user, role_ids=[role(company, "finance")], now=NOW)

    assert actor_for_user(user).organization_id == company.pk
    assert published() == ["accounts.member.joined"]
    with pytest.raises(AlreadyMember):
        add_member(actor=actor_of(administrator), user=user, role_ids=[], now=NOW)


def test_staff_manage_customers_people_without_holding_their_rights(company, administrator):
    staff = staff_actor()

    added = add_member(
        actor=staff,
        user=UserFactory(),
        role_ids=[role(company, "administrator")],
        now=NOW,
        organization_id=company.public_id,
    )

    assert added.roles.get().code == "administrator"


def test_only_who_manages_staff_changes_the_platforms_people():
    administrator = staff_membership()
    editor = staff_membership(permissions=["staff.organization.view", "staff.organization.edit"])
    person = UserFactory()
    platform = administrator.organization

    with pytest.raises(Forbidden):
        add_member(actor=actor_of(editor), user=person, role_ids=[role(platform, "administrator")], now=NOW)
    add_member(actor=actor_of(administrator), user=person, role_ids=[role(platform, "service")], now=NOW)

    person.refresh_from_db()
    assert person.is_staff
    assert person.has_perm("staff.impersonate")


def test_former_staff_lose_the_mark():
    administrator, service = staff_membership(), staff_membership(preset="service")

    disable_member(actor=actor_of(administrator), member_id=service.public_id, now=NOW)

    service.user.refresh_from_db()
    assert service.user.is_staff is False


def test_a_head_office_manages_the_people_of_its_branches():
    head = BuyerFactory()
    branch = BuyerFactory(parent=head, credit_code="")
    in_head = MembershipFactory(organization=head)
    in_branch = MembershipFactory(organization=branch, preset="purchaser")
    branch_administrator = MembershipFactory(organization=branch)

    update_member(actor=actor_of(in_head), member_id=in_branch.public_id, job_title=" Buyer ")

    in_branch.refresh_from_db()
    assert in_branch.job_title == "Buyer"
    with pytest.raises(NotFound):
        update_member(actor=actor_of(branch_administrator), member_id=in_head.public_id, job_title="None")


def test_switch_organization_remembers_where_a_person_works():
    user = UserFactory()
    MembershipFactory(user=user)
    second = MembershipFactory(user=user, organization=SupplierFactory()).organization

    switch_organization(actor=actor_for_user(user), organization_id=second.public_id)

    user.refresh_from_db()
    assert user.last_organization == second
    with pytest.raises(NotFound):
        switch_organization(actor=actor_for_user(user), organization_id=BuyerFactory().public_id)
    with pytest.raises(NotWhileImpersonating):
        switch_organization(
            actor=Actor(user_id=user.pk, organization_id=second.pk, on_behalf_of_user_id=1),
            organization_id=second.public_id,
        )
