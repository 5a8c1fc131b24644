"""
No text of one company stands in an answer to another (promise S2): lists, searches, suggestions, counts, pages and files.

What may be seen of others is written down here, word for word; whatever else turns up is a leak.
"""

import re
from collections.abc import Iterator

import pytest
from django.http import FileResponse
from django.test import Client

from tests.security.operations import PUBLIC as PUBLIC_OPERATIONS
from tests.security.operations import deed_of
from tests.security.routes import Route, all_calls, all_routes
from tests.security.targets import target_of
from tests.security.world import World

pytestmark = pytest.mark.django_db
CANARY = re.compile(r"zz(buya|buyb|sella|sellb)-(\w+)")
QUERIES = ({}, {"q": "zz"}, {"search": "zz", "q": "buya"}, {"q": "sella", "status": "placed"}, {"ordering": "name_zh"})
# What the market shows of an active supplier and its published products to everybody.
PUBLIC_FACTS = {
    "name_zh", "name_en", "about_zh", "about_en", "website", "product_zh", "product_en", "code_SKU", "part_number",
    "supplier_sku_SKU", "certificate_number",
}  # fmt: skip
# What the other side of a deal reads on its documents.
OF_A_BUYER_TO_ITS_SUPPLIER = {
    "name_zh", "name_en", "tax_number", "phone", "bank_name", "bank_account", "purchase_order", "cost_center",
    "order_note", "line_note", "address_recipient", "address_phone", "address_street", "person_admin", "email",
}  # fmt: skip
OF_A_SUPPLIER_TO_ITS_BUYER = {
    "tax_number",
    "phone",
    "bank_name",
    "bank_account",
    "shipment_note",
    "person_admin",
    "email",
}
PARTNERS = {"buya": "sella", "sella": "buya", "buyb": "sellb", "sellb": "buyb", "": ""}
LISTS = [route for route in all_routes() if not (route.arguments or route.is_admin or route.is_api) and route.name]
ENDS_THE_SESSION = {"account_logout"}


def allowed(reader: str, owner: str, fact: str) -> bool:
    """Tell whether a reader may see a fact of an owner."""
    if reader == owner or (owner.startswith("sell") and fact in PUBLIC_FACTS):
        return True
    if PARTNERS[reader] != owner:
        return False
    return fact in (OF_A_SUPPLIER_TO_ITS_BUYER if owner.startswith("sell") else OF_A_BUYER_TO_ITS_SUPPLIER)


def leaks(reader: str, answer) -> set[str]:
    """Return what stands in an answer that the reader may not see."""
    content = b"".join(answer.streaming_content) if isinstance(answer, FileResponse) else answer.content
    text = content.decode(errors="replace") + str(dict(answer.headers))
    return {found[0] for found in CANARY.finditer(text) if not allowed(reader, found[1], found[2])}


def everybody(world: World) -> Iterator[tuple[str, Client]]:
    for company in world.companies:
        yield company.mark, company.browser
    yield "", world.powerless_staff
    yield "", Client()


@pytest.mark.parametrize("route", [each for each in LISTS if each.name not in ENDS_THE_SESSION], ids=str)
def test_page_shows_nothing_of_others(world: World, route: Route):
    found = {}
    for reader, client in everybody(world):
        for query in QUERIES if route.namespace in {"storefront", "seller", "account", "seller_account"} else ({},):
            for headers in ({}, {"HX-Request": "true"}) if not query else ({},):
                if seen := leaks(reader, client.get(route.url(), query, headers=headers)):
                    found[reader, str(query)] = seen

    assert found == {}


@pytest.mark.parametrize(
    "call", [call for call in all_calls() if call.method == "get" and not call.parameters], ids=lambda call: call.id
)
def test_list_of_the_api_shows_nothing_of_others(world: World, call):
    offered = {each["name"] for each in call.described.get("parameters", []) if each["in"] == "query"}
    queries = [{}, *({name: "zz"} for name in offered & {"q", "search", "number", "supplier_sku"})]
    found = {}
    for company in world.companies:
        for client in (company.api, company.browser):
            for query in queries:
                answer = client.get(call.path, query | ({"limit": "200"} if "limit" in offered else {}))
                if seen := leaks(company.mark, answer):
                    found[company.mark, str(query)] = seen

    assert found == {}


@pytest.mark.parametrize("route", [route for route in all_routes() if target_of(route) and not route.is_admin], ids=str)
def test_document_shows_its_parties_only_what_is_theirs(world: World, route: Route):
    if "get" not in route.methods:
        return
    found = {}
    for company in (world.buyer, world.seller) if not route.namespace.startswith("seller") else (world.seller,):
        answer = company.browser.get(route.url(*target_of(route).arguments(world, company)))
        if seen := leaks(company.mark, answer):
            found[company.mark] = seen

    assert found == {}


@pytest.mark.parametrize(
    "call", [each for each in all_calls() if each.method == "get" and each.parameters and deed_of(each)], ids=str
)
def test_resource_shows_its_parties_only_what_is_theirs(world: World, call):
    found = {}
    for company in (world.buyer, world.seller):
        answer = company.api.get(call.url(*deed_of(call).path(world, company)))
        if seen := leaks(company.mark, answer):
            found[company.mark] = seen

    assert found == {}
    assert call.id not in PUBLIC_OPERATIONS


def test_canaries_are_really_there(world: World):
    pages = {
        "/orders/": "zzbuya-purchase_order",
        "/account/company/members/": "zzbuya-person_person",
        "/account/company/profile/": "zzbuya-bank_account",
        "/inbox/": "zzbuya-message_title",
        "/account/company/addresses/": "zzbuya-address_street",
    }
    for page, canary in pages.items():
        assert canary in world.buyer.browser.get(page).content.decode(), page
    assert "zzsella-warehouse" in world.seller.api.get("/api/v1/stock").content.decode()


def test_numbers_of_the_deal_count_for_its_parties_only(world: World):
    counts = {
        company.mark: {
            path: len(company.api.get(f"/api/v1/{path}").json()["results"])
            for path in ("orders", "shipments", "invoices")
        }
        for company in world.companies
    }

    deal = {"orders": 3, "shipments": 1, "invoices": 1}
    other = {"orders": 1, "shipments": 0, "invoices": 0}
    assert counts == {"buya": deal, "sella": deal, "buyb": other, "sellb": other}
