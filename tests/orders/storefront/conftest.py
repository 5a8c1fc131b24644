import pytest

from tests.factories.accounts import BuyerFactory, MembershipFactory, UserFactory, actor_of


@pytest.fixture
def buyer(client):
    """A purchaser as an actor, signed in."""
    member = MembershipFactory(user=UserFactory(language="en"), organization=BuyerFactory())
    client.force_login(member.user)
    return actor_of(member)
