from datetime import timedelta

import pytest

from accounts.errors import AlreadyImpersonating, ImpersonationRefused, ReasonRequired
from accounts.models import Impersonation
from accounts.selectors.actors import sign_in_impersonating
from accounts.selectors.impersonations import get_running_impersonation, list_impersonations
from accounts.services.impersonations import end_impersonation, end_overdue_impersonations, start_impersonation
from accounts.services.profiles import update_me
from kernel.errors import Forbidden, NotFound
from kernel.models import OutboxEvent
from tests.factories.accounts import (
    NOW,
    MembershipFactory,
    UserFactory,
    actor_of,
    buyer_actor,
    staff_actor,
    staff_membership,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def customer():
    return MembershipFactory()


def start(actor, member, **changes):
    values = {"reason": "Asked on the phone", "duration": HOUR, "now": NOW, **changes}
    return start_impersonation(actor=actor, member_id=member.public_id, **values)


def test_start_impersonation_lends_all_but_power_over_people(customer, steps):
    staff = staff_membership(preset="service")

    period = start(actor_of(staff), customer)

    assert "address.create" in period.permissions
    assert not {"role.manage", "user.create", "user.update", "user.delete", "api_key.manage"} & set(period.permissions)
    event = OutboxEvent.objects.get()
    assert event.name == "accounts.impersonation.started"
    assert event.organization_ids == [customer.organization_id]
    assert event.payload["user_id"] == customer.user.public_id
    assert event.payload["reason"] == "Asked on the phone"
    assert steps("impersonation") == [("", "running")]
    acting = sign_in_impersonating(staff.user, impersonation_id=period.public_id, now=NOW).actor
    assert (acting.user_id, acting.on_behalf_of_user_id) == (staff.user_id, customer.user_id)


def test_start_impersonation_keeps_to_the_scope_asked_for(customer):
    period = start(staff_actor(), customer, permissions=["address.view", "staff.impersonate", "role.manage"])

    assert period.permissions == ["address.view"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": "  "}, ReasonRequired),
        ({"duration": timedelta(hours=8, seconds=1)}, ImpersonationRefused),
        ({"duration": timedelta(0)}, ImpersonationRefused),
        ({"permissions": ["role.manage"]}, ImpersonationRefused),
    ],
)
def test_start_impersonation_refuses(customer, changes, refusal):
    with pytest.raises(refusal):
        start(staff_actor(), customer, **changes)

    assert not Impersonation.objects.exists()


def test_start_impersonation_never_of_staff_or_strangers_to_it(customer):
    colleague = staff_membership()
    gone = MembershipFactory(status="disabled")
    staff_as_buyer = MembershipFactory(user=colleague.user)

    for member in (colleague, gone, staff_as_buyer):
        with pytest.raises(NotFound):
            start(staff_actor(), member)
    for actor in (buyer_actor(), staff_actor(preset="reviewer")):
        with pytest.raises(Forbidden):
            start(actor, customer)

    assert not Impersonation.objects.exists()


def test_one_at_a_time(customer):
    actor = staff_actor()
    start(actor, customer)

    with pytest.raises(AlreadyImpersonating):
        start(actor, MembershipFactory())

    later = start(actor, MembershipFactory(), now=NOW + HOUR)
    assert get_running_impersonation(actor=actor, now=NOW + HOUR) == later


@pytest.mark.django_db(transaction=True)
def test_two_starts_at_once_run_one(at_once):
    actor, members = staff_actor(), [MembershipFactory() for _ in range(2)]

    results = at_once(*(lambda member=member: start(actor, member).reason for member in members))

    assert sorted(results) == ["Asked on the phone", "already_impersonating"]


def test_end_impersonation_ends_it_once(customer, published, steps):
    actor = staff_actor()
    period = start(actor, customer)

    end_impersonation(actor=actor, now=NOW + timedelta(minutes=5))
    end_impersonation(actor=actor, now=NOW + timedelta(minutes=6))

    period.refresh_from_db()
    assert period.ended_at == NOW + timedelta(minutes=5)
    assert published() == ["accounts.impersonation.started", "accounts.impersonation.ended"]
    assert steps("impersonation") == [("", "running"), ("running", "ended")]


def test_overdue_periods_end_at_their_expiry_however_late_the_job(customer):
    period = start(staff_actor(), customer)

    assert end_overdue_impersonations(now=NOW + timedelta(days=3)) == 1
    assert end_overdue_impersonations(now=NOW + timedelta(days=3)) == 0

    period.refresh_from_db()
    assert period.ended_at == NOW + HOUR


def test_the_customer_sees_who_acted_for_them(customer):
    period = start(staff_actor(), customer)

    assert list(list_impersonations(actor=actor_of(customer))) == [period]
    assert list(list_impersonations(actor=buyer_actor())) == []
    assert list(list_impersonations(actor=staff_actor())) == [period]


def test_staff_acting_for_a_customer_cannot_change_the_person(customer):
    staff = staff_membership()
    period = start(actor_of(staff), customer)
    acting = sign_in_impersonating(staff.user, impersonation_id=period.public_id, now=NOW).actor

    with pytest.raises(Forbidden):
        update_me(actor=acting, name="Somebody else")

    assert UserFactory._meta.model.objects.get(pk=staff.user_id).name == staff.user.name
