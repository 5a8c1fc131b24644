"""Every page of the back office: visitors sign in, customers find nothing, staff without the permission are refused (promise S1)."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.test import Client

from tests.factories.accounts import staff_membership
from tests.security.routes import Route, all_routes, grouped
from tests.security.world import World, changed_tables, signed_in

pytestmark = pytest.mark.django_db
# Pages that are the same for all staff, with the reason.
OPEN_TO_STAFF = {
    "admin:index": "shows only what the reader may see",
    "admin:login": "leads to the one sign-in page",
    "admin:logout": "ends one's own session",
    "admin:password_change": "one's own password",
    "admin:password_change_done": "one's own password",
    "admin:jsi18n": "translations of the scripts",
    "admin:search": "finds only what the reader may see",
    "admin:autocomplete": "answers by the permission of the model that it looks through",
    "admin:view_on_site": "leads to public pages only",
    "admin:app_list": "shows only what the reader may see",
    "admin:": "a former address of a page, which leads to the page, or nothing",
}
ROUTES = [route for route in all_routes() if route.is_admin]
GUARDED = [route for route in ROUTES if route.name not in OPEN_TO_STAFF]
GROUPS = grouped(GUARDED)
LABELS = {f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry}
# Rows that nothing in the market makes; their pages are tried with a key that is not there.
UNKNOWN = "999999"


def model_of(route: Route) -> type[Model]:
    """Return the model that a page is about."""
    fitting = [label for label in LABELS if route.short_name.startswith(f"{label}_")]
    return LABELS[max(fitting, key=len)]


def address_of(route: Route) -> str:
    """Return the page of a row that exists, where the market has one."""
    if not route.arguments:
        return route.url()
    row = some_row(route)
    others = ["en" for _argument in route.arguments[1:]]
    return route.url(row.pk if row is not None else UNKNOWN, *others)


def some_row(route: Route) -> Model | None:
    return model_of(route)._default_manager.order_by("pk").first()


@pytest.mark.parametrize("group", GROUPS)
def test_back_office_is_not_there_for_customers_and_closed_to_powerless_staff(world: World, pristine: dict, group: str):
    wrong = {}
    for route in GROUPS[group]:
        url = address_of(route)
        # Of a row that is not there Django says so before it asks who wants to know.
        of_staff = {403} if not route.arguments or some_row(route) else {403, 302}
        # A document of a row is looked up by its selector, which does not see it.
        of_staff |= {404} if len(route.arguments) > 1 else set()
        for who, client, expected in (
            ("visitor", Client(), {302}),
            ("buyer", world.buyer.browser, {404}),
            ("supplier", world.seller.browser, {404}),
            ("staff", world.powerless_staff, of_staff),
        ):
            for answer in (client.get(url), client.post(url, {"_form_submitted": "True", "reason": "x"})):
                to_login = answer.get("Location", "").startswith("/account/login/")
                if answer.status_code not in expected or to_login != (who == "visitor"):
                    wrong[who, route.name] = answer.status_code

    assert wrong == {}
    assert changed_tables(pristine) == []


@pytest.mark.parametrize("name", sorted(OPEN_TO_STAFF.keys() - {"admin:logout"}))
def test_open_page_of_the_back_office_is_not_there_for_customers(world: World, name: str):
    values = {"app_label": "accounts", "url": "nothing/", "content_type_id": "1", "object_id": "1"}
    for route in (route for route in ROUTES if route.name == name):
        url = "/" + re.split(r"[<^(]", route.path)[0] + "/".join(values[argument] for argument in route.arguments)
        for client in (world.buyer.browser, world.seller.browser):
            # A redirect only mends the address; what it leads to is not there either.
            assert client.get(url, follow=True).status_code == 404


def test_lists_and_searches_work_for_the_administrator(world: World):
    lists = [route for route in GUARDED if route.short_name.endswith("_changelist")]

    assert {route.name: world.staff.get(route.url(), {"q": "zz"}).status_code for route in lists} == dict.fromkeys(
        (route.name for route in lists), 200
    )


@pytest.mark.parametrize("model", LABELS.values(), ids=lambda model: model._meta.label_lower)
def test_autocomplete_is_closed_to_powerless_staff(world: World, model: type[Model]):
    for field in model._meta.get_fields():
        if getattr(field, "remote_field", None) is None or not getattr(field, "column", None):
            continue
        query = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": field.name}
        answer = world.powerless_staff.get("/admin/autocomplete/", query)
        assert answer.status_code == 403


def test_search_of_powerless_staff_finds_no_rows(world: World):
    answer = world.powerless_staff.get("/admin/search/", {"s": "zz", "extended": "1"})

    assert answer.status_code == 200
    assert b"zzbuy" not in answer.content
    assert b"zzsell" not in answer.content


def test_every_model_page_belongs_to_a_registered_model():
    assert {str(model_of(route)._meta.app_label) for route in GUARDED} <= {
        each.label for each in apps.get_app_configs()
    }


def test_staff_without_a_second_factor_are_led_to_it(world: World):
    client = signed_in(staff_membership())
    for group in GROUPS.values():
        assert client.get(address_of(group[0])).get("Location") == "/account/2fa/totp/activate/"
