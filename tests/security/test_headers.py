"""Headers and cookies on every route, and CSRF on every route that a cookie opens (promises S13, S14)."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.security.operations import PUBLIC, deed_of
from tests.security.routes import Route, all_calls, all_routes, grouped
from tests.security.targets import owner_of, target_of
from tests.security.world import World, changed_tables

pytestmark = pytest.mark.django_db
ROUTES = all_routes()
GROUPS = grouped(ROUTES)
ELSEWHERE = "https://elsewhere.example"
FILLER = {"int": "1", "file_format": "csv"}
CALLS = [call for call in all_calls() if call.method != "get" and call.id != "issue_token"]


def some_url(route: Route) -> str:
    """Return an address that the pattern matches, whether something is there or not."""
    path = re.sub(r"\(\?P<\w+>[^()]*\)", "abc", route.path)
    path = re.sub(r"<(?:(\w+):)?\w+>", lambda found: FILLER.get(found[1] or "str", "abc"), path)
    return "/" + re.sub(r"[\^$]|\.\*", "", path).replace("\\", "")


def faults_of(answer, route: Route) -> list[str]:
    """Return what is wrong with the headers of an answer."""
    policy = answer.headers.get("Content-Security-Policy", "")
    directives = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    expected = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    wanted = {"default-src": "'self'", "object-src": "'none'", "frame-ancestors": "'none'", "base-uri": "'self'"}
    faults = [name for name, value in expected.items() if answer.headers.get(name) != value]
    faults += [name for name, value in wanted.items() if directives.get(name) != value]
    if ("unsafe" in policy) != route.is_admin or "'unsafe-inline'" in directives.get("script-src", ""):
        faults.append(policy)
    faults += [name for name in answer.headers if name.lower().startswith("access-control-")]
    readable = {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    faults += [
        cookie.key
        for cookie in answer.cookies.values()
        if cookie.value
        if cookie["samesite"] != "Lax" or not (cookie["httponly"] or cookie.key in readable)
    ]
    return faults


@pytest.mark.parametrize("group", GROUPS)
def test_every_answer_carries_the_headers(world: World, group: str):
    wrong = {}
    for route in GROUPS[group]:
        for client in (Client(), world.staff if route.is_admin else world.buyer.browser):
            if route.name == "account_logout":
                continue
            if faults := faults_of(client.get(some_url(route), headers={"Origin": ELSEWHERE}), route):
                wrong[route.name or route.path] = faults

    assert wrong == {}


def test_preflight_of_another_origin_is_not_granted():
    headers = {"Origin": ELSEWHERE, "Access-Control-Request-Method": "POST"}
    granted = [
        route.path
        for route in ROUTES
        if route.is_api
        and any(
            name.lower().startswith("access-control-")
            for name in Client().options(some_url(route), headers=headers).headers
        )
    ]

    assert granted == []


@pytest.mark.parametrize("group", [name for name, routes in GROUPS.items() if not routes[0].is_api])
def test_page_refuses_a_post_without_the_token(world: World, pristine: dict, group: str):
    answers = {}
    for route in (each for each in GROUPS[group] if not each.is_api):
        company, target = owner_of(world, route), target_of(route)
        client = Client(enforce_csrf_checks=True)
        client.cookies = (world.staff if route.is_admin else company.browser).cookies
        url = route.url(*target.arguments(world, company)) if target else some_url(route)
        answers[route.name or route.path] = client.post(
            url, target.body_for(world, company) if target else {}
        ).status_code

    assert {name: status for name, status in answers.items() if status != 403} == {}
    assert changed_tables(pristine) == []


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_operation_refuses_a_cookie_without_the_token(world: World, pristine: dict, call):
    deed = deed_of(call)
    company = getattr(world, deed.side)
    client = Client(enforce_csrf_checks=True)
    client.cookies = company.browser.cookies

    answer = client.generic(
        call.method.upper(),
        call.url(*deed.path(world, company)),
        "{}",
        content_type="application/json",
        headers={"Idempotency-Key": "k"},
    )

    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert changed_tables(pristine) == []
    assert call.id not in PUBLIC
