import threading

import pytest
from django.db import connection

from kernel.actors import Actor
from kernel.errors import Forbidden
from openplatform.models import ExternalId
from openplatform.selectors.external_ids import get_external_ids, get_object_ids
from openplatform.services.external_ids import map_external_ids
from tests.factories.accounts import BuyerFactory


def actor_of(organization) -> Actor:
    return Actor(user_id=None, organization_id=organization.pk, client_id=1)


@pytest.mark.django_db
def test_ids_are_found_both_ways_and_by_their_owner_only():
    mine, other = actor_of(BuyerFactory()), actor_of(BuyerFactory())
    map_external_ids(actor=mine, kind="variant", object_ids={"A1": "var_1", "A2": "var_2"})
    map_external_ids(actor=other, kind="variant", object_ids={"A1": "var_9"})
    map_external_ids(actor=mine, kind="variant", object_ids={"A1": "var_8"}, system="wms")

    assert get_object_ids(actor=mine, kind="variant", external_ids=["A1", "A2", "A3"]) == {
        "A1": "var_1",
        "A2": "var_2",
    }
    assert get_external_ids(actor=mine, kind="variant", object_ids=["var_1", "var_9"]) == {"var_1": "A1"}
    assert get_object_ids(actor=other, kind="variant", external_ids=["A1", "A2"]) == {"A1": "var_9"}
    assert get_object_ids(actor=mine, kind="order", external_ids=["A1"]) == {}


@pytest.mark.django_db
def test_mapping_again_changes_only_what_differs_in_one_statement(django_assert_num_queries):
    actor = actor_of(BuyerFactory())
    map_external_ids(actor=actor, kind="variant", object_ids={f"A{n}": f"var_{n}" for n in range(100)})

    with django_assert_num_queries(1 + 2):
        changed = map_external_ids(
            actor=actor, kind="variant", object_ids={f"A{n}": f"var_{n % 99}" for n in range(101)}
        )

    assert changed == 2
    assert ExternalId.objects.count() == 101


@pytest.mark.django_db
def test_mapping_needs_a_company():
    with pytest.raises(Forbidden):
        map_external_ids(actor=Actor.anonymous(), kind="variant", object_ids={"A": "var_1"})


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_do_not_deadlock():
    actor = actor_of(BuyerFactory())
    names = [f"A{n}" for n in range(300)]
    failures: list[Exception] = []

    def run(order: list[str]) -> None:
        try:
            for _ in range(5):
                map_external_ids(actor=actor, kind="variant", object_ids={name: f"var_{name}" for name in order})
        except Exception as error:  # noqa: BLE001
            failures.append(error)
        connection.close()

    threads = [threading.Thread(target=run, args=[order]) for order in (names, names[::-1], names[50:], names[::2])]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert failures == []
    assert ExternalId.objects.count() == 300
