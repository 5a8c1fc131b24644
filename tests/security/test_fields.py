"""Who may call what, and what an answer contains: a reviewed grid and the description, word for word (promise S5)."""

import csv
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.security.operations import PUBLIC, deed_of
from tests.security.routes import Call, all_calls, document
from tests.security.test_api_matrix import send
from tests.security.world import World, signed_in

pytestmark = pytest.mark.django_db
GRID = Path(__file__).with_name("grid.csv")
ROLES = {
    "buyer administrator": ("buyer", "administrator"),
    "buyer purchaser": ("buyer", "purchaser"),
    "buyer warehouse": ("buyer", "warehouse"),
    "buyer finance": ("buyer", "finance"),
    "supplier administrator": ("seller", "administrator"),
    "supplier catalog": ("seller", "catalog"),
    "supplier orders": ("seller", "orders"),
    "supplier accounting": ("seller", "accounting"),
}
COLUMNS = [*ROLES, "staff without permission", "visitor"]


def reviewed() -> dict[str, dict[str, str]]:
    with GRID.open(encoding="utf-8", newline="") as file:
        return {row.pop("operation"): row for row in csv.DictReader(file)}


def codes_of(world: World, call: Call, callers: dict[str, Client]) -> dict[str, str]:
    """Call an operation as everybody, each time on the untouched market."""
    deed, found = deed_of(call), {}
    for who, client in callers.items():
        side = ROLES[who][0] if who in ROLES else "buyer"
        owner = getattr(world, deed.side if deed and call.parameters else side)
        path = PUBLIC[call.id](world) if call.id in PUBLIC else deed.path(world, owner)
        body = deed.body_for(world, owner) if deed else {}
        with transaction.atomic():
            found[who] = str(send(client, call, call.url(*path), body).status_code)
            transaction.set_rollback(True)
    return found


def all_callers(world: World) -> dict[str, Client]:
    members = {
        who: getattr(world, side).member(f"grid_{side}_{preset}", preset=preset)
        for who, (side, preset) in ROLES.items()
    }
    clients = {who: signed_in(member) for who, member in members.items()}
    return clients | {"staff without permission": world.powerless_staff, "visitor": Client()}


def test_grid_names_every_operation():
    assert sorted(reviewed()) == sorted(call.id for call in all_calls()), "review the operation and add its line"


def test_every_role_is_answered_as_reviewed(world: World):
    callers, expected = all_callers(world), reviewed()
    different = {}
    for call in all_calls():
        found = codes_of(world, call, callers)
        if found != {who: expected[call.id][who] for who in COLUMNS}:
            different[call.id] = {
                who: (expected[call.id][who], code) for who, code in found.items() if expected[call.id][who] != code
            }

    assert different == {}, "expected, found"


# A list and the operation that reads one of its rows: whoever may not read one gets an empty list.
LISTS = {
    "list_orders": "get_order",
    "list_shipments": "get_shipment",
    "list_invoices": "get_invoice",
    "list_offers": "get_offer",
    "list_stock": "get_offer",
    "list_imports": "get_import",
    "list_exports": "get_export",
}


def test_list_is_empty_for_a_role_that_may_read_none_of_its_rows(world: World):
    callers, grid, paths = all_callers(world), reviewed(), {call.id: call.path for call in all_calls()}

    shown = {
        (who, listing): count
        for listing, single in LISTS.items()
        for who in ROLES
        # Buyers have imports and exports of their own in this market.
        if grid[single][who] == "404"
        and (who.startswith("supplier") or single not in {"get_import", "get_export"})
        and (count := len(callers[who].get(paths[listing]).json()["results"]))
    }

    assert shown == {}


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def extra_keys(value: Any, schema: dict[str, Any], at: str = "") -> list[str]:
    """Return the keys of an answer that its description does not have."""
    schema = resolved(schema)
    for option in schema.get("oneOf", schema.get("anyOf", schema.get("allOf", []))):
        return extra_keys(value, option, at)
    if isinstance(value, list):
        return [key for each in value for key in extra_keys(each, schema.get("items", {}), f"{at}[]")]
    if not isinstance(value, dict) or "properties" not in schema:
        return []
    properties = schema["properties"]
    extra = [f"{at}.{key}" for key in value if key not in properties]
    return extra + [
        key
        for name, each in value.items()
        if name in properties
        for key in extra_keys(each, properties[name], f"{at}.{name}")
    ]


@pytest.mark.parametrize("call", [call for call in all_calls() if deed_of(call)], ids=str)
def test_answer_has_no_field_that_is_not_described(world: World, call: Call):
    deed = deed_of(call)
    company = getattr(world, deed.side)
    answer = send(company.api, call, call.url(*deed.path(world, company)), deed.body_for(world, company))
    content = call.described["responses"][str(answer.status_code)].get("content", {})
    if "application/json" not in content:
        return

    assert extra_keys(answer.json(), content["application/json"]["schema"]) == []
