import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from kernel.models import NumberSeries
from tests.factories.openplatform import api_headers
from tests.openplatform.sample import make_things

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.openplatform.sample")]


@pytest.fixture
def headers() -> dict[str, str]:
    return api_headers()


def fetch(client: Client, headers, url: str) -> dict:
    response = client.get(url, headers=headers)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def keys(page: dict) -> list[str]:
    return [row["key"] for row in page["results"]]


def expected(count: int) -> list[str]:
    return [f"s{n}" for n in sorted(range(count), key=lambda n: (-(n // 3), n))]


@pytest.mark.parametrize(("count", "limit"), [(0, 4), (4, 4), (10, 4), (12, 4), (5, 200)])
def test_walking_forward_meets_every_row_once(client: Client, headers, count: int, limit: int):
    make_things(count)

    found, url = [], f"/api/v1/things?limit={limit}"
    while url:
        page = fetch(client, headers, url)
        found += keys(page)
        url = page["next"]

    assert found == expected(count)


def test_walking_back_meets_the_same_pages(client: Client, headers):
    make_things(10)
    first = fetch(client, headers, "/api/v1/things?limit=4")
    second = fetch(client, headers, first["next"])
    third = fetch(client, headers, second["next"])

    back_to_second = fetch(client, headers, third["previous"])
    back_to_first = fetch(client, headers, back_to_second["previous"])

    assert keys(back_to_second) == keys(second)
    assert keys(back_to_first) == keys(first)
    assert third["next"] is first["previous"] is back_to_first["previous"] is None
    assert keys(fetch(client, headers, back_to_first["next"])) == keys(second)


def test_rows_that_arrive_do_not_shift_the_next_page(client: Client, headers):
    make_things(9)
    first = fetch(client, headers, "/api/v1/things?limit=4")
    NumberSeries.objects.create(key="new", last_value=99)

    second = fetch(client, headers, first["next"])

    assert keys(second) == expected(9)[4:8]


@pytest.mark.parametrize("page_number", [1, 2])
def test_page_costs_one_statement_wherever_it_is(client: Client, headers, page_number: int, django_assert_num_queries):
    make_things(12)
    url = "/api/v1/things?limit=4"
    for _ in range(page_number):
        url = fetch(client, headers, url)["next"]

    with django_assert_num_queries(1):
        fetch(client, headers, url)


def test_links_keep_filters_and_limit(client: Client, headers):
    make_things(12)

    page = fetch(client, headers, "/api/v1/things?limit=2&value_min=2")

    assert parse_qs(urlsplit(page["next"]).query).keys() == {"limit", "value_min", "cursor"}
    assert keys(page) == ["s9", "s10"]


@pytest.mark.parametrize("limit", ["0", "201", "-1", "x", "1.5", "٣", "9" * 5000, ""], ids=lambda text: text[:4])
def test_limit_is_from_1_to_200(client: Client, headers, limit: str):
    response = client.get("/api/v1/things", {"limit": limit}, headers=headers)

    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["limit"]


@pytest.mark.parametrize("change", [lambda c: c[:-1], lambda c: "A" + c, lambda c: "x", lambda c: c.swapcase()])
def test_cursor_that_we_did_not_make_is_refused(client: Client, headers, change):
    make_things(9)
    link = fetch(client, headers, "/api/v1/things?limit=4")["next"]
    cursor = parse_qs(urlsplit(link).query)["cursor"][0]

    response = client.get("/api/v1/things", {"cursor": change(cursor)}, headers=headers)

    assert response.status_code == 400
    assert response.json()["code"] == "invalid_cursor"


@pytest.mark.parametrize(
    ("query", "field"),
    [({"valu_min": "1"}, "valu_min"), ({"value_min": "x"}, "value"), ({"key": "\x00"}, "key")],
)
def test_filter_that_is_unknown_or_malformed_is_refused_by_name(client: Client, headers, query: dict, field: str):
    make_things(3)

    response = client.get("/api/v1/things", query, headers=headers)

    assert response.status_code == 422
    assert list(response.json()["errors"]) == [field]
