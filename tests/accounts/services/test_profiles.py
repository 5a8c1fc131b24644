from dataclasses import replace

import pytest

from accounts.errors import CreditCodeTaken, DuplicateName, NotWhileImpersonating, ReasonRequired
from accounts.models import User
from accounts.selectors.memberships import list_team_ids, list_teams
from accounts.services.profiles import (
    deactivate_user,
    reactivate_user,
    set_logo,
    set_segments,
    set_sides,
    update_me,
    update_organization,
)
from accounts.services.teams import create_team, delete_team, update_team
from kernel.actors import Actor
from kernel.errors import Forbidden, InvalidInput, NotAuthenticated, NotFound
from tests.factories.accounts import (
    NOW,
    BuyerFactory,
    MembershipFactory,
    OrganizationFactory,
    SupplierFactory,
    actor_of,
    buyer_actor,
    credit_code,
    staff_actor,
    staff_membership,
)

pytestmark = pytest.mark.django_db


def test_update_organization_changes_what_is_free(published):
    company = BuyerFactory()

    update_organization(actor=buyer_actor(company), changes={"phone": " 021-1 ", "name_en": company.name_en}, now=NOW)

    company.refresh_from_db()
    assert company.phone == "021-1"
    assert published() == ["accounts.organization.changed"]


def test_update_organization_keeps_what_the_papers_vouch_for():
    company = BuyerFactory()

    with pytest.raises(InvalidInput) as refusal:
        update_organization(actor=buyer_actor(company), changes={"name_en": "Other Ltd.", "status": "closed"}, now=NOW)

    assert sorted(refusal.value.params["errors"]) == ["name_en", "status"]
    update_organization(
        actor=staff_actor(), organization_id=company.public_id, changes={"name_en": "Other Ltd."}, now=NOW
    )
    company.refresh_from_db()
    assert company.name_en == "Other Ltd."


def test_update_organization_of_an_applicant_changes_all_but_checks_it():
    company = OrganizationFactory(pending=True)
    actor = buyer_actor(company)
    BuyerFactory(credit_code=credit_code(77))

    with pytest.raises(InvalidInput):
        update_organization(actor=actor, changes={"credit_code": "123"}, now=NOW)
    with pytest.raises(CreditCodeTaken):
        update_organization(actor=actor, changes={"credit_code": credit_code(77)}, now=NOW)
    with pytest.raises(InvalidInput):
        update_organization(actor=actor, changes={"name_en": "", "name_zh": ""}, now=NOW)
    update_organization(actor=actor, changes={"credit_code": credit_code(78)}, now=NOW)

    company.refresh_from_db()
    assert company.credit_code == credit_code(78)


def test_update_organization_follows_rights():
    company = BuyerFactory()

    with pytest.raises(Forbidden):
        update_organization(actor=buyer_actor(company, preset="purchaser"), changes={"phone": "1"}, now=NOW)
    with pytest.raises(NotFound):
        update_organization(actor=buyer_actor(), organization_id=company.public_id, changes={"phone": "1"}, now=NOW)


def test_staff_acting_for_a_company_leave_its_bank_account_alone():
    company = BuyerFactory()
    acting = replace(buyer_actor(company), on_behalf_of_user_id=1)

    with pytest.raises(NotWhileImpersonating):
        update_organization(actor=acting, changes={"bank_account": "6222"}, now=NOW)

    update_organization(actor=acting, changes={"phone": "1", "bank_account": ""}, now=NOW)


def test_set_logo_takes_files_of_the_company_only(stored_file):
    company = BuyerFactory()
    file = stored_file(company)

    set_logo(actor=buyer_actor(company), file_id=file.public_id, now=NOW)
    with pytest.raises(NotFound):
        set_logo(actor=buyer_actor(), file_id=file.public_id, now=NOW)

    company.refresh_from_db()
    assert company.logo == file


def test_set_sides_gives_the_roles_of_the_new_side():
    supplier = SupplierFactory()
    MembershipFactory(organization=supplier)

    set_sides(
        actor=staff_actor(),
        organization_id=supplier.public_id,
        can_buy=True,
        can_sell=True,
        operating_mode="self_operated",
        now=NOW,
    )

    assert supplier.roles.filter(audience="buyer", code="purchaser").exists()


def test_set_segments_stores_them_sorted():
    company = BuyerFactory()

    set_segments(actor=Actor.system(), organization_id=company.pk, segments=["vip", "asia", "vip"])

    company.refresh_from_db()
    assert company.segments == ["asia", "vip"]


def test_update_me_changes_ones_own():
    member = MembershipFactory()

    update_me(actor=actor_of(member), name=" Lily ", phone="1", language="en", time_zone="Europe/Berlin")

    member.user.refresh_from_db()
    assert (member.user.name, member.user.language, member.user.time_zone) == ("Lily", "en", "Europe/Berlin")
    with pytest.raises(InvalidInput):
        update_me(actor=actor_of(member), name="", language="fr", time_zone="Moon/Base")
    with pytest.raises(NotAuthenticated):
        update_me(actor=Actor.anonymous(), name="Nobody")


def test_deactivate_user_locks_out_and_ends_sessions():
    member, staff = MembershipFactory(), staff_actor()
    with pytest.raises(ReasonRequired):
        deactivate_user(actor=staff, user_id=member.user.public_id, reason="")

    deactivate_user(actor=staff, user_id=member.user.public_id, reason="Fraud")

    user = User.objects.get(pk=member.user_id)
    assert (user.is_active, user.session_generation) == (False, 1)
    reactivate_user(actor=staff, user_id=member.user.public_id)
    assert User.objects.get(pk=member.user_id).is_active


def test_deactivate_staff_needs_the_right_to_manage_staff():
    editor = actor_of(staff_membership(permissions=["staff.organization.edit"]))
    colleague = staff_membership()

    with pytest.raises(Forbidden):
        deactivate_user(actor=editor, user_id=colleague.user.public_id, reason="Grudge")
    with pytest.raises(Forbidden):
        deactivate_user(actor=buyer_actor(), user_id=colleague.user.public_id, reason="Grudge")

    assert User.objects.get(pk=colleague.user_id).is_active


def test_teams_gather_members_of_one_company():
    company = BuyerFactory()
    administrator, member = (MembershipFactory(organization=company) for _ in range(2))
    actor = actor_of(administrator)
    team = create_team(actor=actor, name="East", region_code="310000", member_ids=[member.public_id])

    assert list_team_ids(actor=actor_of(member)) == [team.pk]
    assert list_team_ids(actor=actor) == []
    with pytest.raises(DuplicateName):
        create_team(actor=actor, name="East")
    with pytest.raises(NotFound):
        update_team(actor=actor, team_id=team.public_id, name="East", member_ids=[MembershipFactory().public_id])
    update_team(actor=actor, team_id=team.public_id, name="West", member_ids=[administrator.public_id])
    assert list_team_ids(actor=actor) == [team.pk]
    with pytest.raises(NotFound):
        delete_team(actor=buyer_actor(), team_id=team.public_id)
    delete_team(actor=actor, team_id=team.public_id)
    assert list(list_teams(actor=actor)) == []
