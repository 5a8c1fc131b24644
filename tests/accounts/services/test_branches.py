import pytest

from accounts.errors import BranchCycle
from accounts.models import Organization
from accounts.selectors.organizations import list_branches, list_visible_organization_ids
from accounts.services.branches import create_branch, move_branch
from accounts.services.registration import CompanyDetails
from kernel.errors import Forbidden, NotFound
from kernel.verification import invariants
from tests.factories.accounts import (
    NOW,
    BuyerFactory,
    MembershipFactory,
    OrganizationFactory,
    actor_of,
    buyer_actor,
    staff_actor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return BuyerFactory()


@pytest.fixture
def actor(head):
    return buyer_actor(head)


def branch_of(parent, actor, name="Branch"):
    return create_branch(actor=actor, company=CompanyDetails(name_en=name), parent_id=parent.public_id, now=NOW)


def broken_paths():
    return list(invariants()["accounts.branch_path"]())


def test_create_branch_stands_under_its_parent(head, actor, steps):
    branch = branch_of(head, actor)
    leaf = branch_of(branch, actor)

    assert (leaf.path, leaf.parent, leaf.status) == ([head.pk, branch.pk], branch, "active")
    assert (leaf.can_buy, leaf.kind) == (True, "buyer")
    assert leaf.roles.filter(code="administrator").exists()
    assert list_visible_organization_ids(actor=actor) == [head.pk, branch.pk, leaf.pk]
    assert [row.pk for row in list_branches(actor=actor)] == [branch.pk, leaf.pk]
    assert steps("organization")[-2:] == [("", "pending"), ("pending", "active")]
    assert broken_paths() == []


def test_a_branch_of_an_applicant_waits_with_it():
    head = OrganizationFactory(pending=True)

    assert branch_of(head, buyer_actor(head)).status == "pending"


def test_move_branch_takes_everything_below_along(head, actor):
    first, second = branch_of(head, actor), branch_of(head, actor)
    leaf = branch_of(branch_of(first, actor), actor)

    move_branch(actor=actor, organization_id=first.public_id, parent_id=second.public_id, now=NOW)

    leaf.refresh_from_db()
    assert leaf.path == [head.pk, second.pk, first.pk, leaf.parent_id]
    assert broken_paths() == []


def test_move_branch_refuses_to_tie_a_knot(head, actor):
    branch = branch_of(head, actor)
    leaf = branch_of(branch, actor)

    for target in (branch, leaf):
        with pytest.raises(BranchCycle):
            move_branch(actor=actor, organization_id=branch.public_id, parent_id=target.public_id, now=NOW)

    branch.refresh_from_db()
    assert branch.parent == head


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_tie_no_knot(at_once):
    head = BuyerFactory()
    actor = buyer_actor(head)
    first, second = branch_of(head, actor), branch_of(head, actor)

    results = at_once(
        lambda: move_branch(actor=actor, organization_id=first.public_id, parent_id=second.public_id, now=NOW).status,
        lambda: move_branch(actor=actor, organization_id=second.public_id, parent_id=first.public_id, now=NOW).status,
    )

    assert sorted(results) == ["active", "branch_cycle"]
    assert broken_paths() == []


def test_move_branch_follows_rights(head, actor):
    branch = branch_of(head, actor)
    own = actor_of(MembershipFactory(organization=branch))

    with pytest.raises(NotFound):
        move_branch(actor=buyer_actor(), organization_id=branch.public_id, parent_id=None, now=NOW)
    with pytest.raises(Forbidden):
        move_branch(actor=actor, organization_id=branch.public_id, parent_id=None, now=NOW)
    with pytest.raises(Forbidden):
        move_branch(actor=own, organization_id=branch.public_id, parent_id=None, now=NOW)
    with pytest.raises(NotFound):
        move_branch(actor=actor, organization_id=branch.public_id, parent_id=BuyerFactory().public_id, now=NOW)

    move_branch(actor=staff_actor(), organization_id=branch.public_id, parent_id=None, now=NOW)
    branch.refresh_from_db()
    assert (branch.parent, branch.path) == (None, [])


def test_broken_paths_are_found(head, actor):
    branch = branch_of(head, actor)
    Organization.objects.filter(pk=branch.pk).update(path=[])

    assert broken_paths() == [f"company {branch.public_id}: its path is not its parent's path and the parent"]
