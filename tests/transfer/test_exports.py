"""Exports: what is in the file, who may have it, and what stays on record (F220, F230)."""

from datetime import timedelta

import pytest

from kernel.errors import NotFound
from kernel.models import OutboxEvent, TransitionLog
from kernel.services.files import open_file
from tests.factories.accounts import supplier_actor
from tests.factories.transfer import NOW, csv_bytes, goods, order_export, upload
from transfer.enums import ExportStatus, FileFormat
from transfer.errors import FileExpired, UnknownKind
from transfer.models import ExportJob, ImportJob
from transfer.selectors.jobs import get_export, list_exports
from transfer.services.cleaning import expire_jobs
from transfer.services.exports import download_export
from transfer.services.working import work_until

ROWS = [
    ("SKU", "Name", "Price", "Stock"),
    ("A1", "=HYPERLINK(1)", "-0", "5"),
    ("A2", "螺栓 “M8”, \n2", "0.30", ""),
    ("A3", "'quoted", "1234567.891", "7"),
    ("A4", "＝全角", "", "0"),
]


def exported(actor, **kwargs) -> bytes:
    job = order_export(actor, **kwargs)
    work_until(clock=lambda: NOW)
    job.refresh_from_db()
    assert job.status == ExportStatus.DONE, job.failure
    with open_file(job.file) as file:
        return file.read()


def imported(actor, content: bytes) -> ImportJob:
    job = upload(actor, content, is_automatic=True)
    work_until(clock=lambda: NOW)
    job.refresh_from_db()
    return job


def test_csv_export_opens_in_spreadsheets_and_runs_nothing(seller):
    imported(seller, csv_bytes(*ROWS))

    content = exported(seller)

    assert content.startswith(b"\xef\xbb\xbfSKU,Name,Price,Stock\r\n")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[1] == "A1,'=HYPERLINK(1),0,5"
    assert lines[4] == "A4,'＝全角,,0"


@pytest.mark.parametrize("file_format", list(FileFormat))
def test_exported_file_comes_back_in_and_changes_nothing(seller, file_format):
    imported(seller, csv_bytes(*ROWS))
    before = goods(seller.organization_id)
    assert before[0][1] == "=HYPERLINK(1)"

    content = exported(seller, file_format=file_format)
    same = imported(seller, content)
    other = supplier_actor()
    copied = imported(other, content)

    assert (same.created_count, same.updated_count, same.unchanged_count, same.error_count) == (0, 0, 4, 0)
    assert goods(seller.organization_id) == before
    assert copied.created_count == 4
    assert goods(other.organization_id) == before


def test_export_keeps_to_its_filter_and_its_company(seller):
    imported(seller, csv_bytes(*ROWS))
    imported(supplier_actor(), csv_bytes(ROWS[0], ("Z9", "'quoted", "1", "1")))

    content = exported(seller, filters={"name": "'quoted"})

    assert content.decode("utf-8-sig").split("\r\n") == ["SKU,Name,Price,Stock", "A3,''quoted,1234567.891,7", ""]


def test_export_needs_the_permission_when_ordered(seller):
    with pytest.raises(UnknownKind):
        order_export(supplier_actor(preset="orders"))

    assert not ExportJob.objects.exists()


def test_export_needs_the_permission_again_when_written(seller):
    from accounts.models import Membership

    job = order_export(seller)
    Membership.objects.filter(user_id=seller.user_id).update(status="disabled")

    work_until(clock=lambda: NOW)

    job.refresh_from_db()
    assert (job.status, job.error_code, job.file) == (ExportStatus.FAILED, "job_no_longer_allowed", None)


def test_export_needs_the_permission_again_when_downloaded(seller):
    exported(seller)
    job = ExportJob.objects.get()
    colleague = supplier_actor(job.organization, preset="orders")

    for stranger in (supplier_actor(), colleague):
        assert list(list_exports(actor=stranger)) == []
        with pytest.raises(NotFound):
            get_export(actor=stranger, export_id=job.public_id)
        with pytest.raises(NotFound):
            download_export(actor=stranger, export_id=job.public_id, now=NOW)
    job.refresh_from_db()
    assert job.download_count == 0


def test_every_export_and_download_is_on_record(seller):
    imported(seller, csv_bytes(*ROWS))
    exported(seller, filters={"name": "'quoted"})
    job = ExportJob.objects.get()

    download_export(actor=seller, export_id=job.public_id, now=NOW)

    steps = TransitionLog.objects.filter(document_type="transfer.export", document_id=job.pk).order_by("pk")
    assert [(step.to_status, step.reason) for step in steps] == [
        ("queued", ""),
        ("running", ""),
        ("done", ""),
        ("done", "downloaded"),
    ]
    last = steps.last()
    assert last.actor_user_id == seller.user_id
    assert last.data == {"kind": "tested_goods", "filters": {"name": "'quoted"}, "format": "csv", "rows": 1}
    assert OutboxEvent.objects.filter(name="transfer.export.finished").count() == 1


def test_expired_export_stays_on_record_without_its_file(seller):
    exported(seller)

    expire_jobs(now=NOW + timedelta(days=8))

    job = ExportJob.objects.get()
    assert (job.status, job.file) == (ExportStatus.DONE, None)
    with pytest.raises(FileExpired):
        download_export(actor=seller, export_id=job.public_id, now=NOW)
