"""Prices, totals and states are what the platform says, whatever is sent (promises R14, S5)."""

import json
import uuid
from decimal import Decimal
from typing import Any

import pytest

from orders.models import CartLine, Order, OrderLine
from tests.security.operations import deed_of
from tests.security.routes import Call, all_calls, document
from tests.security.test_api_matrix import send
from tests.security.world import World, changed_tables

pytestmark = pytest.mark.django_db
WITH_BODY = [call for call in all_calls() if call.media_type == "application/json" and call.id != "issue_token"]
# Bulk bodies are a list of rows; what is wrong with a row is said in its result.
NAMED_BY_ROW = {"upsert_offers"}
# Fields that documents have and requests must not.
FORBIDDEN = {
    "id": "ord_x", "number": "X-1", "status": "completed", "unit_price": "0.01", "price": "0.01", "net_amount": "0.01",
    "tax_amount": "0", "gross_amount": "0.01", "discount_amount": "999", "tax_rate": "0", "currency": "JPY",
    "freight_amount": "-5", "supplier_id": "org_x", "buyer_id": "org_x", "organization_id": 1, "agreed_prices": {},
    "shipping_address": {}, "placed_by": 1, "is_platform": True,
}  # fmt: skip
ODD_QUANTITIES = [
    "0",
    "-1",
    "-0.0001",
    "1000000000",
    "0.333",
    "NaN",
    "sNaN",
    "Infinity",
    "-Infinity",
    "1e9",
    "1e-9",
    "",
    "ten",
]


def place(world: World, **line: Any):
    body = {
        "lines": [{"offer_id": world.offer.public_id, "quantity": "2"} | line],
        "address_id": world.buyer.address.public_id,
    }
    headers = {"Idempotency-Key": uuid.uuid4().hex}
    return world.buyer.api.post("/api/v1/orders", json.dumps(body), content_type="application/json", headers=headers)


@pytest.mark.parametrize("call", WITH_BODY, ids=str)
def test_unknown_and_read_only_fields_are_refused_by_name(world: World, pristine: dict, call: Call):
    deed = deed_of(call)
    company = getattr(world, deed.side)
    url, body = call.url(*deed.path(world, company)), deed.body_for(world, company) or {}
    accepted = {}

    for name, value in FORBIDDEN.items():
        if name not in body and name not in _declared(call):
            answer = send(company.api, call, url, body | {name: value})
            is_named = name in answer.json().get("errors", {}) or call.id in NAMED_BY_ROW
            if answer.status_code != 422 or not is_named:
                accepted[name] = answer.status_code

    assert accepted == {}
    assert changed_tables(pristine) == []


def _declared(call: Call) -> set[str]:
    schema = call.described["requestBody"]["content"][call.media_type]["schema"]
    if "$ref" in schema:
        schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return set(schema.get("properties", {}))


@pytest.mark.parametrize("name", sorted(FORBIDDEN))
def test_order_line_takes_no_price_and_no_state(world: World, pristine: dict, name: str):
    assert place(world, **{name: FORBIDDEN[name]}).status_code == 422
    assert changed_tables(pristine) == []


def test_bulk_row_takes_no_unknown_field(world: World, pristine: dict):
    row = {"external_id": world.seller.canary("supplier_sku_SKU-1"), "lead_time_days": 9}
    rows = [row | {name: value} for name, value in FORBIDDEN.items() if name not in {"currency"}]

    answer = world.seller.api.post("/api/v1/offers/bulk", {"rows": rows}, content_type="application/json")

    assert {each["status"] for each in answer.json()["results"]} == {"failed"}
    assert changed_tables(pristine) == []


@pytest.mark.parametrize("quantity", ODD_QUANTITIES)
def test_odd_quantity_is_refused_by_the_api(world: World, pristine: dict, quantity: str):
    assert place(world, quantity=quantity).status_code in {409, 422}
    assert changed_tables(pristine) == []


@pytest.mark.parametrize("quantity", ODD_QUANTITIES)
def test_odd_quantity_stays_out_of_the_cart(world: World, quantity: str):
    before = list(CartLine.objects.values_list("offer_id", "quantity"))
    for path in ("/cart/add/", f"/cart/lines/{world.cart_offer.public_id}/"):
        if quantity == "0" and path != "/cart/add/":
            continue
        answer = world.buyer.browser.post(path, {"offer": world.offer.public_id, "quantity": quantity})
        assert answer.status_code in {302, 409, 422}

    assert list(CartLine.objects.values_list("offer_id", "quantity")) == before


@pytest.mark.parametrize("expected", ["9.99", "0.01", "10.000001", "11"])
def test_another_expected_price_is_a_conflict(world: World, pristine: dict, expected: str):
    answer = place(world, expected_unit_price=expected)

    assert (answer.status_code, answer.json()["code"]) == (409, "prices_changed")
    assert changed_tables(pristine) == []


def test_right_expected_price_is_charged(world: World):
    answer = place(world, expected_unit_price="10")

    line = OrderLine.objects.get(order__public_id=answer.json()["orders"][0]["id"])
    assert answer.status_code == 201
    assert (line.unit_price, line.gross_amount) == (Decimal(10), Decimal(20))


@pytest.mark.parametrize(
    "change",
    [
        {"line_unit_price": "0.01"},
        {"line_quantity": "1"},
        {"line_unit_price": "sNaN"},
        {"line_quantity": "sNaN"},
        {"line_offer": "ofr_x"},
    ],
)
def test_checkout_does_not_believe_the_page(world: World, change: dict[str, str]):
    orders = Order.objects.count()
    body = {
        "address": world.buyer.address.public_id,
        "payment_method": "terms",
        "payment_term": "net_30",
        "line_offer": world.cart_offer.public_id,
        "line_quantity": "2",
        "line_unit_price": "10",
        "gross_amount": "0.01",
    }

    refused = world.buyer.browser.post("/checkout/", body | change)
    assert refused.status_code in {302, 409, 422}
    assert Order.objects.count() == orders

    assert world.buyer.browser.post("/checkout/", body).status_code == 302
    assert Order.objects.count() == orders + 1
    assert Order.objects.latest("pk").gross_amount == Decimal(20)
