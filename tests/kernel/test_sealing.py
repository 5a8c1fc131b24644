from datetime import UTC, datetime
from io import StringIO

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from kernel.actors import Actor
from kernel.models import Seal, TransitionLog
from kernel.services import sealing
from kernel.services.sealing import find_breaks, seal_pending
from kernel.transitions import Step, record_transitions

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def write(count: int, first: int = 1) -> None:
    steps = [Step("order", number, "placed", "confirmed", data={"n": number}) for number in range(first, first + count)]
    with transaction.atomic():
        record_transitions(steps, actor=Actor.system(), at=NOW)


def tamper(statement: str) -> None:
    """Do what only the tables' owner can: write behind the triggers' back."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in ("kernel_seal", "kernel_transitionlog"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
        for table in ("kernel_seal", "kernel_transitionlog"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.mark.django_db(transaction=True)
def test_seal_pending_chains_every_record_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sealing, "BATCH_SIZE", 4)
    write(10)

    first, second = seal_pending(now=NOW), seal_pending(now=NOW)

    links = list(Seal.objects.order_by("pk"))
    assert (first, second) == (10, 0)
    assert [link.record_id for link in links] == list(TransitionLog.objects.order_by("pk").values_list("pk", flat=True))
    assert [link.previous_hash for link in links] == [sealing.GENESIS, *(link.hash for link in links[:-1])]
    assert list(find_breaks()) == []


@pytest.mark.django_db(transaction=True)
def test_record_that_commits_late_is_sealed_after_its_elders():
    late = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    with late.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_transitionlog (document_type, document_id, from_status, to_status, reason, data,"
            " actor_name, channel, occurred_at) VALUES ('order', 1, '', 'placed', '', '{}', '', 'pc', now())"
        )
        write(2, first=2)
        assert seal_pending(now=NOW) == 2
        late.commit()
    late.close()

    sealed = seal_pending(now=NOW)

    ids = list(Seal.objects.order_by("pk").values_list("record_id", flat=True))
    assert sealed == 1
    assert ids[2] < ids[0]
    assert list(find_breaks()) == []


@pytest.mark.django_db(transaction=True)
def test_changed_byte_is_named():
    write(5)
    seal_pending(now=NOW)
    victim = TransitionLog.objects.order_by("pk")[2]

    tamper(f"UPDATE kernel_transitionlog SET to_status = 'confirmee' WHERE id = {victim.pk}")

    assert list(find_breaks()) == [f"transition {victim.pk}: the record was changed after it was sealed"]


@pytest.mark.django_db(transaction=True)
def test_removed_record_is_named():
    write(5)
    seal_pending(now=NOW)
    victims = list(TransitionLog.objects.order_by("pk").values_list("pk", flat=True))[1::3]

    tamper(f"DELETE FROM kernel_transitionlog WHERE id IN ({victims[0]}, {victims[1]})")

    assert list(find_breaks()) == [f"transition {victim}: the record was removed" for victim in victims]


@pytest.mark.django_db(transaction=True)
def test_forged_link_breaks_the_chain_at_its_place():
    write(5)
    seal_pending(now=NOW)
    third, fourth = Seal.objects.order_by("pk")[2:4]

    tamper(f"UPDATE kernel_seal SET digest = repeat('0', 64) WHERE id = {third.pk}")

    found = list(find_breaks())
    assert found[0] == f"seal {third.pk}: the chain is broken before transition {third.record_id}"
    assert f"transition {third.record_id}: the record was changed after it was sealed" in found
    assert not any(str(fourth.pk) in each for each in found if each.startswith("seal"))


@pytest.mark.django_db(transaction=True)
def test_removed_link_breaks_the_chain_where_it_was():
    write(5)
    seal_pending(now=NOW)
    third, fourth = Seal.objects.order_by("pk")[2:4]

    tamper(f"DELETE FROM kernel_seal WHERE id = {third.pk}")

    assert list(find_breaks()) == [f"seal {fourth.pk}: the chain is broken before transition {fourth.record_id}"]


@pytest.mark.django_db(transaction=True)
def test_verify_seals_and_says_that_all_is_well():
    write(3)
    out = StringIO()

    call_command("verify", "kernel.", stdout=out)

    assert "kernel.chain_unbroken" in out.getvalue()
    assert "Every invariant holds." in out.getvalue()
    assert Seal.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_verify_fails_and_names_what_is_broken():
    write(3)
    seal_pending(now=NOW)
    victim = TransitionLog.objects.order_by("pk").first()
    tamper(f"UPDATE kernel_transitionlog SET reason = 'x' WHERE id = {victim.pk}")
    out = StringIO()

    with pytest.raises(CommandError, match="1 invariants do not hold"):
        call_command("verify", "kernel.chain", stdout=out)

    assert f"transition {victim.pk}: the record was changed after it was sealed" in out.getvalue()


@pytest.mark.django_db
def test_verify_refuses_a_name_that_checks_nothing():
    with pytest.raises(CommandError, match="No check begins with nonsense"):
        call_command("verify", "nonsense.")
