import time

import pytest
from django.test import Client

from kernel.errors import RateLimited
from openplatform.api import throttling
from openplatform.api.throttling import Rate, spend_from
from tests.factories.openplatform import api_headers

pytestmark = pytest.mark.urls("tests.openplatform.sample")


@pytest.fixture(autouse=True)
def awake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttling, "_resting_until", 0.0)


@pytest.fixture
def without_redis(settings) -> None:
    settings.CACHES = {
        **settings.CACHES,
        "default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"},
    }


@pytest.mark.parametrize(
    ("text", "rate"),
    [("100/s burst 300", Rate(100, 300)), ("30/m", Rate(0.5, 1)), ("36/h burst 5", Rate(0.01, 5)), ("7/s", Rate(7, 7))],
)
def test_rate_is_read_from_settings(text: str, rate: Rate):
    assert Rate.parse(text) == rate


@pytest.mark.django_db
def test_answer_tells_what_is_left(client: Client, settings):
    settings.API_RATE_LIMITS = {**settings.API_RATE_LIMITS, "client": "1/m burst 2"}
    headers = api_headers()

    answers = [client.get("/api/v1/things", headers=headers) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer["RateLimit-Remaining"] for answer in answers[:2]] == ["1", "0"]
    assert answers[0]["RateLimit-Limit"] == "2"
    assert answers[2].json()["code"] == "rate_limited"
    assert 58 <= int(answers[2]["Retry-After"]) <= 60


@pytest.mark.django_db
def test_callers_do_not_share_a_bucket(client: Client, settings):
    settings.API_RATE_LIMITS = {**settings.API_RATE_LIMITS, "client": "1/m burst 1"}

    answers = [client.get("/api/v1/things", headers=api_headers()) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]


def test_long_run_keeps_to_the_rate(settings):
    settings.API_RATE_LIMITS = {"x": "200/s burst 20"}
    taken, started = 0, time.monotonic()

    while (elapsed := time.monotonic() - started) < 2:
        try:
            spend_from("x", "caller", fail_closed=True)
            taken += 1
        except RateLimited:
            time.sleep(0.001)

    assert taken == pytest.approx(200 * elapsed + 20, rel=0.05)


@pytest.mark.django_db
def test_without_redis_the_api_serves_and_the_token_endpoint_is_closed(client: Client, without_redis):
    headers = api_headers()

    served = [client.get("/api/v1/things", headers=headers) for _ in range(3)]
    closed = client.post(
        "/api/v1/oauth/token", "grant_type=client_credentials", content_type="application/x-www-form-urlencoded"
    )

    assert [answer.status_code for answer in served] == [200, 200, 200]
    assert "RateLimit-Limit" not in served[0]
    assert (closed.status_code, closed.json()["code"], closed["Retry-After"]) == (503, "service_unavailable", "5")
