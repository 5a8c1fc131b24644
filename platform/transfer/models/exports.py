from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError
from kernel.models import StoredFile
from kernel.public_ids import PublicIdField
from kernel.transitions import ensure_transition
from transfer.enums import EXPORT_TONES, EXPORT_TRANSITIONS, EXPORT_WORKING, ExportStatus, FileFormat
from transfer.errors import FileExpired, source_text
from transfer.limits import EXPORT_KEPT
from transfer.models.jobs import JobQuerySet, TransferJob
from transfer.registry import exporters_for, kind_label

if TYPE_CHECKING:
    from kernel.actors import Actor


class ExportJobQuerySet(JobQuerySet):
    def visible_to(self, actor: Actor) -> ExportJobQuerySet:
        """Keep the company's exports of the kinds that the actor may export."""
        return self.of_kinds(actor, (exporter.kind for exporter in exporters_for(actor)))


class ExportJob(TransferJob):
    """A file on its way out; the row stays for good as the record of who took what (F230), the file goes when its time is over."""

    public_id = PublicIdField("exp")
    status = models.CharField(_("status"), max_length=20, choices=ExportStatus, default=ExportStatus.QUEUED)
    filters = models.JSONField(_("filter"), default=dict, blank=True)
    file_format = models.CharField(_("format"), max_length=4, choices=FileFormat, default=FileFormat.CSV)
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    done_count = models.PositiveIntegerField(_("rows done"), default=0)
    download_count = models.PositiveIntegerField(_("downloads"), default=0)

    WORKING: ClassVar = EXPORT_WORKING

    objects = ExportJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        constraints = [models.CheckConstraint(condition=Q(status__in=ExportStatus.values), name="export_status_known")]
        indexes = [
            models.Index(fields=["organization", "-id"], name="export_org_idx"),
            models.Index(fields=["id"], condition=Q(status__in=["queued", "running"]), name="export_working_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind}"

    @property
    def percent(self) -> int:
        """Return the progress, 0 to 100; 0 while the number of rows is unknown."""
        return min(100, self.done_count * 100 // self.row_count) if self.row_count else 0

    @property
    def kind_label(self) -> str:
        """Return what the kind is called in the active language."""
        return kind_label(self.kind, exports=True)

    @property
    def tone(self) -> str:
        """Return the colour of the status."""
        return EXPORT_TONES[ExportStatus(self.status)]

    def move_to(self, target: str) -> None:
        """
        Take one step of the table.

        :raises IllegalTransition: when there is no such step.
        """
        ensure_transition(EXPORT_TRANSITIONS, current=self.status, target=target)
        self.status = ExportStatus(target)

    def mark_started(self, *, row_count: int | None, at: datetime) -> None:
        """Begin, or begin again after an interruption: a file half written is thrown away."""
        if self.status == ExportStatus.QUEUED:
            self.move_to(ExportStatus.RUNNING)
        self.started_at, self.done_count, self.row_count = at, 0, row_count

    def mark_done(self, *, file: StoredFile, row_count: int, at: datetime) -> None:
        """Hold the finished file for its time."""
        self.move_to(ExportStatus.DONE)
        self.release()
        self.file, self.finished_at, self.expires_at = file, at, at + EXPORT_KEPT
        self.done_count = self.row_count = row_count

    def mark_failed(self, refusal: DomainError, *, at: datetime) -> None:
        """Give up, with the sentence that says why."""
        self.move_to(ExportStatus.FAILED)
        self.release()
        self.finished_at = at
        self.error_code, self.error_message = refusal.code, source_text(refusal)
        self.error_params = {key: str(value) for key, value in refusal.params.items()}

    def mark_cancelled(self, *, at: datetime) -> None:
        """Stop; there will be no file."""
        self.move_to(ExportStatus.CANCELLED)
        self.release()
        self.finished_at = at

    def ensure_file(self) -> StoredFile:
        """
        Return the file.

        :raises FileExpired: when there is none any more.
        """
        if self.file is None:
            raise FileExpired
        return self.file
