"""The description of the API against the API: every operation is called with what its schema allows and what it forbids."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.generation import GenerationMode

from config.wsgi import application
from openplatform.api.schema import openapi_document
from tests.factories.accounts import BuyerFactory
from tests.factories.openplatform import api_client, bearer

DOCUMENT = json.loads(openapi_document())
OPERATIONS = {
    found["operationId"]: (method, path, found)
    for path, methods in DOCUMENT["paths"].items()
    for method, found in methods.items()
}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# The token endpoint answers as RFC 6749 has it.
OAUTH_ERRORS = {("issue_token", "400"), ("issue_token", "401")}
EXAMPLES_IN_ALL = 250
EXAMPLES_FOR_EACH = max(6, min(40, EXAMPLES_IN_ALL // (2 * len(OPERATIONS))))


@cache
def loaded_schema() -> Any:
    return schemathesis.openapi.from_dict(DOCUMENT)


@pytest.fixture
def keep_connection() -> Iterator[None]:
    """Keep the test's transaction open over requests, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def headers(settings, keep_connection) -> dict[str, str]:
    """Sign in as a company that buys and sells, with every scope, and let it call as often as it likes."""
    settings.API_RATE_LIMITS = dict.fromkeys(settings.API_RATE_LIMITS, "10000/s burst 100000")
    return bearer(api_client(BuyerFactory(can_sell=True)).secret)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_operation_answers_as_described(operation_id: str, headers: dict[str, str]):
    operation = loaded_schema().find_operation_by_id(operation_id)
    operation.app = operation.schema.app = application
    statuses: set[int] = set()

    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        if mode == GenerationMode.NEGATIVE and not _can_be_wrong(operation_id):
            continue

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=EXAMPLES_FOR_EACH,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def call(case: Any) -> None:
            extra = {"Idempotency-Key": f"call-{len(statuses)}-{id(case)}"} if _is_idempotent(operation_id) else {}
            response = case.call(headers=headers | extra)
            statuses.add(response.status_code)
            case.validate_response(response, checks=CHECKS)

        try:
            call()
        except Unsatisfiable:
            # No string is wrong for a path parameter that may be any string.
            assert mode == GenerationMode.NEGATIVE

    assert statuses - {401, 403, 405, 415, 429}, f"only {statuses}: nothing behind the door was tested"


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_operation_documents_its_refusals(operation_id: str):
    _method, path, found = OPERATIONS[operation_id]
    answers = set(found["responses"])
    expected = {"401", "403", "422", "429", "500"} | ({"404"} if "{" in path else set())
    expected |= {"400", "413", "415"} if "requestBody" in found else set()
    assert expected <= answers
    for status, answer in found["responses"].items():
        if int(status) >= 400 and (operation_id, status) not in OAUTH_ERRORS:
            assert list(answer["content"]) == ["application/problem+json"]
        assert answer["description"]
    assert found["summary"]
    assert len(found["tags"]) == 1


def test_operations_have_one_stable_id_each():
    ids = [found["operationId"] for methods in DOCUMENT["paths"].values() for found in methods.values()]

    assert len(ids) == len(set(ids))
    assert DOCUMENT["openapi"].startswith("3.1")


def test_scopes_in_the_description_are_registered_and_offered():
    offered = DOCUMENT["components"]["securitySchemes"]["oauth2"]["flows"]["clientCredentials"]["scopes"]
    used = {
        scope
        for _method, _path, found in OPERATIONS.values()
        for way in found.get("security", [])
        for scope in way.get("oauth2", [])
    }

    assert used <= offered.keys()


def test_description_is_generated_without_a_warning(capsys):
    from django.core.management import call_command

    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")

    assert "Warning" not in capsys.readouterr().err


def _is_idempotent(operation_id: str) -> bool:
    parameters = OPERATIONS[operation_id][2].get("parameters", [])
    return any(parameter["name"] == "Idempotency-Key" for parameter in parameters)


def _can_be_wrong(operation_id: str) -> bool:
    """Tell whether an operation takes anything that could be malformed."""
    found = OPERATIONS[operation_id][2]
    return bool(found.get("parameters") or found.get("requestBody"))
