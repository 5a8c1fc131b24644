import pytest

from kernel.actors import Actor, Channel
from kernel.errors import Forbidden

BUYER = Actor(user_id=1, organization_id=10, permissions=frozenset({"order.place"}))


def test_actor_holds_a_permission_only_in_its_own_organization():
    assert BUYER.has("order.place")
    assert BUYER.has("order.place", organization_id=10)
    assert not BUYER.has("order.place", organization_id=11)
    assert not BUYER.has("order.approve")


def test_require_names_the_missing_permission():
    with pytest.raises(Forbidden) as refusal:
        BUYER.require("order.approve")

    assert refusal.value.params == {"permission": "order.approve"}


def test_the_system_may_do_everything_and_a_visitor_nothing():
    assert Actor.system().has("anything", organization_id=5)
    assert not Actor.anonymous().has("order.place")
    assert not Actor.anonymous().is_authenticated


def test_through_changes_only_the_channel():
    arrived = BUYER.through(Channel.APP)

    assert arrived.channel == Channel.APP
    assert arrived.permissions == BUYER.permissions
