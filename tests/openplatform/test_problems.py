import json

import pytest
from django.test import Client
from rest_framework.exceptions import ErrorDetail

from openplatform.api.problems import PROBLEM_JSON, flat_errors
from tests.factories.openplatform import api_headers

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.openplatform.sample")]


@pytest.fixture
def headers() -> dict[str, str]:
    return api_headers() | {"Idempotency-Key": "k1"}


def assert_problem(response, *, status: int, code: str) -> dict:
    assert response.status_code == status
    assert response["Content-Type"] == PROBLEM_JSON
    problem = json.loads(response.content)
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["type"] == f"urn:tongshang:problem:{code}"
    assert problem["title"]
    assert problem["detail"]
    return problem


def test_unknown_path_is_a_problem(client: Client):
    assert_problem(client.get("/api/v1/nothing/here"), status=404, code="not_found")


def test_unknown_method_names_the_allowed_ones(client: Client, headers):
    response = client.delete("/api/v1/things", headers=headers)

    assert_problem(response, status=405, code="method_not_allowed")
    assert response["Allow"] == "GET, POST, HEAD"


def test_visitor_is_told_how_to_come_in(client: Client):
    response = client.get("/api/v1/things")

    assert_problem(response, status=401, code="not_authenticated")
    assert response["WWW-Authenticate"] == 'Bearer realm="api"'


def test_handler_without_declaration_serves_nobody(client: Client, headers):
    assert_problem(client.get("/api/v1/undeclared", headers=headers), status=405, code="method_not_allowed")


@pytest.mark.parametrize("body", ["{", '{"key": NaN}', "[" * 100_000, '"\\'], ids=["cut", "nan", "deep", "open"])
def test_body_that_is_no_json_is_malformed(client: Client, headers, body: str):
    response = client.post("/api/v1/things", body, content_type="application/json", headers=headers)

    assert_problem(response, status=400, code="malformed_request")


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"])
def test_other_content_types_are_refused(client: Client, headers, content_type: str):
    response = client.post("/api/v1/things", "key=1", content_type=content_type, headers=headers)

    assert_problem(response, status=415, code="unsupported_media_type")


def test_too_large_a_body_is_refused(client: Client, headers, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    response = client.post(
        "/api/v1/things", json.dumps({"key": "x" * 200}), content_type="application/json", headers=headers
    )

    assert_problem(response, status=413, code="payload_too_large")


def test_refusal_of_a_service_keeps_its_members(client: Client, headers):
    response = client.post("/api/v1/things", '{"key": "refused"}', content_type="application/json", headers=headers)

    problem = assert_problem(response, status=409, code="out_of_stock")
    assert problem["left"] == 3
    assert problem["detail"] == "Only 3 left."


@pytest.mark.parametrize("path", ["/api/v1/things?x=%00", "/api/v1/things?limit=1%00"])
def test_null_character_is_refused_before_any_query(client: Client, headers, path: str):
    assert_problem(client.get(path, headers=headers), status=422, code="invalid_input")


def test_crash_tells_nothing(headers):
    client = Client(raise_request_exception=False)

    response = client.get("/api/v1/crash", headers=headers)

    assert_problem(response, status=500, code="internal_error")
    assert b"secret" not in response.content
    assert b"ZeroDivision" not in response.content


def test_crash_reaches_reporters(client: Client, headers):
    with pytest.raises(ZeroDivisionError):
        client.get("/api/v1/crash", headers=headers)


def test_problem_speaks_the_callers_language(client: Client):
    response = client.get("/api/v1/nothing", headers={"Accept-Language": "zh-hans"})

    assert response["Content-Language"] == "zh-hans"


def test_nested_errors_are_flat():
    detail = {
        "lines": [{}, {"quantity": [ErrorDetail("too small")], "non_field_errors": [ErrorDetail("odd")]}],
        "non_field_errors": [ErrorDetail("wrong")],
        "name": ErrorDetail("missing"),
    }

    assert flat_errors(detail) == {
        "lines.1.quantity": ["too small"],
        "lines.1": ["odd"],
        "request": ["wrong"],
        "name": ["missing"],
    }
