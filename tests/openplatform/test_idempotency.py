import json
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from kernel.models import NumberSeries
from openplatform.models import IdempotencyRecord
from openplatform.services.purging import purge_expired
from tests.factories.accounts import BuyerFactory
from tests.factories.openplatform import api_headers
from tests.openplatform.sample import Sample

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.openplatform.sample")]


def create(headers: dict[str, str], key: str | None = "k1", body: object = None, url: str = "/api/v1/things"):
    sent = headers | ({"Idempotency-Key": key} if key is not None else {})
    text = json.dumps(body or {"key": "a"})
    return Client(raise_request_exception=False).post(url, text, content_type="application/json", headers=sent)


def done() -> int:
    """Return how often the work was carried out."""
    return sum(NumberSeries.objects.values_list("last_value", flat=True))


def test_repetition_gets_the_same_bytes():
    headers = api_headers()

    first, second = create(headers), create(headers)

    assert first.status_code == second.status_code == 201
    assert first.content == second.content == b'{"key":"a","value":1}'
    assert first["Location"] == second["Location"] == "/api/v1/things/a"
    assert first["Content-Type"] == second["Content-Type"]
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert done() == 1


def test_key_is_required():
    response = create(api_headers(), key=None)

    assert (response.status_code, response.json()["code"]) == (400, "idempotency_key_missing")
    assert done() == 0


@pytest.mark.parametrize("key", ["x" * 256, "with space", "键"], ids=["long", "space", "chinese"])
def test_key_has_at_most_255_visible_characters(key: str):
    response = create(api_headers(), key=key)

    assert (response.status_code, response.json()["code"]) == (400, "idempotency_key_invalid")
    assert done() == 0


def test_longest_key_serves():
    assert create(api_headers(), key="x" * 255).status_code == 201


def test_key_with_another_body_is_refused():
    headers = api_headers()
    create(headers)

    response = create(headers, body={"key": "b"})

    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")
    assert done() == 1


def test_key_with_another_query_is_refused():
    headers = api_headers()
    create(headers)

    response = create(headers, url="/api/v1/things?dry=1")

    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")


def test_keys_of_other_tenants_and_clients_are_their_own():
    organization = BuyerFactory()
    answers = [create(api_headers(organization)), create(api_headers(organization)), create(api_headers())]

    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert not any("Idempotency-Replayed" in answer for answer in answers)
    assert done() == 3


@pytest.mark.parametrize("body", [{"key": "refused"}, {"nonsense": 1}])
def test_refusal_is_not_kept_and_changes_nothing(body: dict):
    headers = api_headers()

    first, second = create(headers, body=body), create(headers, body={"key": "a"})

    assert first.status_code in (409, 422)
    assert second.status_code == 201
    assert IdempotencyRecord.objects.count() == done() == 1


def test_refusal_that_is_returned_instead_of_raised_undoes_the_work():
    response = create(api_headers(), url="/api/v1/crash")

    assert response.status_code == 418
    assert (IdempotencyRecord.objects.count(), NumberSeries.objects.count()) == (0, 0)


def test_key_costs_two_statements_and_a_repetition_two(django_assert_num_queries):
    headers = api_headers()
    create(headers, key="warm up")

    # BEGIN and COMMIT are savepoints here; the sample's own work is a SELECT, an INSERT with its savepoint and an UPDATE.
    with django_assert_num_queries(2 + 2 + 5) as found:
        create(headers, body={"key": "b"})
    statements = [query["sql"] for query in found if "openplatform_idempotencyrecord" in query["sql"]]
    assert len(statements) == 2
    assert "INSERT" in statements[0]
    assert found[1]["sql"] == statements[0]
    with django_assert_num_queries(2 + 2):
        create(headers, body={"key": "b"})


@pytest.mark.django_db(transaction=True)
def test_twin_in_flight_is_told_to_come_back_without_waiting():
    headers, entered, leave = api_headers(), threading.Event(), threading.Event()
    answers: list = []

    def hold() -> None:
        entered.set()
        leave.wait(10)

    def first() -> None:
        answers.append(create(headers))
        connection.close()

    Sample.hold = hold
    try:
        thread = threading.Thread(target=first)
        thread.start()
        assert entered.wait(10)
        started = time.monotonic()
        twin = create(headers)
        waited = time.monotonic() - started
    finally:
        Sample.hold = None
        leave.set()
        thread.join()
    after = create(headers)

    assert (twin.status_code, twin.json()["code"], twin["Retry-After"]) == (409, "request_in_flight", "1")
    assert waited < 2
    assert (answers[0].status_code, after.status_code) == (201, 201)
    assert answers[0].content == after.content
    assert done() == 1


@pytest.mark.django_db(transaction=True)
def test_many_twins_at_once_do_the_work_once_for_each_key():
    headers = api_headers()
    answers: dict[str, set[bytes]] = {f"key-{n}": set() for n in range(10)}
    guard, start = threading.Lock(), threading.Barrier(8)

    def caller() -> None:
        start.wait()
        for key, bodies in answers.items():
            while (answer := create(headers, key=key, body={"key": key})).status_code == 409:
                time.sleep(0.005)
            assert answer.status_code == 201
            with guard:
                bodies.add(answer.content)
        connection.close()

    threads = [threading.Thread(target=caller) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert {key: len(bodies) for key, bodies in answers.items()} == dict.fromkeys(answers, 1)
    assert list(NumberSeries.objects.values_list("last_value", flat=True)) == [1] * 10


def test_keys_are_forgotten_after_thirty_days():
    headers = api_headers()
    create(headers)
    now = timezone.now()

    assert purge_expired(now=now + timedelta(days=29, hours=23)) == 0
    assert purge_expired(now=now + timedelta(days=30, minutes=1)) == 1
    assert create(headers).status_code == 201
    assert done() == 2
