"""Write the empty file that people fill in: the headings in both languages, with what each column takes."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.db.models import Choices

from transfer.columns import ChoiceColumn, Column, in_every_language
from transfer.enums import FileFormat
from transfer.registry import Importer

HELP_SHEET = "说明 Help"
HELP_HEADINGS = ("列 Column", "必填 Required", "说明 What it takes", "示例 Example")
REQUIRED_MARK = "*"
# A spreadsheet keeps at most so many characters of a list of choices.
MAX_LISTED = 250
PREPARED_ROWS = 5_000


def write_blank(importer: Importer, file_format: str) -> bytes:
    """Return an empty file of a kind; the workbook also offers choices in its cells and explains every column on a second sheet."""
    return _workbook(importer) if file_format == FileFormat.XLSX else _text(importer)


def heading_of(column: Column) -> str:
    """Return the heading in both languages, marked where a value is required."""
    return column.heading + (REQUIRED_MARK if column.required else "")


def explain(column: Column) -> str:
    """Return what a column takes, in both languages."""
    parts = in_every_language(column.help) if column.help else []
    if isinstance(column, ChoiceColumn):
        parts.append(" / ".join(_choices(column.choices)))
    return "\n".join(part for part in parts if part)


def _choices(choices: type[Choices]) -> list[str]:
    return [f"{code} ({', '.join(in_every_language(label))})" for code, label in choices.choices]


def _text(importer: Importer) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerow([heading_of(column) for column in importer.columns])
    return text.getvalue().encode("utf-8-sig")


def _workbook(importer: Importer) -> bytes:
    import xlsxwriter  # noqa: PLC0415 - only where a workbook is written

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        _write_table(workbook, importer)
        _write_help(workbook, importer)
    return out.getvalue()


def _write_table(workbook: Any, importer: Importer) -> None:
    sheet = workbook.add_worksheet(in_every_language(importer.label)[-1][:31])
    plain = workbook.add_format({"bold": True, "bg_color": "#EEF2F7", "bottom": 1})
    required = workbook.add_format({"bold": True, "bg_color": "#FDECC8", "bottom": 1})
    as_text = workbook.add_format({"num_format": "@"})
    for position, column in enumerate(importer.columns):
        sheet.write_string(0, position, heading_of(column), required if column.required else plain)
        if explanation := explain(column):
            sheet.write_comment(0, position, explanation, {"x_scale": 2})
        # Codes keep their leading zeros and long numbers their digits where the cells are text from the start.
        sheet.set_column(position, position, 20, as_text if column.is_text else None)
        _offer_choices(sheet, position, column)
    sheet.freeze_panes(1, 0)


def _offer_choices(sheet: Any, position: int, column: Column) -> None:
    if not isinstance(column, ChoiceColumn):
        return
    codes = [str(code) for code in column.choices.values]
    if len(",".join(codes)) <= MAX_LISTED:
        sheet.data_validation(1, position, PREPARED_ROWS, position, {"validate": "list", "source": codes})


def _write_help(workbook: Any, importer: Importer) -> None:
    sheet = workbook.add_worksheet(HELP_SHEET)
    bold, wrapped = workbook.add_format({"bold": True}), workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_row(0, 0, HELP_HEADINGS, bold)
    sheet.set_column(0, 0, 30)
    sheet.set_column(2, 3, 50)
    for row, column in enumerate(importer.columns, 1):
        values = (heading_of(column), REQUIRED_MARK if column.required else "", explain(column), column.example)
        for position, value in enumerate(values):
            sheet.write_string(row, position, value, wrapped)
