"""Every page with an argument, tried by everybody whom its object does not concern (promise S1)."""

import pytest
from django.test import Client

from tests.security.routes import Route, all_routes
from tests.security.targets import NOBODYS, owner_of, target_of
from tests.security.world import World, changed_tables

pytestmark = pytest.mark.django_db
PAGES = [route for route in all_routes() if route.arguments and not (route.is_admin or route.is_api)]
TRIED = [route for route in PAGES if target_of(route)]
# Public pages that answer 404 instead of sending to sign in: whether a file exists is nobody's business.
HIDDEN_FROM_VISITORS = {"account:file"}


def send(client: Client, route: Route, method: str, url: str, body: dict):
    return client.get(url) if method == "get" else client.post(url, body)


@pytest.mark.parametrize("route", PAGES, ids=str)
def test_page_with_an_argument_has_a_target(route: Route):
    assert (target_of(route) is not None) != (route.name in NOBODYS), "name its object in targets.py"


@pytest.mark.parametrize("route", TRIED, ids=str)
def test_strangers_find_nothing_and_change_nothing(world: World, pristine: dict, route: Route):
    company, target = owner_of(world, route), target_of(route)
    url, body = route.url(*target.arguments(world, company)), target.body_for(world, company)
    found = {}

    for who, client in world.strangers.items():
        for method in route.methods:
            found[who, method] = send(client, route, method, url, body).status_code
    for method in route.methods:
        answer = send(Client(), route, method, url, body)
        found["visitor", method] = answer.get("Location", "").partition("?")[0] or answer.status_code
        expected_of_visitor = 404 if route.name in HIDDEN_FROM_VISITORS else "/account/login/"
        assert found["visitor", method] == expected_of_visitor

    assert {key: status for key, status in found.items() if key[0] != "visitor" and status != 404} == {}
    assert changed_tables(pristine) == []


@pytest.mark.parametrize("route", TRIED, ids=str)
def test_colleague_without_any_role_is_refused(world: World, pristine: dict, route: Route):
    company, target = owner_of(world, route), target_of(route)
    url, body = route.url(*target.arguments(world, company)), target.body_for(world, company)

    found = {method: send(company.colleague, route, method, url, body).status_code for method in route.methods}

    # What a role may not even see is not there for it; what it may see but not do is forbidden.
    assert {method: status for method, status in found.items() if status not in {403, 404}} == {}
    assert changed_tables(pristine) == []


@pytest.mark.parametrize("route", TRIED, ids=str)
def test_page_works_for_its_owner(world: World, pristine: dict, route: Route):
    company, target = owner_of(world, route), target_of(route)
    url, body = route.url(*target.arguments(world, company)), target.body_for(world, company)

    if "get" in route.methods:
        assert company.browser.get(url).status_code == target.reads
    if "post" in route.methods:
        answer = company.browser.post(url, body)
        assert answer.status_code in {200, 302}, answer.content[:2000]
        assert bool(changed_tables(pristine)) == target.changes
