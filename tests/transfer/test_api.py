"""Imports and exports as an ERP drives them."""

import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from openplatform import scopes
from tests.factories.accounts import SupplierFactory
from tests.factories.openplatform import api_headers
from tests.factories.transfer import PERMISSION, csv_bytes, goods
from transfer.models import ExportJob, ImportJob
from transfer.scopes import EXPORT_SCOPE, IMPORT_SCOPE, allow_export, allow_import
from transfer.services.working import work_until

CONTENT = csv_bytes(("Artikel", "Name", "Price"), ("A1", "Bolt", "1"), ("A2", "Nut", "x"))


@pytest.fixture(autouse=True)
def made_up_scopes(monkeypatch):
    monkeypatch.setattr(scopes, "_scopes", dict(scopes._scopes))
    allow_import(PERMISSION)
    allow_export(PERMISSION)


@pytest.fixture
def company(goods_table):
    return SupplierFactory()


@pytest.fixture
def headers(company):
    return api_headers(company, scopes=[IMPORT_SCOPE, EXPORT_SCOPE])


def send(headers, *, key=None, content=CONTENT, **fields):
    data = {"kind": "tested_goods", "file": SimpleUploadedFile("goods.csv", content), **fields}
    return Client().post("/api/v1/imports", data, headers={**headers, "Idempotency-Key": key or str(uuid.uuid4())})


def work():
    work_until(clock=timezone.now)


def test_file_is_imported_and_its_errors_are_told(headers, company):
    response = send(headers, headings=json.dumps({"Artikel": "sku"}))
    assert response.status_code == 202, response.content
    address = f"/api/v1/imports/{response.json()['id']}"
    work()

    job = Client().get(address, headers=headers).json()
    assert (job["status"], job["created_count"], job["error_count"]) == ("done_with_errors", 1, 1)
    errors = Client().get(job["errors_url"], headers=headers).json()["results"]
    assert errors == [
        {
            "row_number": 3,
            "column": "price",
            "code": "not_a_number",
            "message": "“x” is not a number.",
            "raw": ["A2", "Nut", "x"],
        }
    ]
    refused = Client().get(f"{address}/error-file", headers=headers)
    assert b"A2,Nut,x" in b"".join(refused.streaming_content)
    assert [row[0] for row in goods(company.pk)] == ["A1"]


def test_same_key_and_bytes_import_once(headers):
    key = str(uuid.uuid4())

    first, second = send(headers, key=key), send(headers, key=key)

    assert (first.status_code, second.status_code) == (202, 202)
    assert first.content == second.content
    assert ImportJob.objects.count() == 1


def test_dry_run_waits_to_be_started(headers, company):
    job_id = send(headers, headings='{"Artikel": "sku"}', dry_run="true").json()["id"]
    work()
    assert Client().get(f"/api/v1/imports/{job_id}", headers=headers).json()["status"] == "ready"
    assert goods(company.pk) == []

    assert Client().post(f"/api/v1/imports/{job_id}/start", headers=headers).status_code == 202
    work()

    assert Client().get(f"/api/v1/imports/{job_id}", headers=headers).json()["status"] == "done_with_errors"


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"content": b"%PDF-1.7"}, 422, "unknown_file_format"),
        ({"content": b""}, 422, "file_empty"),
        ({"kind": "nonsense"}, 404, "unknown_transfer_kind"),
        ({"headings": "[1]"}, 422, "invalid_input"),
        ({"surprise": "1"}, 422, "invalid_input"),
    ],
)
def test_what_cannot_be_imported_is_refused_with_a_code(headers, fields, status, code):
    response = send(headers, **fields)

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert not ImportJob.objects.exists()


def test_kinds_tell_their_columns(headers):
    kinds = Client().get("/api/v1/imports/kinds", headers=headers).json()

    assert [each["kind"] for each in kinds] == ["tested_goods", "tested_goods_by_row"]
    assert kinds[0]["columns"][0] == {"name": "sku", "label": "SKU", "help": "", "required": True, "example": "M8-20"}


def test_export_is_written_and_downloaded(headers, company):
    send(headers, headings='{"Artikel": "sku"}')
    work()

    ordered = Client().post(
        "/api/v1/exports",
        {"kind": "tested_goods", "filters": {"name": "Bolt"}},
        content_type="application/json",
        headers={**headers, "Idempotency-Key": "e1"},
    )
    assert ordered.status_code == 202, ordered.content
    assert ordered.json()["file_url"] is None
    work()
    job = Client().get(f"/api/v1/exports/{ordered.json()['id']}", headers=headers).json()
    content = b"".join(Client().get(job["file_url"], headers=headers).streaming_content)

    assert content.decode("utf-8-sig") == "SKU,Name,Price,Stock\r\nA1,Bolt,1,\r\n"
    assert ExportJob.objects.get().download_count == 1


def test_other_companies_see_nothing(headers):
    job_id = send(headers).json()["id"]
    stranger = api_headers(SupplierFactory(), scopes=[IMPORT_SCOPE, EXPORT_SCOPE])

    assert Client().get("/api/v1/imports", headers=stranger).json()["results"] == []
    for method, path in [
        ("get", ""),
        ("get", "/errors"),
        ("get", "/error-file"),
        ("post", "/start"),
        ("post", "/cancel"),
    ]:
        response = getattr(Client(), method)(f"/api/v1/imports/{job_id}{path}", headers=stranger)
        assert response.status_code == 404
    assert Client().get("/api/v1/exports/exp_nothing/file", headers=stranger).status_code == 404


def test_scope_is_needed(company):
    response = send(api_headers(company, scopes=[EXPORT_SCOPE]))

    assert (response.status_code, response.json()["code"]) == (403, "insufficient_scope")
