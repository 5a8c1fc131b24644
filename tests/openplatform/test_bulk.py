import json

import pytest
from django.test import Client

from tests.factories.openplatform import api_headers

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.openplatform.sample")]


def send(client: Client, body):
    return client.post("/api/v1/things/bulk", json.dumps(body), content_type="application/json", headers=api_headers())


def test_every_row_has_its_outcome_in_the_order_sent(client: Client):
    rows = [
        {"sku": "a", "quantity": 1},
        {"sku": "b", "quantity": 0},
        {"external_id": "E3", "sku": "c"},
        7,
        {"sku": "e", "quantity": "2.50"},
    ]

    response = send(client, {"rows": rows})

    assert response.status_code == 207
    body = response.json()
    assert body["summary"] == {"total": 5, "created": 2, "updated": 0, "unchanged": 0, "failed": 3}
    assert [(row["index"], row["status"], row["id"]) for row in body["results"]] == [
        (0, "created", "id_0"),
        (1, "failed", None),
        (2, "failed", None),
        (3, "failed", None),
        (4, "created", "id_4"),
    ]
    assert body["results"][1]["errors"] == {"quantity": ["Ensure this value is greater than or equal to 1."]}
    assert body["results"][2]["external_id"] == "E3"
    assert set(body["results"][2]["errors"]) == {"external_id"}


def test_all_good_is_200(client: Client):
    assert send(client, {"rows": [{"sku": "a", "quantity": 1}]}).status_code == 200


@pytest.mark.parametrize(
    "body",
    [{}, {"rows": []}, {"rows": {}}, [], {"rows": [{}], "more": 1}, {"rows": [{}] * 1001}],
    ids=["nothing", "none", "object", "list", "more", "too many"],
)
def test_what_is_no_list_of_rows_is_refused(client: Client, body):
    response = send(client, body)

    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["rows"]
