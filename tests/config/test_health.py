import json
import time

import pytest
from django.core.cache import caches
from django.test import Client

from config import health


@pytest.mark.django_db
def test_healthz_answers_200_when_every_part_answers(client: Client):
    health.record_worker_heartbeat()

    response = client.get("/healthz")

    assert response.status_code == 200
    assert json.loads(response.content) == {"status": "ok", "database": "ok", "redis": "ok", "worker": "ok"}


@pytest.mark.django_db
def test_healthz_answers_503_without_a_worker(client: Client):
    response = client.get("/healthz")

    assert response.status_code == 503
    assert json.loads(response.content) == {"status": "error", "database": "ok", "redis": "ok", "worker": "error"}


@pytest.mark.django_db
def test_healthz_answers_503_when_the_last_heartbeat_is_old(client: Client):
    caches["copies"].set(health.HEARTBEAT_KEY, time.time() - health.HEARTBEAT_SECONDS_MAX - 1)

    response = client.get("/healthz")

    assert response.status_code == 503


def test_readyz_asks_nobody(client: Client):
    response = client.get("/readyz")

    assert response.status_code == 200
