from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from kernel.actors import Actor, Channel
from kernel.errors import IllegalTransition
from kernel.models import TransitionLog
from kernel.transitions import Step, ensure_transition, record_transition, record_transitions

TABLE = {"draft": frozenset({"sent"}), "sent": frozenset({"accepted"})}
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ACTOR = Actor(user_id=7, organization_id=3, on_behalf_of_user_id=9, channel=Channel.API, client_id=4, name="Li Wei")


def test_ensure_transition_admits_what_the_table_holds():
    ensure_transition(TABLE, current="draft", target="sent")


@pytest.mark.parametrize(("current", "target"), [("draft", "accepted"), ("accepted", "draft"), ("draft", "draft")])
def test_ensure_transition_refuses_what_it_does_not(current: str, target: str):
    with pytest.raises(IllegalTransition) as refusal:
        ensure_transition(TABLE, current=current, target=target)

    assert refusal.value.params == {"current": current, "target": target}


@pytest.mark.django_db
def test_record_transition_writes_both_actors():
    record_transition(Step("order", 5, "placed", "confirmed", reason="in stock"), actor=ACTOR, at=NOW)

    assert TransitionLog.objects.values(
        "document_type", "document_id", "from_status", "to_status", "reason", "actor_user_id", "actor_client_id",
        "actor_organization_id", "on_behalf_of_user_id", "actor_name", "channel", "occurred_at", "data",
    ).get() == {
        "document_type": "order",
        "document_id": 5,
        "from_status": "placed",
        "to_status": "confirmed",
        "reason": "in stock",
        "actor_user_id": 7,
        "actor_client_id": 4,
        "actor_organization_id": 3,
        "on_behalf_of_user_id": 9,
        "actor_name": "Li Wei",
        "channel": "api",
        "occurred_at": NOW,
        "data": {},
    }  # fmt: skip


@pytest.mark.django_db
def test_record_transitions_writes_many_in_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        record_transitions([Step("order", n, "placed", "confirmed") for n in range(50)], actor=ACTOR, at=NOW)

    assert TransitionLog.objects.count() == 50


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_transitionlog SET reason = 'better'",
        "DELETE FROM kernel_transitionlog",
        "TRUNCATE kernel_transitionlog",
        "UPDATE kernel_seal SET hash = 'x'",
        "TRUNCATE kernel_seal",
    ],
)
def test_the_database_refuses_to_change_the_trail(statement: str):
    record_transition(Step("order", 5, "placed", "confirmed", reason="in stock"), actor=ACTOR, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_seal (source, record_id, digest, previous_hash, hash, sealed_at)"
            " VALUES ('t', 1, 'd', 'p', 'h', now())"
        )

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert TransitionLog.objects.get().reason == "in stock"
