"""Why a file, a job or a row is refused."""

from __future__ import annotations

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kernel.errors import DomainError


class UnknownKind(DomainError):
    """No app knows this kind of import or export, or the actor may not use it: the two look the same."""

    code = "unknown_transfer_kind"
    status = HTTPStatus.NOT_FOUND
    title = _("Not found")
    message = _("This kind of import or export does not exist, or your role does not allow it.")


class FileRefused(DomainError):
    """The file as a whole cannot be read; the sentence says what to do."""

    code = "file_refused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("The file cannot be read")
    message = _("The file cannot be read as a table. Save it as CSV (UTF-8) or XLSX and try again.")


class FileTooLarge(FileRefused):
    code = "file_too_large"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    message = _("The file is larger than %(limit_mb)s MB. Split it and import the parts one after another.")


class FileEmpty(FileRefused):
    code = "file_empty"
    message = _("The file has no rows below its header row.")


class UnknownFormat(FileRefused):
    code = "unknown_file_format"
    message = _("Only CSV and XLSX files can be imported. Save the table as one of them and try again.")


class OldWorkbook(FileRefused):
    code = "old_or_protected_workbook"
    message = _(
        "The workbook is protected by a password or is in the old .xls format. Save it without a password as .xlsx."
    )


class UnknownEncoding(FileRefused):
    code = "unknown_encoding"
    message = _("The characters of the file are neither UTF-8, UTF-16 nor GB 18030. Save it as “CSV UTF-8”.")


class NotATable(FileRefused):
    code = "not_a_table"
    message = _(
        "The file is not a table: near line %(line)s a line or cell is endless or a quotation mark is not closed."
    )


class TooManyColumns(FileRefused):
    code = "too_many_columns"
    message = _("The table has more than %(limit)s columns. Remove those that are not needed.")


class TooManyRows(FileRefused):
    code = "too_many_rows"
    message = _("The table has more than %(limit)s rows. Split it and import the parts one after another.")


class ArchiveRefused(FileRefused):
    code = "archive_refused"
    message = _("The workbook is damaged or unpacks to far more than a table needs. Save it again, or save it as CSV.")


class WorkbookTooLarge(FileRefused):
    code = "workbook_too_large"
    message = _("The workbook is too large to be opened. Delete unused rows and columns, or save it as CSV.")


class MissingColumns(FileRefused):
    code = "missing_columns"
    message = _("Required columns are not matched: %(columns)s.")


class TooManyFaultyRows(FileRefused):
    code = "too_many_faulty_rows"
    message = _("More than %(limit)s rows have errors. Check that the file and its columns fit this kind of import.")


class Interrupted(FileRefused):
    code = "job_interrupted"
    message = _("The job was interrupted several times and given up. Try again, or split the file.")


class UnexpectedFailure(FileRefused):
    code = "job_failed"
    message = _("The job stopped because of an unexpected error; the operators have been told.")


class NoLongerAllowed(FileRefused):
    code = "job_no_longer_allowed"
    message = _("Whoever started this job may not do so any more.")


class TooManyJobs(DomainError):
    """An organization has as many unfinished jobs as it may have."""

    code = "too_many_jobs"
    status = HTTPStatus.TOO_MANY_REQUESTS
    title = _("Too many jobs")
    message = _("Your company has %(limit)s unfinished jobs. Finish or cancel some of them first.")


class FileExpired(DomainError):
    """The file was deleted after its time."""

    code = "file_expired"
    status = HTTPStatus.GONE
    title = _("Not available any more")
    message = _("This file has been deleted because its time was over, or it was never made.")


class Superseded(Exception):
    """Nothing to tell anybody: the job was cancelled, or another worker has taken it over, so this one stops."""


def source_text(refusal: DomainError) -> str:
    """Return a refusal's sentence untranslated with its placeholders, to be stored and translated when it is shown."""
    with override(None):
        return str(refusal._detail if refusal._detail is not None else refusal.message)
