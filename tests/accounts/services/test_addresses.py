import pytest

from accounts.models import Address
from accounts.selectors.addresses import list_addresses
from accounts.services.addresses import (
    AddressDetails,
    create_address,
    delete_address,
    set_default_address,
    update_address,
)
from kernel.errors import Forbidden, InvalidInput, NotFound
from tests.factories.accounts import (
    AddressFactory,
    BuyerFactory,
    MembershipFactory,
    actor_of,
    buyer_actor,
)

pytestmark = pytest.mark.django_db
DOCK = AddressDetails(recipient=" Han Meimei ", street="张江路1号", region_code="310115", phone="13800000000")


@pytest.fixture
def actor():
    return buyer_actor()


def defaults(actor):
    return list(
        Address.objects.filter(organization_id=actor.organization_id, is_default=True, is_active=True).values_list(
            "public_id", flat=True
        )
    )


def test_create_address_fills_in_the_region_and_becomes_default(actor):
    address = create_address(actor=actor, address=DOCK)

    assert (address.recipient, address.province, address.district) == ("Han Meimei", "上海市", "浦东新区")
    assert address.is_default
    assert address.one_line().endswith("浦东新区张江路1号")


def test_only_one_default_of_a_kind(actor):
    first, second = (create_address(actor=actor, address=DOCK) for _ in range(2))
    assert defaults(actor) == [first.public_id]

    set_default_address(actor=actor, address_id=second.public_id)
    assert defaults(actor) == [second.public_id]

    third = create_address(actor=actor, address=DOCK, is_default=True)
    assert defaults(actor) == [third.public_id]


def test_delete_address_hands_the_default_on(actor):
    first, second = (create_address(actor=actor, address=DOCK) for _ in range(2))

    delete_address(actor=actor, address_id=first.public_id)

    assert defaults(actor) == [second.public_id]
    assert [address.pk for address in list_addresses(actor=actor)] == [second.pk]
    with pytest.raises(NotFound):
        delete_address(actor=actor, address_id=first.public_id)


def test_update_address_to_another_kind_moves_the_defaults(actor):
    first, second = (create_address(actor=actor, address=DOCK) for _ in range(2))
    billing = AddressDetails(kind="billing", recipient="Han", street="x")

    update_address(actor=actor, address_id=first.public_id, address=billing)

    assert sorted(defaults(actor)) == sorted([first.public_id, second.public_id])


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"recipient": " ", "street": "x"}, "recipient"),
        ({"recipient": "x", "street": ""}, "street"),
        ({"recipient": "x", "street": "x", "region_code": "999999"}, "region_code"),
        ({"recipient": "x", "street": "x", "kind": "moon"}, "kind"),
    ],
)
def test_create_address_names_what_is_wrong(actor, values, column):
    with pytest.raises(InvalidInput) as refusal:
        create_address(actor=actor, address=AddressDetails(**values))

    assert list(refusal.value.params["errors"]) == [column]
    assert not Address.objects.exists()


def test_addresses_follow_rights(actor):
    company = BuyerFactory()
    address = AddressFactory(organization=company)
    reader = actor_of(MembershipFactory(organization=company, preset="purchaser"))

    with pytest.raises(Forbidden):
        update_address(actor=reader, address_id=address.public_id, address=DOCK)
    with pytest.raises(NotFound):
        update_address(actor=actor, address_id=address.public_id, address=DOCK)
    with pytest.raises(NotFound):
        create_address(actor=actor, address=DOCK, organization_id=company.public_id)

    address.refresh_from_db()
    assert address.recipient == "Li Lei"


@pytest.mark.django_db(transaction=True)
def test_two_defaults_at_once_leave_one(at_once):
    actor = buyer_actor()
    ids = [create_address(actor=actor, address=DOCK).public_id for _ in range(3)]

    at_once(*(lambda each=each: set_default_address(actor=actor, address_id=each) for each in ids))

    assert len(defaults(actor)) == 1
