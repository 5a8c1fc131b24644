import pghistory
import pytest

from accounts.selectors.audit import list_audit_entries
from accounts.services.members import set_member_roles, update_member
from accounts.services.profiles import update_organization
from kernel.errors import Forbidden, NotFound
from tests.factories.accounts import (
    NOW,
    BuyerFactory,
    MembershipFactory,
    actor_of,
    buyer_actor,
    staff_actor,
    staff_membership,
)

pytestmark = pytest.mark.django_db


def test_the_trail_tells_who_changed_what_and_for_whom():
    company = BuyerFactory(phone="1")
    member = MembershipFactory(organization=company)
    staff = staff_membership()

    with pghistory.context(user=staff.user_id, on_behalf_of=member.user_id):
        update_organization(actor=actor_of(member), changes={"phone": "2"}, now=NOW)

    entries = list_audit_entries(actor=actor_of(member))
    (entry,) = [entry for entry in entries if (entry.kind, entry.action) == ("company", "update")]
    assert (entry.who, entry.on_behalf_of) == (staff.user.name, member.user.name)
    assert [(change.field, change.before, change.after) for change in entry.changes] == [("phone", "1", "2")]


def test_the_trail_of_a_company_holds_its_people_and_no_strangers():
    company = BuyerFactory()
    member = MembershipFactory(organization=company)
    other = MembershipFactory(organization=company, preset="purchaser")
    stranger = MembershipFactory()
    update_member(actor=actor_of(member), member_id=other.public_id, job_title="Buyer")
    set_member_roles(actor=actor_of(member), member_id=other.public_id, role_ids=[], now=NOW)
    update_member(actor=actor_of(stranger), member_id=stranger.public_id, job_title="Stranger")

    entries = list_audit_entries(actor=actor_of(member))

    changes = [change.after for entry in entries for change in entry.changes]
    assert "Buyer" in changes
    assert "Stranger" not in changes
    assert "delete" in {entry.action for entry in entries}


def test_the_trail_follows_rights():
    company = BuyerFactory()

    with pytest.raises(Forbidden):
        list_audit_entries(actor=buyer_actor(company, preset="purchaser"))
    with pytest.raises(NotFound):
        list_audit_entries(actor=buyer_actor(), organization_id=company.public_id)
    assert list_audit_entries(actor=staff_actor(), organization_id=company.public_id)
