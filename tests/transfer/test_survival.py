"""Jobs outlive their workers (promise R5): killed in the middle, taken over, cancelled, raced."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection, transaction

from tests.factories import transfer as made
from tests.factories.accounts import supplier_actor
from tests.factories.transfer import NOW, csv_bytes, goods, order_export, upload
from transfer import registry
from transfer.enums import ExportStatus, ImportStatus
from transfer.errors import Interrupted, Superseded
from transfer.limits import LEASE, MAX_ATTEMPTS
from transfer.models import ExportJob, ImportJob, RowError
from transfer.registry import ImportContext, Tally
from transfer.services import working
from transfer.services.exports import cancel_export
from transfer.services.imports import cancel_import
from transfer.services.working import work_on_next_import, work_until

ROOT = Path(__file__).resolve().parents[2]
WORKER = """
import sys, django
django.setup()
from datetime import datetime
from django.db import connection
from django.utils import timezone
from tests.factories import transfer as made
from transfer import registry
from transfer.services import working
from transfer.services.working import work_until

class Slow(made.GoodsImporter):
    def apply(self, stage, context):
        tally = super().apply(stage, context)
        print("chunk", flush=True)
        stage.fetch("SELECT pg_sleep(0.3)")
        return tally

registry._importers[made.GoodsImporter.kind] = Slow()
work_until(clock=lambda: datetime.fromisoformat(sys.argv[1]))
"""


def rows(count: int):
    return csv_bytes(
        ("SKU", "Name", "Stock"),
        *((f"A{number:05}", "Bolt", "x" if number % 97 == 0 else number) for number in range(count)),
    )


@pytest.fixture
def quiet(monkeypatch):
    """Let nobody be woken: the tests are the workers."""
    monkeypatch.setattr("transfer.waking._listeners", [])


def start_worker() -> subprocess.Popen:
    settings = connection.settings_dict
    address = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**settings)
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    }
    from django.conf import settings as django_settings

    environment["MEDIA_ROOT"] = str(django_settings.MEDIA_ROOT)
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, NOW.isoformat()], stdout=subprocess.PIPE, env=environment, cwd=ROOT, text=True
    )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_import_killed_in_the_middle_goes_on_without_doubling(kinds, quiet):
    made.create_goods_table()
    seller = supplier_actor()
    job = upload(seller, rows(1_000), is_automatic=True)
    worker = start_worker()
    for _ in range(4):
        worker.stdout.readline()
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    deadline = time.monotonic() + 10
    while _is_locked(job):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    job.refresh_from_db()
    assert job.status == ImportStatus.RUNNING
    assert 100 <= job.done_count < 1_000
    assert len(goods(seller.organization_id)) == job.created_count

    assert not work_on_next_import(clock=lambda: NOW)
    work_until(clock=lambda: NOW + LEASE + timedelta(seconds=1))

    job.refresh_from_db()
    assert (job.status, job.done_count, job.error_count) == (ImportStatus.DONE_WITH_ERRORS, 1_000, 11)
    assert (job.created_count, job.updated_count, job.unchanged_count) == (989, 0, 0)
    assert len(goods(seller.organization_id)) == 989
    assert RowError.objects.filter(job=job).count() == 11


def _is_locked(job: ImportJob) -> bool:
    with transaction.atomic():
        return not list(ImportJob.objects.filter(pk=job.pk).select_for_update(skip_locked=True))


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_share_no_job(kinds, quiet):
    made.create_goods_table()
    seller = supplier_actor()
    jobs = [upload(seller, rows(300), is_automatic=True) for _ in range(2)]
    barrier = Barrier(4)

    def work():
        barrier.wait()
        work_until(clock=lambda: NOW)
        connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for job in jobs:
        job.refresh_from_db()
        assert (job.status, job.done_count) == (ImportStatus.DONE_WITH_ERRORS, 300)
    assert jobs[0].created_count + jobs[1].created_count == 296
    assert len(goods(seller.organization_id)) == 296


def test_import_cancelled_between_chunks_stops_there(seller, monkeypatch):
    job = upload(seller, rows(300), is_automatic=True)

    class Cancelling(made.GoodsImporter):
        def apply(self, stage, context: ImportContext) -> Tally:
            tally = super().apply(stage, context)
            cancel_import(actor=seller, import_id=job.public_id, now=NOW)
            return tally

    monkeypatch.setitem(registry._importers, "tested_goods", Cancelling())

    work_until(clock=lambda: NOW)

    job.refresh_from_db()
    assert (job.status, job.done_count) == (ImportStatus.CANCELLED, 100)


def test_worker_that_was_replaced_writes_nothing_more(seller):
    job = upload(seller, rows(300), is_automatic=True)
    work_on_next_import(clock=lambda: NOW)
    slow = working._claim(now=NOW, import_id=job.public_id)
    quick = working._claim(now=NOW + LEASE + timedelta(seconds=1), import_id=job.public_id)

    with pytest.raises(Superseded):
        working._work_on(slow, clock=lambda: NOW, deadline=None)
    assert goods(seller.organization_id) == []
    working._work_on(quick, clock=lambda: NOW, deadline=None)

    job.refresh_from_db()
    assert (job.status, job.created_count) == (ImportStatus.DONE_WITH_ERRORS, 296)


def test_lost_database_is_waited_for_and_at_last_given_up(seller, monkeypatch):
    job = upload(seller, rows(10), is_automatic=True)

    class Unlucky(made.GoodsImporter):
        def apply(self, stage, context: ImportContext) -> Tally:
            raise OperationalError("deadlock detected")

    monkeypatch.setitem(registry._importers, "tested_goods", Unlucky())
    work_on_next_import(clock=lambda: NOW)
    for attempt in range(MAX_ATTEMPTS):
        job.refresh_from_db()
        assert job.status == ImportStatus.RUNNING
        work_on_next_import(clock=lambda attempt=attempt: NOW + (LEASE + timedelta(seconds=1)) * attempt)
    work_on_next_import(clock=lambda: NOW + LEASE * 100)

    job.refresh_from_db()
    assert (job.status, job.error_code) == (ImportStatus.FAILED, Interrupted.code)


def test_broken_importer_fails_its_job_and_keeps_nothing_of_the_chunk(seller, monkeypatch, caplog):
    class Broken(made.GoodsImporter):
        def apply(self, stage, context: ImportContext) -> Tally:
            super().apply(stage, context)
            message = "a bug"
            raise RuntimeError(message)

    monkeypatch.setitem(registry._importers, "tested_goods", Broken())
    job = upload(seller, rows(10), is_automatic=True)

    work_until(clock=lambda: NOW)

    job.refresh_from_db()
    assert (job.status, job.error_code) == (ImportStatus.FAILED, "job_failed")
    assert goods(seller.organization_id) == []


def test_long_import_is_handed_on_when_the_time_is_up(seller):
    job = upload(seller, rows(250), is_automatic=True)
    work_on_next_import(clock=lambda: NOW)

    work_on_next_import(clock=lambda: NOW, deadline=NOW)
    job.refresh_from_db()
    assert (job.done_count, job.heartbeat_at) == (100, None)
    work_until(clock=lambda: NOW)

    job.refresh_from_db()
    assert (job.status, job.done_count) == (ImportStatus.DONE_WITH_ERRORS, 250)


def test_interrupted_export_begins_again(seller):
    job = order_export(seller)
    ExportJob.objects.filter(pk=job.pk).update(
        status=ExportStatus.RUNNING, worker="dead", heartbeat_at=NOW, done_count=5
    )

    work_until(clock=lambda: NOW + LEASE + timedelta(seconds=1))

    job.refresh_from_db()
    assert (job.status, job.done_count) == (ExportStatus.DONE, 0)


def test_cancelled_export_makes_no_file(seller, monkeypatch):
    work_on_next_import(clock=lambda: NOW)
    job = order_export(seller)

    class Cancelling(made.GoodsExporter):
        def rows(self, *, actor, filters):
            cancel_export(actor=seller, export_id=job.public_id, now=NOW)
            yield ("A1", "Bolt", None, None)

    monkeypatch.setitem(registry._exporters, "tested_goods", Cancelling())
    work_until(clock=lambda: NOW)

    job.refresh_from_db()
    assert (job.status, job.file) == (ExportStatus.CANCELLED, None)
