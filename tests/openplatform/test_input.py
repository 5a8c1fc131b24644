import json

import pytest
from django.test import Client

from kernel.models import NumberSeries
from openplatform.api.input import Payload
from tests.factories.openplatform import api_headers
from tests.openplatform.sample import LineSerializer, ThingSerializer


class Asked:
    """A request as far as input reads it."""

    actor = None

    def __init__(self, data):
        self.data = data


def test_payload_is_read_by_attribute_and_never_changes():
    payload = ThingSerializer.parse(Asked({"key": "a", "lines": [{"sku": "x", "quantity": "2"}]}))

    assert payload.key == payload["key"] == "a"
    assert payload.lines[0].sku == "x"
    assert "note" not in payload
    with pytest.raises(AttributeError):
        payload.note  # noqa: B018
    with pytest.raises(AttributeError, match="does not change"):
        payload.key = "b"
    with pytest.raises(TypeError):
        payload.lines[0] = None


def test_payload_is_a_mapping():
    assert dict(Payload({"a": 1, "b": [1]})) == {"a": 1, "b": (1,)}


@pytest.mark.django_db
@pytest.mark.urls("tests.openplatform.sample")
@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"key": "a", "total": "1"}, {"total": ["This field cannot be set."]}),
        ({"key": "a", "is_admin": True}, {"is_admin": ["This field is not known here."]}),
        (
            {"key": "a", "lines": [{"sku": "x", "quantity": 1, "price": 1}]},
            {"lines.0.price": ["This field is not known here."]},
        ),
        ({}, {"key": ["This field is required."]}),
        ({"key": None}, {"key": ["This field may not be null."]}),
        ({"key": "a\u0000"}, {"key": ["Null characters are not allowed."]}),
        (
            {"key": "a", "lines": [{"sku": "x", "quantity": "NaN"}]},
            {"lines.0.quantity": ["A valid number is required."]},
        ),
        ([], {"request": ["Invalid data. Expected a dictionary, but got list."]}),
        ("x", {"request": ["Invalid data. Expected a dictionary, but got str."]}),
        (None, {"request": ["No data provided"]}),
    ],
)
def test_wrong_input_is_refused_by_name_and_changes_nothing(client: Client, body, errors):
    headers = api_headers() | {"Idempotency-Key": "k1"}

    response = client.post("/api/v1/things", json.dumps(body), content_type="application/json", headers=headers)

    assert response.status_code == 422
    assert response.json()["errors"] == errors
    assert NumberSeries.objects.count() == 0


def test_rows_of_a_list_are_checked_alike():
    serializer = LineSerializer(data=[{"sku": "x", "quantity": 1, "y": 1}], many=True)

    assert not serializer.is_valid()
