"""The pages of imports and exports, in both faces."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import BuyerFactory, MembershipFactory, SupplierFactory
from tests.factories.transfer import csv_bytes, goods
from transfer.enums import ImportStatus
from transfer.models import ExportJob, ImportJob
from transfer.services.working import work_until

HEADER = ("SKU", "Name", "Price", "Stock")
FACES = {"seller": SupplierFactory, "storefront": BuyerFactory}


def signed_in(organization, **kwargs) -> Client:
    membership = MembershipFactory(organization=organization, **kwargs)
    client = Client()
    client.force_login(membership.user)
    return client


@pytest.fixture(params=FACES)
def face(request, goods_table):
    return request.param


@pytest.fixture
def company(face):
    return FACES[face]()


@pytest.fixture
def client(company):
    return signed_in(company)


def work():
    from django.utils import timezone

    work_until(clock=timezone.now)


def hand_in(client, face, content, name="goods.csv"):
    data = {"kind": "tested_goods", "file": SimpleUploadedFile(name, content)}
    response = client.post(reverse(f"{face}:import_create"), data)
    work()
    return response


def test_wizard_leads_from_upload_to_result(client, face, company):
    content = csv_bytes(("Code", "Name", "Price"), ("A1", "Bolt", "1"), ("A2", "Nut", "x"))

    response = hand_in(client, face, content)
    job = ImportJob.objects.get()
    page = reverse(f"{face}:import", args=[job.public_id])
    assert response.headers["Location"] == page
    assert "Which heading is which column?" in client.get(page).content.decode()

    assert client.post(page, {"name": "1", "price": "2"}).status_code == 422
    assert client.post(page, {"sku": "0", "name": "1", "price": "2"}).status_code == 302
    work()
    preview = client.get(page).content.decode()
    assert "“x” is not a number." in preview
    assert goods(company.pk) == []

    assert client.post(reverse(f"{face}:import_start", args=[job.public_id])).status_code == 302
    work()
    result = client.get(page).content.decode()
    assert "Done, but some rows were refused" in result
    assert [row[0] for row in goods(company.pk)] == ["A1"]
    refused = client.get(reverse(f"{face}:import_errors", args=[job.public_id]))
    assert b"A2,Nut,x" in b"".join(refused.streaming_content)
    assert refused.headers["Content-Disposition"].startswith("attachment;")


def test_waiting_import_renews_its_page(client, face):
    client.post(
        reverse(f"{face}:import_create"),
        {"kind": "tested_goods", "file": SimpleUploadedFile("goods.csv", csv_bytes(HEADER, ("A1", "Bolt", "1", "1")))},
    )
    job = ImportJob.objects.get()

    page = client.get(reverse(f"{face}:import", args=[job.public_id])).content.decode()

    assert 'hx-trigger="every 1s"' in page


def test_bad_file_is_explained_on_the_form(client, face):
    response = hand_in(client, face, b"%PDF-1.7")

    assert response.status_code == 422
    assert "Only CSV and XLSX files can be imported." in response.content.decode()
    assert not ImportJob.objects.exists()


def test_blank_files_come_in_both_formats(client, face):
    text = client.get(reverse(f"{face}:import_blank", args=["tested_goods", "csv"]))
    workbook = client.get(reverse(f"{face}:import_blank", args=["tested_goods", "xlsx"]))

    assert text.content.decode("utf-8-sig").startswith("SKU*,Name*,Price,")
    assert workbook.content.startswith(b"PK")


def test_import_can_be_cancelled_and_reopened(client, face):
    hand_in(client, face, csv_bytes(HEADER, ("A1", "Bolt", "1", "1")))
    job = ImportJob.objects.get()
    page = reverse(f"{face}:import", args=[job.public_id])
    client.post(page, {"sku": "0", "name": "1"})
    work()

    client.post(reverse(f"{face}:import_reopen", args=[job.public_id]))
    job.refresh_from_db()
    assert job.status == ImportStatus.MAPPING
    client.post(reverse(f"{face}:import_cancel", args=[job.public_id]))
    job.refresh_from_db()
    assert job.status == ImportStatus.CANCELLED
    assert "The import was cancelled" in client.get(page).content.decode()


def test_export_is_ordered_listed_and_downloaded(client, face, company):
    hand_in(client, face, csv_bytes(HEADER, ("A1", "Bolt", "1", "1")))
    job = ImportJob.objects.get()
    client.post(reverse(f"{face}:import", args=[job.public_id]), {"sku": "0", "name": "1"})
    work()
    client.post(reverse(f"{face}:import_start", args=[job.public_id]))
    work()

    response = client.post(
        reverse(f"{face}:export_list"), {"kind": "tested_goods", "file_format": "csv", "filter-name": "Bolt"}
    )
    assert response.status_code == 302
    work()

    export = ExportJob.objects.get()
    assert export.filters == {"name": "Bolt"}
    address = reverse(f"{face}:export_file", args=[export.public_id])
    assert address in client.get(reverse(f"{face}:export_list")).content.decode()
    assert b"A1,Bolt" in b"".join(client.get(address).streaming_content)


def test_strangers_and_colleagues_without_the_permission_get_404(client, face, company):
    hand_in(client, face, csv_bytes(HEADER, ("A1", "Bolt", "1", "1")))
    job = ImportJob.objects.get()
    client.post(reverse(f"{face}:export_list"), {"kind": "tested_goods", "file_format": "csv"})
    work()
    export = ExportJob.objects.get()
    reads = [("import", job), ("import_errors", job), ("export_file", export)]
    writes = [("import_start", job), ("import_reopen", job), ("import_cancel", job), ("export_cancel", export)]

    for stranger in (signed_in(FACES[face]()), signed_in(company, preset=None)):
        for name, row in reads:
            assert stranger.get(reverse(f"{face}:{name}", args=[row.public_id])).status_code == 404
        for name, row in writes:
            assert stranger.post(reverse(f"{face}:{name}", args=[row.public_id])).status_code == 404
    colleague = signed_in(company, preset=None)
    assert job.file_name not in colleague.get(reverse(f"{face}:import_list")).content.decode()
    assert colleague.get(reverse(f"{face}:import_create")).status_code == 404
    assert colleague.get(reverse(f"{face}:import_blank", args=["tested_goods", "csv"])).status_code == 404
    assert ImportJob.objects.get().status == ImportStatus.MAPPING


def test_visitor_is_sent_to_sign_in(face):
    response = Client().get(reverse(f"{face}:import_list"))

    assert response.status_code == 302
    assert "/account/login/" in response.headers["Location"]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_three(client, face, count, django_assert_max_num_queries):
    for _ in range(count):
        hand_in(client, face, csv_bytes(HEADER, ("A1", "Bolt", "1", "1")))

    with django_assert_max_num_queries(8):
        assert client.get(reverse(f"{face}:import_list")).status_code == 200
