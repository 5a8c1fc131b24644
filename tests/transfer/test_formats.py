"""Files as the world sends them: encodings, delimiters, quotes, and workbooks that mean harm."""

import io
import resource
import stat
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from transfer.enums import FileFormat
from transfer.errors import (
    ArchiveRefused,
    FileRefused,
    FileTooLarge,
    NotATable,
    OldWorkbook,
    TooManyColumns,
    UnknownEncoding,
    UnknownFormat,
    WorkbookTooLarge,
)
from transfer.formats.archives import ensure_harmless_workbook
from transfer.formats.guard import guard_text, strip_guard
from transfer.formats.tables import detect_format, open_table
from transfer.formats.writers import open_writer
from transfer.limits import MAX_FILE_BYTES

TABLE = "货号,品名\nA1,螺栓\nA2,“螺母”\n"
ROWS = [["货号", "品名"], ["A1", "螺栓"], ["A2", "“螺母”"]]


def read(path: Path, file_format=FileFormat.CSV):
    with open_table(path, file_format) as rows:
        return list(rows)


def saved(tmp_path: Path, content: bytes, name="table.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_encodings_are_recognised(tmp_path, encoding):
    assert read(saved(tmp_path, TABLE.encode(encoding))) == ROWS


def test_chinese_far_behind_ascii_is_recognised(tmp_path):
    content = b"sku,name\n" + b"A1,bolt\n" * 200_000 + "A2,螺母\n".encode("gb18030")

    assert read(saved(tmp_path, content))[-1] == ["A2", "螺母"]


def test_bytes_of_no_known_encoding_are_refused(tmp_path):
    with pytest.raises(UnknownEncoding):
        read(saved(tmp_path, b"sku,name\nA1,\xff\xff\x00\x81\n"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_are_recognised(tmp_path, delimiter):
    text = delimiter.join(["sku", "name", "note"]) + "\n" + delimiter.join(["A1", '"a,b;c\td"', "x"]) + "\n"

    assert read(saved(tmp_path, text.encode())) == [["sku", "name", "note"], ["A1", "a,b;c\td", "x"]]


def test_declared_delimiter_is_obeyed(tmp_path):
    assert read(saved(tmp_path, b"sep=;\nsku;name\nA1;a,b\n")) == [["sku", "name"], ["A1", "a,b"]]


def test_quoted_line_breaks_and_quotes_stay_in_the_cell(tmp_path):
    assert read(saved(tmp_path, b'sku,name\r\nA1,"two\r\nlines and ""quotes"""\r\n'))[1] == [
        "A1",
        'two\r\nlines and "quotes"',
    ]


@pytest.mark.parametrize(
    "content",
    [b'sku,name\nA1,"never closed\n' + b"x,y\n" * 10, b"sku,name\nA1," + b"x" * 10_000_000, b"x" * 3_000_000],
    ids=["open quotation", "10 MB cell", "endless line"],
)
def test_what_is_no_table_is_refused_with_the_line(tmp_path, content):
    with pytest.raises(NotATable) as refusal:
        read(saved(tmp_path, content))

    assert "near line" in refusal.value.detail


def test_format_goes_by_content_and_not_by_name():
    assert detect_format(io.BytesIO(b"sku,name\n"), size=9) == FileFormat.CSV
    assert detect_format(io.BytesIO(b"PK\x03\x04rest"), size=8) == FileFormat.XLSX
    with pytest.raises(OldWorkbook):
        detect_format(io.BytesIO(bytes.fromhex("d0cf11e0a1b11ae1") + b"rest"), size=12)
    with pytest.raises(FileTooLarge):
        detect_format(io.BytesIO(b"x"), size=MAX_FILE_BYTES + 1)


def workbook(tmp_path, rows=(("sku", "price"), ("A1", 1.5)), name="book.xlsx", **options) -> Path:
    path = tmp_path / name
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def test_workbook_cells_become_what_a_person_would_type(tmp_path):
    from datetime import date, datetime

    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["text", 3, 0.1, 12.340000000000002, True, "0012"])
        sheet.write_datetime(0, 6, date(2026, 3, 31), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_datetime(
            0, 7, datetime.fromisoformat("2026-03-31 14:05"), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        )
        sheet.write_number(0, 8, 1234567890123)

    assert read(path, FileFormat.XLSX) == [
        ["text", "3", "0.1", "12.34", "TRUE", "0012", "2026-03-31", "2026-03-31 14:05:00", "1234567890123"]
    ]


def test_hidden_sheets_are_passed_over(tmp_path):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        hidden, shown = book.add_worksheet("secret"), book.add_worksheet("goods")
        hidden.write(0, 0, "no")
        shown.write(0, 0, "yes")
        shown.activate()
        hidden.hide()

    assert read(path, FileFormat.XLSX) == [["yes"]]


def rezipped(path: Path, change) -> Path:
    """Write an archive again with `change(archive_out)` adding to it."""
    changed = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for entry in source.infolist():
            out.writestr(entry, source.read(entry))
        change(out)
    return changed


def bomb(out: zipfile.ZipFile) -> None:
    with out.open("xl/worksheets/sheet9.xml", "w", force_zip64=True) as entry:
        for _ in range(300):
            entry.write(b"<row/>" * 174_763)


def many(out: zipfile.ZipFile) -> None:
    for number in range(201):
        out.writestr(f"xl/media/{number}.xml", b"x")


def nested(out: zipfile.ZipFile) -> None:
    out.writestr("xl/embeddings/inner.zip", b"PK")


def link(out: zipfile.ZipFile) -> None:
    entry = zipfile.ZipInfo("xl/link.xml")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    out.writestr(entry, "/etc/passwd")


@pytest.mark.parametrize("change", [bomb, many, nested, link])
def test_hostile_archive_is_refused_before_it_is_unpacked(tmp_path, change):
    path = rezipped(workbook(tmp_path), change)
    assert path.stat().st_size < 1_000_000
    started, memory = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with path.open("rb") as file, pytest.raises(ArchiveRefused):
        ensure_harmless_workbook(file)

    assert time.process_time() - started < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 20_000


def test_archive_of_something_else_is_refused(tmp_path):
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("readme.txt", "hello")

    with path.open("rb") as file, pytest.raises(UnknownFormat):
        ensure_harmless_workbook(file)


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 500])
def test_damaged_archive_is_refused(content):
    with pytest.raises(ArchiveRefused):
        ensure_harmless_workbook(io.BytesIO(content))


def test_archive_that_lies_about_its_size_cannot_hurt_the_worker(tmp_path):
    """The table of contents says 1 KB, the stream holds 300 MB: only the process that opens the workbook may suffer."""
    path = rezipped(workbook(tmp_path), lambda out: None)
    sheet = zipfile.ZipFile(path).getinfo("xl/worksheets/sheet1.xml")
    with zipfile.ZipFile(tmp_path / "lie.xlsx", "w", zipfile.ZIP_DEFLATED) as out, zipfile.ZipFile(path) as source:
        for entry in source.infolist():
            if entry.filename != sheet.filename:
                out.writestr(entry, source.read(entry))
        with out.open(sheet.filename, "w", force_zip64=True) as stream:
            stream.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for number in range(1, 60):
                cells = b"".join(b'<c t="inlineStr"><is><t>%s</t></is></c>' % (b"x" * 5_000) for _ in range(1000))
                stream.write(b'<row r="%d">%s</row>' % (number, cells))
            stream.write(b"</sheetData></worksheet>")
    content = bytearray((tmp_path / "lie.xlsx").read_bytes())
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/worksheets/sheet1.xml"))
    content[at + 24 : at + 28] = (1024).to_bytes(4, "little")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(FileRefused):
        read(saved(tmp_path, bytes(content), "lie2.xlsx"), FileFormat.XLSX)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 50_000


def test_two_cells_in_far_corners_cannot_take_the_memory(tmp_path):
    path = tmp_path / "corners.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "z")

    with pytest.raises((WorkbookTooLarge, TooManyColumns)):
        read(path, FileFormat.XLSX)


def test_workbook_of_16384_columns_is_refused(tmp_path):
    with pytest.raises(TooManyColumns):
        read(workbook(tmp_path, [[f"c{number}" for number in range(16_384)]]), FileFormat.XLSX)


def test_damaged_sheet_is_refused(tmp_path):
    path = rezipped(workbook(tmp_path), lambda out: None)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(tmp_path / "bad.xlsx", "w") as out:
        for entry in source.infolist():
            out.writestr(entry, b"<worksheet><sheetData><row" if "sheet1" in entry.filename else source.read(entry))

    with pytest.raises(FileRefused):
        read(tmp_path / "bad.xlsx", FileFormat.XLSX)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "'=1",
        "  =1",
        "＝1",
        "＋1",
        "－1a",
        "＠x",
        "\0=1",
    ],
)
def test_formulas_are_disarmed(text):
    guarded = guard_text(text)

    assert guarded == "'" + text
    assert strip_guard(guarded) == text


@pytest.mark.parametrize("text", ["-12.5", "+86", "12", "Bolt", "a=b", "", "M8-20", "螺栓"])
def test_numbers_and_plain_texts_stay_as_they_are(text):
    assert guard_text(text) == text
    assert strip_guard(text) == text


@given(st.text())
def test_guard_is_taken_off_exactly(text):
    assert strip_guard(guard_text(text)) == text


@pytest.mark.parametrize("file_format", list(FileFormat))
def test_written_tables_read_back_the_same(tmp_path, file_format):
    from datetime import date
    from decimal import Decimal

    rows = [["=1+1", '螺栓\n"two"', Decimal("-12.5000"), 7, date(2026, 3, 31), None, True, "007"]] * 3
    path = tmp_path / "out"
    with open_writer(path, file_format, list("abcdefgh")) as writer:
        writer.write(rows)

    back = read(path, file_format)

    assert back[0] == list("abcdefgh")
    assert [[strip_guard(cell) for cell in row] for row in back[1:]] == [
        ["=1+1", '螺栓\n"two"', "-12.5", "7", "2026-03-31", "", "TRUE", "007"]
    ] * 3


def test_million_rows_pass_through_with_flat_memory(tmp_path):
    path = tmp_path / "million.csv"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"A1,bolt,1.20,5\n" * 10_000)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with open_table(path, FileFormat.CSV) as rows:
        count = sum(1 for _ in rows)

    assert count == 1_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 20_000
