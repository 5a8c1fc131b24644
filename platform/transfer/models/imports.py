from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError
from kernel.public_ids import PublicIdField
from kernel.transitions import ensure_transition
from transfer.enums import IMPORT_ENDED, IMPORT_TONES, IMPORT_TRANSITIONS, IMPORT_WORKING, FileFormat, ImportStatus
from transfer.errors import source_text
from transfer.faults import describe
from transfer.models.jobs import JobQuerySet, TransferJob
from transfer.registry import Tally, importer_of, importers_for, kind_label

if TYPE_CHECKING:
    from kernel.actors import Actor

COUNTERS = ("created_count", "updated_count", "unchanged_count", "error_count")
# What a worker writes after each chunk.
PROGRESS_FIELDS = (
    *("read_count", "done_count", "worker", "heartbeat_at", "attempt_count", "updated_at"),
    *COUNTERS,
)
STATUS_FIELDS = (
    *("status", "started_at", "finished_at", "expires_at", "error_code", "error_message", "error_params"),
    *PROGRESS_FIELDS,
)


class ImportJobQuerySet(JobQuerySet):
    def visible_to(self, actor: Actor) -> ImportJobQuerySet:
        """Keep the company's imports of the kinds that the actor may import."""
        return self.of_kinds(actor, (importer.kind for importer in importers_for(actor)))


class ImportJob(TransferJob):
    """A file on its way into the platform; chunks commit together with their progress, so a killed worker doubles nothing."""

    public_id = PublicIdField("imp")
    status = models.CharField(_("status"), max_length=20, choices=ImportStatus, default=ImportStatus.UPLOADED)
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField(_("file"), max_length=255)
    file_format = models.CharField(_("format"), max_length=4, choices=FileFormat)
    error_file = models.ForeignKey(
        "kernel.StoredFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Runs through without asking when every required column is found.
    is_automatic = models.BooleanField(_("without asking"), default=False)
    header_row = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=list, blank=True)
    sample = models.JSONField(default=list, blank=True)
    # Column name → position in the row.
    mapping = models.JSONField(default=dict, blank=True)
    # Records of the file that are behind us, and rows among them that were looked at.
    read_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(_("rows done"), default=0)
    created_count = models.PositiveIntegerField(_("created"), default=0)
    updated_count = models.PositiveIntegerField(_("updated"), default=0)
    unchanged_count = models.PositiveIntegerField(_("unchanged"), default=0)
    error_count = models.PositiveIntegerField(_("refused rows"), default=0)

    WORKING: ClassVar = IMPORT_WORKING

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ImportStatus.values), name="import_status_known"),
            models.CheckConstraint(
                condition=Q(
                    done_count=F("created_count") + F("updated_count") + F("unchanged_count") + F("error_count")
                ),
                name="import_counts_add_up",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["done", "done_with_errors"]) | Q(done_count=F("row_count")),
                name="import_done_means_every_row",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "-id"], name="import_org_idx"),
            # Serves the workers' question for something to do.
            models.Index(
                fields=["id"], condition=Q(status__in=["uploaded", "validating", "running"]), name="import_working_idx"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind}"

    @property
    def percent(self) -> int:
        """Return the progress of the present pass, 0 to 100."""
        return min(100, self.done_count * 100 // self.row_count) if self.row_count else 0

    @property
    def kind_label(self) -> str:
        """Return what the kind is called in the active language."""
        return kind_label(self.kind)

    @property
    def tone(self) -> str:
        """Return the colour of the status."""
        return IMPORT_TONES[ImportStatus(self.status)]

    @property
    def has_ended(self) -> bool:
        """Tell whether nothing will happen any more."""
        return self.status in IMPORT_ENDED

    @property
    def is_dry_run(self) -> bool:
        """Tell whether the present pass only looks."""
        return self.status == ImportStatus.VALIDATING

    def move_to(self, target: str) -> None:
        """
        Take one step of the table.

        :raises IllegalTransition: when there is no such step.
        """
        ensure_transition(IMPORT_TRANSITIONS, current=self.status, target=target)
        self.status = ImportStatus(target)
        self.release()
        self.attempt_count = 0

    def mark_started(self, target: ImportStatus, *, at: datetime) -> None:
        """Begin a pass over the rows, `validating` or `running`, with all counters at zero."""
        self.move_to(target)
        self.started_at = at
        self.read_count = self.done_count = 0
        self.created_count = self.updated_count = self.unchanged_count = self.error_count = 0

    def mark_finished(self, *, at: datetime) -> None:
        """End a pass: what was looked at becomes ready, what was written is done."""
        if self.is_dry_run:
            self.move_to(ImportStatus.READY)
            return
        self.move_to(ImportStatus.DONE_WITH_ERRORS if self.error_count else ImportStatus.DONE)
        self.finished_at = at

    def mark_failed(self, refusal: DomainError, *, at: datetime) -> None:
        """Give up, with the sentence that says why."""
        self.move_to(ImportStatus.FAILED)
        self.finished_at = at
        self.error_code, self.error_message = refusal.code, source_text(refusal)
        self.error_params = {key: str(value) for key, value in refusal.params.items()}

    def mark_cancelled(self, *, at: datetime) -> None:
        """Stop; rows already written stay."""
        self.move_to(ImportStatus.CANCELLED)
        self.finished_at = at

    def advance(self, *, read: int, tally: Tally, faulty: int, at: datetime) -> None:
        """Count one chunk; progress forgives earlier attempts."""
        self.read_count += read
        self.created_count += tally.created
        self.updated_count += tally.updated
        self.unchanged_count += tally.unchanged
        self.error_count += faulty
        self.done_count = self.created_count + self.updated_count + self.unchanged_count + self.error_count
        self.heartbeat_at, self.attempt_count = at, 0


class RowErrorQuerySet(models.QuerySet["RowError"]):
    def visible_to(self, actor: Actor) -> RowErrorQuerySet:
        """Keep the errors of imports that the actor sees."""
        return self.filter(job__in=ImportJob.objects.visible_to(actor))


class RowError(models.Model):
    """One problem of one row, with the row as it stood in the file. The first of a row carries its cells."""

    job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="row_errors")
    row_number = models.PositiveIntegerField(_("row"))
    column = models.CharField(_("column"), max_length=100, blank=True)
    code = models.CharField(_("code"), max_length=60)
    # English, with placeholders; translated when shown.
    message = models.TextField(_("problem"))
    params = models.JSONField(default=dict)
    raw = models.JSONField(_("row as sent"), default=list)

    objects = RowErrorQuerySet.as_manager()

    class Meta:
        verbose_name = _("refused row")
        verbose_name_plural = _("refused rows")
        indexes = [models.Index(fields=["job", "row_number", "id"], name="row_error_job_idx")]

    def __str__(self) -> str:
        return f"{self.row_number}: {self.code}"

    @property
    def sentence(self) -> str:
        """Return the problem in the active language."""
        return describe(self.message, self.params)

    @property
    def column_label(self) -> str:
        """Return what the column is called in the active language."""
        columns = importer_of(self.job.kind).columns
        return next((str(column.label) for column in columns if column.name == self.column), self.column)


class SavedMapping(models.Model):
    """How a company's headings belong to columns, as its people chose last time."""

    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    # Normalised heading → column name, empty for a heading that is left out.
    headings = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "kind"], name="saved_mapping_once")]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.kind}"
