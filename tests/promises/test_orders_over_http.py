"""An order is created exactly once, over a real server, with lost answers and killed processes (promises R4, R5)."""

import http.client
import json
import os
import random
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.db import connection
from django.test import Client

from catalog.models import StockLevel
from openplatform.models import IdempotencyRecord
from orders.models import Order, OrderGroup
from tests.factories.accounts import AddressFactory, BuyerFactory
from tests.factories.catalog import make_offer
from tests.factories.openplatform import api_headers

pytestmark = pytest.mark.django_db(transaction=True)
KEYS, TWINS, THREADS = 40, 10, 10
CUT_SHARE = 0.2
PATH = "/api/v1/orders"
KILLED_WHILE_ORDERING = """
import sys, time, django
django.setup()
from django.db.models.signals import post_save
from django.test import Client
from orders.models import OrderGroup

def stall(**_):
    print("inside", flush=True)
    time.sleep(60)

post_save.connect(stall, sender=OrderGroup)
headers = {"Authorization": sys.argv[1], "Idempotency-Key": "killed"}
Client().post("/api/v1/orders", sys.argv[2], content_type="application/json", headers=headers)
"""


@dataclass(frozen=True)
class Caller:
    """An ERP system that sends an order as often as it likes."""

    host: str
    headers: dict[str, str]
    body: str

    def send(self, key: str, body: str | None = None) -> tuple[int, bytes]:
        """Send an order and wait for the answer."""
        link = http.client.HTTPConnection(self.host, timeout=30)
        try:
            link.request("POST", PATH, body or self.body, self._headers(key))
            answer = link.getresponse()
            return answer.status, answer.read()
        finally:
            link.close()

    def send_until_answered(self, key: str) -> tuple[int, bytes]:
        """Send again while the first is still being worked on."""
        while (answer := self.send(key))[0] == 409:
            time.sleep(0.02)
        return answer

    def send_and_hang_up(self, key: str) -> None:
        """Send an order and never look at the answer."""
        host, port = self.host.split(":")
        lines = [
            f"POST {PATH} HTTP/1.1",
            f"Host: {self.host}",
            f"Content-Length: {len(self.body)}",
            "Connection: close",
        ]
        lines += [f"{name}: {value}" for name, value in self._headers(key).items()]
        with socket.create_connection((host, int(port)), timeout=10) as link:
            link.sendall(("\r\n".join(lines) + "\r\n\r\n" + self.body).encode())

    def _headers(self, key: str) -> dict[str, str]:
        return {**self.headers, "Content-Type": "application/json", "Idempotency-Key": key}


@pytest.fixture
def generous(settings: Any) -> None:
    settings.API_RATE_LIMITS = dict.fromkeys(settings.API_RATE_LIMITS, "100000/s burst 1000000")


def order_body(organization: Any, offer: Any) -> str:
    address = AddressFactory(organization=organization)
    line = {"offer_id": offer.public_id, "quantity": "1"}
    return json.dumps({"lines": [line], "address_id": address.public_id})


@pytest.mark.slow
def test_every_key_makes_one_order_however_often_it_is_sent(live_server: Any, generous: None):
    dice, offer, buyer = random.Random(4), make_offer(stock="1000"), BuyerFactory()
    caller = Caller(urlsplit(live_server.url).netloc, api_headers(buyer), order_body(buyer, offer))
    jobs = [f"key-{number}" for number in range(KEYS) for _twin in range(TWINS)]
    cut = {place for place in range(len(jobs)) if dice.random() < CUT_SHARE}
    # Every key has an answer to compare.
    cut -= {number * TWINS for number in range(KEYS)}
    order = sorted(range(len(jobs)), key=lambda place: (place // (TWINS * 4), dice.random()))

    def call(place: int) -> tuple[str, int, bytes] | None:
        if place in cut:
            caller.send_and_hang_up(jobs[place])
            return None
        return jobs[place], *caller.send_until_answered(jobs[place])

    with ThreadPoolExecutor(THREADS) as pool:
        answers = [answer for answer in pool.map(call, order) if answer]

    assert {status for _key, status, _body in answers} == {201}
    assert len({body for _key, _status, body in answers}) == len({key for key, _status, _body in answers}) == KEYS
    assert OrderGroup.objects.count() == Order.objects.count() == IdempotencyRecord.objects.count() == KEYS
    assert StockLevel.objects.get(offer=offer).reserved == KEYS
    call_command("verify", "catalog.", "orders.")


def test_key_belongs_to_its_body_and_its_tenant(live_server: Any, generous: None):
    offer, first, second = make_offer(stock="1000"), BuyerFactory(), BuyerFactory()
    host = urlsplit(live_server.url).netloc
    one = Caller(host, api_headers(first), order_body(first, offer))
    two = Caller(host, api_headers(second), order_body(second, offer))

    statuses = [one.send("same")[0], one.send("same", one.body.replace('"1"', '"2"'))[0], two.send("same")[0]]
    missing = Client(headers=one.headers).post(PATH, one.body, content_type="application/json")

    assert statuses == [201, 422, 201]
    assert (missing.status_code, missing.json()["code"]) == (400, "idempotency_key_missing")
    assert Order.objects.count() == 2


@pytest.mark.slow
def test_process_killed_in_the_middle_of_an_order_leaves_nothing(generous: None):
    offer, buyer = make_offer(stock="10"), BuyerFactory()
    headers, body = api_headers(buyer), order_body(buyer, offer)
    own = connection.settings_dict
    database = f"postgres://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT']}/{own['NAME']}"
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED_WHILE_ORDERING, headers["Authorization"], body],
        cwd=configured.BASE_DIR,
        env={
            **os.environ,
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "PYTHONPATH": os.pathsep.join([str(configured.BASE_DIR), str(configured.BASE_DIR / "platform")]),
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    watchdog = threading.Timer(120, process.kill)
    watchdog.start()
    for line in process.stdout:
        if line.strip() == "inside":
            break
    else:
        pytest.fail("the process never came to the order")

    process.kill()
    process.wait()
    watchdog.cancel()
    _wait_until_others_are_gone()
    left = (OrderGroup.objects.count(), IdempotencyRecord.objects.count(), StockLevel.objects.get(offer=offer).reserved)
    again = Client(headers=headers | {"Idempotency-Key": "killed"}).post(PATH, body, content_type="application/json")

    assert left == (0, 0, 0)
    assert again.status_code == 201
    assert Order.objects.count() == 1
    call_command("verify", "catalog.", "orders.")


def _wait_until_others_are_gone() -> None:
    """Wait for PostgreSQL to notice that the killed client hung up."""
    for _attempt in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.1)
