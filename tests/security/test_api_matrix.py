"""Every operation on a company's object, called by everybody whom it does not concern (promises S1, S5)."""

import json
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.openplatform import api_headers
from tests.security.operations import DEEDS, PUBLIC, READS_ON_RECORD, deed_of
from tests.security.routes import Call, all_calls, all_routes
from tests.security.world import Company, World, changed_tables, fingerprint

pytestmark = pytest.mark.django_db
CALLS = {call.id: call for call in all_calls()}
WITH_OBJECT = [call for call in CALLS.values() if call.parameters and call.id not in PUBLIC]
WRITING = [call for call in CALLS.values() if call.method != "get" and call.id != "issue_token"]
PROTECTED = [call for call in CALLS.values() if call.scopes]
# What stands in the URL configuration without being described.
UNDESCRIBED = {"openplatform_api:description", "openplatform_api:docs", ""}


def send(client: Client, call: Call, url: str, body: Any = None, **headers: str):
    """Send a request as the description has it, with a key of its own."""
    if call.has_key:
        headers["Idempotency-Key"] = uuid.uuid4().hex
    if call.id == "create_import":
        form = {"kind": "offers", "file": SimpleUploadedFile("rows.csv", b"SKU\nA\n")} | (body or {})
        return client.post(url, form, headers=headers)
    text = "" if call.method == "get" else json.dumps(body if body is not None else {})
    return client.generic(call.method.upper(), url, text, content_type="application/json", headers=headers)


def object_url(world: World, call: Call) -> tuple[Company, str, Any]:
    deed = DEEDS[call.id]
    company = getattr(world, deed.side)
    return company, call.url(*deed.path(world, company)), deed.body_for(world, company)


@pytest.mark.parametrize("call", CALLS.values(), ids=str)
def test_operation_says_how_it_is_called(call: Call):
    assert deed_of(call) or call.id in PUBLIC, "add it to operations.py"


def test_every_route_of_the_api_is_described():
    described = {call.path.strip("/").replace("{", "<").replace("}", ">") for call in CALLS.values()}
    routes = {
        route.name: "".join(part.split(":")[-1] if place else part for place, part in enumerate(route.path.split("<")))
        for route in all_routes()
        if route.is_api and route.name not in UNDESCRIBED
    }
    plain = {path.replace("<", "").replace(">", "") for path in described}

    assert {name: path for name, path in routes.items() if path.replace(">", "").strip("/") not in plain} == {}


@pytest.mark.parametrize("call", WITH_OBJECT, ids=str)
def test_strangers_find_nothing_and_change_nothing(world: World, pristine: dict, call: Call):
    _company, url, body = object_url(world, call)

    found = {
        "client of another buyer": send(world.other_buyer.api, call, url, body).status_code,
        "client of another supplier": send(world.other_seller.api, call, url, body).status_code,
        "member of another buyer": send(world.other_buyer.browser, call, url, body).status_code,
        "member of another supplier": send(world.other_seller.browser, call, url, body).status_code,
        "staff without permission": send(world.powerless_staff, call, url, body).status_code,
        "visitor": send(Client(), call, url, body).status_code,
    }

    assert found.pop("visitor") == 401
    # A client of the other side lacks the scope already.
    refused = {who: {403, 404} if who.startswith(("client", "staff")) else {404, 403} for who in found}
    assert {who: status for who, status in found.items() if status not in refused[who]} == {}
    same_side = {"seller": "supplier", "buyer": "buyer"}[DEEDS[call.id].side]
    assert found[f"client of another {same_side}"] == found[f"member of another {same_side}"] == 404
    assert changed_tables(pristine) == []


@pytest.mark.parametrize("call", WITH_OBJECT, ids=str)
def test_other_party_of_the_deal_reads_at_most(world: World, pristine: dict, call: Call):
    company, url, body = object_url(world, call)
    partner = world.buyer if company is world.seller else world.seller

    statuses = {send(client, call, url, body).status_code for client in (partner.api, partner.browser)}

    assert statuses <= ({200} if DEEDS[call.id].is_shared else {403, 404})
    assert changed_tables(pristine) == []


@pytest.mark.parametrize("call", WITH_OBJECT, ids=str)
def test_colleague_without_any_role_is_refused(world: World, pristine: dict, call: Call):
    company, url, body = object_url(world, call)

    assert send(company.colleague, call, url, body).status_code in {403, 404}
    assert changed_tables(pristine) == []


@pytest.mark.parametrize("call", PROTECTED, ids=str)
def test_client_without_the_scope_is_refused(world: World, call: Call):
    company = getattr(world, deed_of(call).side) if deed_of(call) else world.buyer
    path = PUBLIC[call.id](world) if call.id in PUBLIC else deed_of(call).path(world, company)
    other = "organization.read" if call.scopes != ["organization.read"] else "invoices.read"
    headers = api_headers(company.organization, scopes=[other])
    before = fingerprint()

    answer = send(
        Client(headers=headers), call, call.url(*path), deed_of(call) and deed_of(call).body_for(world, company)
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
    assert changed_tables(before) == []


@pytest.mark.parametrize("call", [call for call in CALLS.values() if deed_of(call)], ids=str)
def test_operation_works_for_its_owner(world: World, pristine: dict, call: Call):
    deed = deed_of(call)
    company = getattr(world, deed.side)

    answer = send(company.api, call, call.url(*deed.path(world, company)), deed.body_for(world, company))

    assert answer.status_code == deed.status, answer.content[:2000]
    assert bool(changed_tables(pristine)) == (call.method != "get" or call.id in READS_ON_RECORD)


@pytest.mark.parametrize("call", [CALLS[name] for name in PUBLIC if name != "issue_token"], ids=str)
def test_public_argument_is_found_by_everybody(world: World, call: Call):
    statuses = {send(company.api, call, call.url(*PUBLIC[call.id](world))).status_code for company in world.companies}

    assert statuses <= {200, 404} if call.id == "get_exchange_rate" else statuses == {200}


def test_unpublished_product_is_found_by_nobody_else(world: World):
    product = world.hidden_offer.product.public_id
    for client in (*(company.api for company in (world.buyer, world.other_buyer, world.other_seller)),):
        assert client.get(f"/api/v1/products/{product}").status_code == 404
    for client in (*world.strangers.values(), world.buyer.browser, Client()):
        assert client.get(f"/products/{product}/").status_code == 404
