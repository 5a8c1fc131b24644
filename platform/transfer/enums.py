from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.transitions import Transitions


class ImportStatus(models.TextChoices):
    """Where an import stands. Work is left to do in `uploaded`, `validating` and `running`; people are asked in `mapping` and `ready`."""

    UPLOADED = "uploaded", _("Uploaded")
    MAPPING = "mapping", _("Columns to be matched")
    VALIDATING = "validating", _("Being checked")
    READY = "ready", _("Checked, ready to run")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    DONE_WITH_ERRORS = "done_with_errors", _("Done, some rows refused")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


_STOPPED = frozenset({ImportStatus.FAILED, ImportStatus.CANCELLED})

IMPORT_TRANSITIONS: Transitions = {
    ImportStatus.UPLOADED: frozenset({ImportStatus.MAPPING, ImportStatus.VALIDATING, ImportStatus.RUNNING}) | _STOPPED,
    ImportStatus.MAPPING: frozenset({ImportStatus.VALIDATING, ImportStatus.RUNNING}) | _STOPPED,
    ImportStatus.VALIDATING: frozenset({ImportStatus.READY}) | _STOPPED,
    ImportStatus.READY: frozenset({ImportStatus.MAPPING, ImportStatus.VALIDATING, ImportStatus.RUNNING}) | _STOPPED,
    ImportStatus.RUNNING: frozenset({ImportStatus.DONE, ImportStatus.DONE_WITH_ERRORS}) | _STOPPED,
    ImportStatus.DONE: frozenset(),
    ImportStatus.DONE_WITH_ERRORS: frozenset(),
    ImportStatus.FAILED: frozenset(),
    ImportStatus.CANCELLED: frozenset(),
}
IMPORT_TONES: dict[ImportStatus, str] = {
    **dict.fromkeys([ImportStatus.UPLOADED, ImportStatus.VALIDATING, ImportStatus.RUNNING], "info"),
    **dict.fromkeys([ImportStatus.MAPPING, ImportStatus.READY, ImportStatus.DONE_WITH_ERRORS], "warning"),
    ImportStatus.DONE: "success",
    ImportStatus.FAILED: "danger",
    ImportStatus.CANCELLED: "neutral",
}
IMPORT_WORKING = frozenset({ImportStatus.UPLOADED, ImportStatus.VALIDATING, ImportStatus.RUNNING})
IMPORT_ENDED = frozenset({status for status, targets in IMPORT_TRANSITIONS.items() if not targets})


class ExportStatus(models.TextChoices):
    """Where an export stands."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


EXPORT_TRANSITIONS: Transitions = {
    ExportStatus.QUEUED: frozenset({ExportStatus.RUNNING, ExportStatus.FAILED, ExportStatus.CANCELLED}),
    ExportStatus.RUNNING: frozenset({ExportStatus.DONE, ExportStatus.FAILED, ExportStatus.CANCELLED}),
    ExportStatus.DONE: frozenset(),
    ExportStatus.FAILED: frozenset(),
    ExportStatus.CANCELLED: frozenset(),
}
EXPORT_TONES: dict[ExportStatus, str] = {
    ExportStatus.QUEUED: "info",
    ExportStatus.RUNNING: "info",
    ExportStatus.DONE: "success",
    ExportStatus.FAILED: "danger",
    ExportStatus.CANCELLED: "neutral",
}
EXPORT_WORKING = frozenset({ExportStatus.QUEUED, ExportStatus.RUNNING})


class FileFormat(models.TextChoices):
    """The two kinds of table file."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"


CONTENT_TYPES = {
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
