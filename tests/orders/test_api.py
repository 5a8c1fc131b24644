"""The trade as an ERP system drives it, over HTTP."""

import json

import pytest
from django.test import Client

from accounts.models import Organization
from catalog.models import Product
from catalog.services.products import publish_product
from kernel.services.outbox import relay_events
from orders.models import Order
from tests.factories.accounts import NOW, AddressFactory, BuyerFactory, SupplierFactory, staff_actor
from tests.factories.catalog import CategoryFactory, ProductFactory, VariantFactory, make_offer
from tests.factories.openplatform import api_client, bearer

pytestmark = pytest.mark.django_db


class Erp:
    """A company's ERP system: JSON over HTTP with a bearer token and a key per request."""

    def __init__(self, organization: Organization) -> None:
        issued = api_client(organization)
        self.client = Client(headers=bearer(issued.secret))
        self.sent = 0

    def get(self, path: str, **query: str):
        return self.client.get(f"/api/v1/{path}", query)

    def send(self, path: str, body: dict, *, method: str = "POST"):
        self.sent += 1
        return self.client.generic(
            method,
            f"/api/v1/{path}",
            json.dumps(body),
            content_type="application/json",
            headers={"Idempotency-Key": f"key-{self.sent}"},
        )


def test_trade_runs_over_the_api():
    supplier, buyer = SupplierFactory(), BuyerFactory()
    category = CategoryFactory(name_zh="螺钉", slug="screws")
    address = AddressFactory(organization=buyer)
    seller, purchaser = Erp(supplier), Erp(buyer)

    row = {
        "external_id": "A-1",
        "name_zh": "内六角螺钉 M8×40",
        "name_en": "Hex socket screw M8x40",
        "category": category.slug,
        "tiers": [{"minimum_quantity": "10", "unit_price": "1.20"}, {"minimum_quantity": "100", "unit_price": "1.05"}],
        "stock": "500",
    }
    created = seller.send("offers/bulk", {"rows": [row]})
    again = seller.send("offers/bulk", {"rows": [row]})

    assert created.json()["summary"]["created"] == 1, created.json()
    assert again.json()["summary"]["unchanged"] == 1, again.json()
    offer_id = created.json()["results"][0]["id"]
    publish_product(actor=staff_actor(), product_id=Product.objects.get().public_id, now=NOW)
    found = purchaser.get("products", q="螺钉 m8x40").json()["results"]
    assert [card["offer_id"] for card in found] == [offer_id]
    assert (found[0]["unit_price"], found[0]["available_quantity"]) == ("1.2", "500")
    detail = purchaser.get(f"products/{found[0]['id']}").json()
    assert detail["offers"][0]["tiers"][1] == {"minimum_quantity": "100", "unit_price": "1.05"}

    order = {"lines": [{"offer_id": offer_id, "quantity": "100"}], "address_id": address.public_id}
    placed = purchaser.send("orders", order)
    assert placed.status_code == 201, placed.json()
    order_id = placed.json()["orders"][0]["id"]
    assert placed.json()["gross_amount"] == "105"
    assert seller.send(f"orders/{order_id}/confirm", {}).status_code == 200
    shipped = seller.send(f"orders/{order_id}/ship", {"carrier": "sf", "tracking_number": "SF1"})
    assert shipped.status_code == 201, shipped.json()
    received = purchaser.send(f"shipments/{shipped.json()['id']}/receive", {})
    assert received.status_code == 201, received.json()
    relay_events(now=NOW)
    assert purchaser.get(f"orders/{order_id}").json()["status"] == "completed"
    invoices = purchaser.get("invoices").json()["results"]
    assert [invoice["gross_amount"] for invoice in invoices] == ["105"]
    assert purchaser.get(f"invoices/{invoices[0]['id']}").json()["lines"][0]["quantity"] == "100"
    assert Order.objects.count() == 1


def test_order_refuses_a_price_that_has_changed():
    supplier, buyer = SupplierFactory(), BuyerFactory()
    offer = make_offer(price="10", variant=VariantFactory(product=ProductFactory(owner=supplier)))
    address = AddressFactory(organization=buyer)
    line = {"offer_id": offer.public_id, "quantity": "1", "expected_unit_price": "9"}

    answer = Erp(buyer).send("orders", {"lines": [line], "address_id": address.public_id})

    assert (answer.status_code, answer.json()["code"]) == (409, "prices_changed")
    assert Order.objects.count() == 0
