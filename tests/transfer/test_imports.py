"""An import from the upload to the report, as people and clients drive it."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from kernel.errors import IllegalTransition, NotFound
from kernel.models import OutboxEvent, TransitionLog
from kernel.services.files import open_file
from tests.factories.accounts import buyer_actor, staff_actor, supplier_actor
from tests.factories.transfer import NOW, csv_bytes, goods, upload
from transfer.enums import ImportStatus
from transfer.errors import FileRefused, MissingColumns, TooManyJobs, UnknownFormat, UnknownKind
from transfer.limits import MAX_OPEN_JOBS
from transfer.models import ImportJob, RowError, SavedMapping
from transfer.selectors.jobs import get_import, list_imports, list_row_errors
from transfer.services.cleaning import expire_jobs
from transfer.services.files import error_heading
from transfer.services.imports import cancel_import, reopen_mapping, start_import
from transfer.services.working import work_on_next_import, work_until

HEADER = ("SKU", "Name", "Price", "Stock")


def clock():
    return NOW


def worked(job):
    """Let a worker do what is to be done, and return the job as it is then."""
    work_until(clock=clock)
    return ImportJob.objects.get(pk=job.pk)


def test_automatic_import_writes_rows_and_counts_them(seller):
    job = upload(seller, csv_bytes(HEADER, ("A1", "Bolt", "1.20", "5"), ("A2", "Nut", "0.30", "")), is_automatic=True)

    job = worked(job)

    assert goods(seller.organization_id) == [("A1", "Bolt", Decimal("1.2"), 5), ("A2", "Nut", Decimal("0.3"), None)]
    assert (job.status, job.row_count, job.created_count, job.error_count) == (ImportStatus.DONE, 2, 2, 0)
    assert job.percent == 100


def test_second_import_of_the_same_file_changes_nothing(seller):
    content = csv_bytes(HEADER, ("A1", "Bolt", "1.20", "5"), ("A2", "Nut", "0.30", "7"))
    worked(upload(seller, content, is_automatic=True))

    job = worked(upload(seller, content.replace(b"0.30", b"0.35"), is_automatic=True))

    assert (job.created_count, job.updated_count, job.unchanged_count) == (0, 1, 1)


def test_import_asks_for_the_columns_then_shows_what_it_would_do_then_does_it(seller):
    job = worked(upload(seller, csv_bytes(("Code", "品名", "单价"), ("A1", "螺栓", "1.20"), ("A2", "", "x"))))
    assert (job.status, job.mapping, job.row_count) == (ImportStatus.MAPPING, {"name": 1, "price": 2}, 2)

    start_import(actor=seller, import_id=job.public_id, mapping={**job.mapping, "sku": 0}, dry_run=True, now=NOW)
    job = worked(job)
    assert (job.status, job.created_count, job.error_count) == (ImportStatus.READY, 1, 1)
    assert goods(seller.organization_id) == []
    errors = list_row_errors(actor=seller, import_id=job.public_id)
    assert [(error.row_number, error.column, error.code) for error in errors] == [
        (3, "name", "required"),
        (3, "price", "not_a_number"),
    ]

    start_import(actor=seller, import_id=job.public_id, now=NOW)
    job = worked(job)
    assert job.status == ImportStatus.DONE_WITH_ERRORS
    assert goods(seller.organization_id) == [("A1", "螺栓", Decimal("1.2"), None)]
    assert RowError.objects.filter(job=job).count() == 2


def test_matched_columns_are_remembered_for_the_next_file(seller):
    first = worked(upload(seller, csv_bytes(("Code", "Title", "Junk"), ("A1", "Bolt", "-"))))
    start_import(actor=seller, import_id=first.public_id, mapping={"sku": 0, "name": 1}, now=NOW)

    second = worked(upload(seller, csv_bytes(("junk", "TITLE", "code"), ("-", "Nut", "A2"))))

    assert second.mapping == {"name": 1, "sku": 2}
    assert SavedMapping.objects.get().headings == {"code": "sku", "title": "name", "junk": ""}


def test_import_by_a_client_names_its_own_headings(seller):
    content = csv_bytes(("Artikel", "Bezeichnung"), ("A1", "Schraube"))

    job = worked(upload(seller, content, is_automatic=True, headings={"Artikel": "sku", "Bezeichnung": "name"}))

    assert (job.status, job.created_count) == (ImportStatus.DONE, 1)


def test_automatic_import_without_a_required_column_fails_with_its_name(seller):
    job = worked(upload(seller, csv_bytes(("Name", "Price"), ("Bolt", "1")), is_automatic=True))

    assert (job.status, job.error_code) == (ImportStatus.FAILED, "missing_columns")
    assert job.failure == "Required columns are not matched: SKU."


def test_start_import_refuses_an_incomplete_mapping_and_stays_where_it_was(seller):
    job = worked(upload(seller, csv_bytes(("Code", "Name"), ("A1", "Bolt"))))

    with pytest.raises(MissingColumns):
        start_import(actor=seller, import_id=job.public_id, mapping={"name": 1}, now=NOW)

    assert ImportJob.objects.get().status == ImportStatus.MAPPING


def test_header_row_is_found_below_a_title(seller):
    job = worked(
        upload(seller, csv_bytes(("商品清单",), (), ("货号", "品名"), ("A1", "螺栓"), ("", ""), ("A2", "", "")))
    )
    start_import(actor=seller, import_id=job.public_id, now=NOW)
    job = worked(job)

    assert (job.header_row, job.row_count) == (2, 2)
    assert (job.created_count, job.error_count) == (1, 1)
    assert RowError.objects.get().row_number == 6


def test_error_file_holds_the_refused_rows_and_can_be_corrected_and_sent_again(seller):
    rows = [HEADER, ("A1", "Bolt", "1", "1"), ("A2", "forbidden", "2", "2"), ("A3", "=Nut", "3", "x")]
    job = worked(upload(seller, csv_bytes(*rows), is_automatic=True))
    with open_file(job.error_file) as file:
        refused = list(csv.reader(io.TextIOWrapper(file, "utf-8-sig", newline="")))
    assert refused == [
        [*HEADER, error_heading()],
        ["A2", "forbidden", "2", "2", "Name: Not this one."],
        ["A3", "'=Nut", "3", "x", "Stock: “x” is not a number."],
    ]

    refused[1][1], refused[2][3] = "Washer", "3"
    again = worked(upload(seller, csv_bytes(*refused), is_automatic=True))

    assert (again.status, again.created_count) == (ImportStatus.DONE, 2)
    assert [row[:2] for row in goods(seller.organization_id)] == [("A1", "Bolt"), ("A2", "Washer"), ("A3", "=Nut")]


def test_row_that_only_the_database_refuses_is_found_and_the_others_go_in(seller):
    rows = [(f"A{number:03}", "Bolt") for number in range(60)]
    rows[41] = ("A041", "refused by the database")

    job = worked(upload(seller, csv_bytes(("SKU", "Name"), *rows), is_automatic=True))

    assert (job.created_count, job.error_count) == (59, 1)
    error = RowError.objects.get()
    assert (error.row_number, error.code, error.raw) == (43, "refused_by_database", list(rows[41]))


def test_duplicates_in_a_chunk_are_reported_with_the_first_row(seller):
    job = worked(upload(seller, csv_bytes(("SKU", "Name"), ("A1", "x"), ("A2", "y"), ("A1", "z")), is_automatic=True))

    error = RowError.objects.get(job=job)
    assert (error.row_number, error.sentence) == (4, "The same key stands in row 2 of the file already.")


def test_row_importer_keeps_good_rows_and_reports_each_refusal(seller):
    content = csv_bytes(HEADER, ("A1", "Bolt", "1", ""), ("A2", "Nut", "", ""), ("A3", "Washer", "3", ""))

    job = worked(upload(seller, content, kind="tested_goods_by_row", is_automatic=True))

    assert (job.created_count, job.error_count) == (2, 1)
    error = RowError.objects.get()
    assert (error.row_number, error.column, error.sentence) == (3, "price", "Say what it costs.")


def test_rows_of_odd_lengths_are_filled_or_refused(seller):
    content = b"SKU,Name,Price\nA1,Bolt\nA2,Nut,1,extra\nA3,Washer,1,,\n"

    job = worked(upload(seller, content, is_automatic=True))

    assert (job.created_count, job.error_count, job.row_count) == (2, 1, 3)
    assert RowError.objects.get().code == "too_many_cells"


def test_cancelled_import_writes_nothing_more(seller):
    job = upload(seller, csv_bytes(HEADER, ("A1", "Bolt", "1", "1")), is_automatic=True)

    cancel_import(actor=seller, import_id=job.public_id, now=NOW)

    assert not work_on_next_import(clock=clock)
    assert goods(seller.organization_id) == []
    with pytest.raises(IllegalTransition):
        start_import(actor=seller, import_id=job.public_id, now=NOW)


def test_preview_can_go_back_to_the_columns(seller):
    job = worked(
        upload(seller, csv_bytes(HEADER, ("A1", "Bolt", "1", "1")), is_automatic=True, options={"dry_run": True})
    )
    assert job.status == ImportStatus.READY

    reopen_mapping(actor=seller, import_id=job.public_id, now=NOW)

    assert ImportJob.objects.get().status == ImportStatus.MAPPING


def test_strangers_see_no_import(seller):
    job = worked(upload(seller, csv_bytes(HEADER, ("A1", "Bolt", "x", "1")), is_automatic=True))
    other_company, other_role = supplier_actor(), supplier_actor(preset="orders")

    for stranger in (other_company, buyer_actor(), other_role):
        assert list(list_imports(actor=stranger)) == []
        with pytest.raises(NotFound):
            get_import(actor=stranger, import_id=job.public_id)
        with pytest.raises(NotFound):
            list_row_errors(actor=stranger, import_id=job.public_id)
        with pytest.raises(NotFound):
            cancel_import(actor=stranger, import_id=job.public_id, now=NOW)
    assert get_import(actor=staff_actor(), import_id=job.public_id) == job


def test_import_needs_the_permission_of_its_kind(seller):
    with pytest.raises(UnknownKind):
        upload(supplier_actor(preset="orders"), csv_bytes(HEADER, ("A1", "Bolt", "1", "1")))

    assert not ImportJob.objects.exists()


def test_import_stops_when_its_person_has_lost_the_permission(seller):
    from accounts.models import MembershipRole

    job = upload(seller, csv_bytes(HEADER, ("A1", "Bolt", "1", "1")), is_automatic=True)
    MembershipRole.objects.filter(membership__user_id=seller.user_id).delete()

    job = worked(job)

    assert (job.status, job.error_code) == (ImportStatus.FAILED, "job_no_longer_allowed")
    assert goods(seller.organization_id) == []


def test_company_has_so_many_open_imports_and_no_more(seller):
    for _ in range(MAX_OPEN_JOBS):
        upload(seller, csv_bytes(HEADER, ("A1", "Bolt", "1", "1")))

    with pytest.raises(TooManyJobs):
        upload(seller, csv_bytes(HEADER, ("A1", "Bolt", "1", "1")))


@pytest.mark.parametrize("content", [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n", b"MZ\x90\0"])
def test_upload_refuses_what_is_no_table(seller, content):
    with pytest.raises(UnknownFormat):
        upload(seller, content)

    assert not ImportJob.objects.exists()


def test_upload_refuses_an_empty_file(seller):
    with pytest.raises(FileRefused):
        upload(seller, b"")


def test_file_with_nothing_below_its_header_fails(seller):
    job = worked(upload(seller, csv_bytes(HEADER), is_automatic=True))

    assert (job.status, job.error_code) == (ImportStatus.FAILED, "file_empty")


def test_import_leaves_a_trail_and_announces_its_end(seller):
    job = worked(upload(seller, csv_bytes(HEADER, ("A1", "Bolt", "1", "1")), is_automatic=True))

    steps = TransitionLog.objects.filter(document_type="transfer.import", document_id=job.pk).order_by("pk")
    assert [step.to_status for step in steps] == ["uploaded", "running", "done"]
    event = OutboxEvent.objects.get(name="transfer.import.finished")
    assert event.organization_ids == [seller.organization_id]
    assert event.payload["created_count"] == 1


def test_expired_import_gives_up_its_files(seller):
    job = worked(upload(seller, csv_bytes(HEADER, ("A1", "Bolt", "x", "1")), is_automatic=True))

    assert expire_jobs(now=NOW + timedelta(days=31)) == 1

    job.refresh_from_db()
    assert (job.file, job.error_file, job.error_count) == (None, None, 1)
    assert not RowError.objects.exists()


def test_command_imports_a_file_and_reports(seller, tmp_path, capsys):
    path = tmp_path / "goods.csv"
    path.write_bytes(csv_bytes(("Code", "Name", "Price"), ("A1", "Bolt", "1"), ("A2", "Nut", "x")))
    email = User.objects.get(pk=seller.user_id).email

    call_command("import_file", "tested_goods", str(path), "--as", email, "--heading", "Code=sku")

    assert [row[0] for row in goods(seller.organization_id)] == ["A1"]
    report = capsys.readouterr().out
    assert "row 3 price: “x” is not a number." in report
    assert "2 rows, 1 new, 0 changed, 0 as they were, 1 refused" in report


def test_command_says_why_a_file_failed(seller, tmp_path):
    path = tmp_path / "goods.csv"
    path.write_bytes(csv_bytes(("Name",), ("Bolt",)))
    email = User.objects.get(pk=seller.user_id).email

    with pytest.raises(CommandError, match="Required columns are not matched: SKU"):
        call_command("import_file", "tested_goods", str(path), "--as", email)


def test_table_over_the_limits_is_refused_before_anything_is_written(seller, monkeypatch):
    monkeypatch.setattr("transfer.services.working.MAX_ROWS", 2)
    rows = [("SKU", "Name"), *((f"A{number}", "Bolt") for number in range(3))]
    wide = [[*("SKU", "Name"), *(f"c{number}" for number in range(16_382))], ["A1", "Bolt"]]

    long_job = worked(upload(seller, csv_bytes(*rows), is_automatic=True))
    wide_job = worked(upload(seller, csv_bytes(*wide), is_automatic=True))

    assert (long_job.error_code, wide_job.error_code) == ("too_many_rows", "too_many_columns")
    assert goods(seller.organization_id) == []


def test_file_that_does_not_fit_its_kind_is_given_up_early(seller, monkeypatch):
    monkeypatch.setattr("transfer.services.working.MAX_FAULTY_ROWS", 50)
    rows = [("SKU", "Name", "Price"), *((f"A{number}", "Bolt", "x") for number in range(500))]

    job = worked(upload(seller, csv_bytes(*rows), is_automatic=True))

    assert (job.status, job.error_code, job.done_count) == (ImportStatus.FAILED, "too_many_faulty_rows", 100)
    assert job.error_file is not None
