"""Ids of others in bodies and queries are refused as if they did not exist, and leave no row (promise S3)."""

import json
import uuid
from decimal import Decimal
from typing import Any

import pytest

from catalog.models import PriceTier
from tests.security.world import World, changed_tables

pytestmark = pytest.mark.django_db


def send(company: Any, method: str, path: str, body: dict[str, Any]) -> int:
    answer = company.api.generic(
        method,
        f"/api/v1/{path}",
        json.dumps(body),
        content_type="application/json",
        headers={"Idempotency-Key": uuid.uuid4().hex},
    )
    return answer.status_code


def order(world: World, **changes: Any) -> dict[str, Any]:
    line = {"offer_id": world.offer.public_id, "quantity": "2"}
    return {"lines": [line], "address_id": world.buyer.address.public_id} | changes


BODIES = {
    "address of another buyer": lambda w: order(w, address_id=w.other_buyer.address.public_id),
    "address of the supplier": lambda w: order(w, address_id=w.seller.address.public_id),
    "address that is none": lambda w: order(w, address_id="adr_nothing"),
    "offer that is hidden": lambda w: order(w, lines=[{"offer_id": w.hidden_offer.public_id, "quantity": "2"}]),
    "offer that is none": lambda w: order(w, lines=[{"offer_id": w.group.public_id, "quantity": "2"}]),
    "one good and one hidden": lambda w: order(
        w,
        lines=[
            {"offer_id": w.offer.public_id, "quantity": "2"},
            {"offer_id": w.hidden_offer.public_id, "quantity": "2"},
        ],
    ),
}


@pytest.mark.parametrize("what", BODIES)
def test_order_names_only_what_the_buyer_may_use(world: World, pristine: dict, what: str):
    assert send(world.buyer, "POST", "orders", BODIES[what](world)) in {404, 409, 422}
    assert changed_tables(pristine) == []


def test_order_with_all_of_it_right_goes_through(world: World):
    assert send(world.buyer, "POST", "orders", order(world)) == 201


def test_supplier_cannot_order_from_itself(world: World, pristine: dict):
    assert send(world.seller, "POST", "orders", order(world, address_id=world.seller.address.public_id)) == 403
    assert changed_tables(pristine) == []


def test_stock_stays_out_of_others_warehouses(world: World, pristine: dict):
    path = f"offers/{world.offer.public_id}/stock"
    body = {"on_hand": "5", "warehouse": world.other_seller.canary("warehouse")}

    assert send(world.seller, "PUT", path, body) in {404, 422}
    assert changed_tables(pristine) == []


def test_bulk_row_names_only_own_warehouses(world: World, pristine: dict):
    sku = world.seller.canary("supplier_sku_SKU-1")
    rows = [{"external_id": sku, "stock": "5", "warehouse": world.other_seller.canary("warehouse")}]
    answer = world.seller.api.post("/api/v1/offers/bulk", {"rows": rows}, content_type="application/json")

    assert answer.json()["results"][0]["status"] == "failed"
    assert changed_tables(pristine) == []


def test_article_number_of_another_supplier_makes_an_article_of_ones_own(world: World):
    sku = world.seller.canary("supplier_sku_SKU-1")
    rows = [{"external_id": sku, "tiers": [{"minimum_quantity": "1", "unit_price": "0.01"}]}]
    answer = world.other_seller.api.post("/api/v1/offers/bulk", {"rows": rows}, content_type="application/json")

    # Without name and category there is no new article, and the other company's is not found by its number.
    assert answer.json()["results"][0]["status"] == "failed"
    assert PriceTier.objects.get(offer=world.offer).unit_price == Decimal(10)


FORMS = {
    "role of another company for a member": lambda w: (
        w.buyer,
        f"/account/company/members/{w.buyer.person.public_id}/",
        {"role_ids": [w.other_buyer.role.public_id]},
    ),
    "role of another company for a guest": lambda w: (
        w.buyer,
        "/account/company/members/invite/",
        {"email": "guest@example.com", "role_ids": [w.other_buyer.role.public_id]},
    ),
    "member of another company in a team": lambda w: (
        w.buyer,
        f"/account/company/teams/{w.buyer.team.public_id}/",
        {"name": "Team", "member_ids": [w.other_buyer.person.public_id]},
    ),
    "set of another audience in a role": lambda w: (
        w.buyer,
        "/account/company/roles/new/",
        {"name_zh": "新", "name_en": "New", "sets": ["staff.administration"]},
    ),
    "branch below another company": lambda w: (
        w.buyer,
        "/account/company/branches/new/",
        {"name_en": "Branch", "parent_id": w.other_buyer.organization.public_id},
    ),
    "scope that is not for buyers": lambda w: (
        w.buyer,
        "/account/company/api-clients/new/",
        {"name": "ERP", "kind": "api_key", "scopes": ["orders.sell"], "allowed_networks": ""},
    ),
    "company that one is no member of": lambda w: (
        w.buyer,
        "/account/switch/",
        {"organization": w.other_buyer.organization.public_id},
    ),
    "credential of another client": lambda w: (
        w.buyer,
        (
            f"/account/company/api-clients/{w.buyer.issued.client.public_id}"
            f"/secrets/{w.other_buyer.issued.credential.public_id}/revoke/"
        ),
        {},
    ),
    "hidden offer into the cart": lambda w: (
        w.buyer,
        "/cart/add/",
        {"offer": w.hidden_offer.public_id, "quantity": "1"},
    ),
    "address of another company at checkout": lambda w: (
        w.buyer,
        "/checkout/",
        {
            "address": w.other_buyer.address.public_id,
            "payment_method": "terms",
            "payment_term": "net_30",
            "line_offer": [w.cart_offer.public_id],
            "line_quantity": ["2"],
            "line_unit_price": ["10"],
        },
    ),
    "picture of another company": lambda w: (
        w.other_seller,
        f"/seller/products/{w.offer.product.public_id}/pictures/{w.pictures[0].public_id}/remove/",
        {},
    ),
    "warehouse of another company": lambda w: (
        w.seller,
        f"/seller/stock/offers/{w.offer.public_id}/",
        {
            "warehouse": w.other_seller.organization.warehouses.get().public_id,
            "mode": "count",
            "quantity": "1",
            "reason": "count",
        },
    ),
    "orders of another supplier in bulk": lambda w: (
        w.other_seller,
        "/seller/orders/confirm/",
        {"order": [w.placed.public_id]},
    ),
    "products of another supplier in bulk": lambda w: (
        w.other_seller,
        "/seller/products/move/",
        {"product": [w.offer.product.public_id], "step": "take_down"},
    ),
}


@pytest.mark.parametrize("what", FORMS)
def test_form_takes_nothing_of_others(world: World, pristine: dict, what: str):
    company, path, body = FORMS[what](world)

    answer = company.browser.post(path, body)

    # A refused write without a form of its own goes back to where it came from, with a message.
    assert answer.status_code in {302, 404, 422}
    assert changed_tables(pristine) == []
