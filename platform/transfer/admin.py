"""Imports and exports of every company, for staff who watch the platform."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RangeDateTimeFilter
from unfold.decorators import display

from accounts.admin.base import ReadOnlyInline, Section, StaffModelAdmin, StaffRequest, as_staff, staff_action
from accounts.permissions import StaffAccountsPermission
from transfer.enums import EXPORT_TONES, EXPORT_WORKING, IMPORT_ENDED, IMPORT_TONES
from transfer.models import ExportJob, ImportJob, RowError
from transfer.services.exports import cancel_export
from transfer.services.imports import cancel_import

PERMISSION = StaffAccountsPermission.MANAGE_PLATFORM


class RowErrorInline(ReadOnlyInline):
    view_permission = PERMISSION
    model = RowError
    fields = readonly_fields = ("row_number", "column", "code", "problem", "raw")
    ordering = ("row_number", "pk")
    per_page = 50
    show_change_link = False

    @admin.display(description=_("Problem"))
    def problem(self, error: RowError) -> str:
        """Return the problem in the reader's language."""
        return error.sentence


class JobAdmin(StaffModelAdmin):
    """What lists of imports and exports have in common."""

    view_permission = PERMISSION
    section = Section.INTEGRATION
    list_select_related = ("organization", "user")
    ordering = ("-id",)

    @admin.display(description=_("Kind"), ordering="kind")
    def kind_name(self, job: ImportJob | ExportJob) -> str:
        """Return what the kind is called."""
        return job.kind_label

    @admin.display(description=_("Failure"))
    def failure_text(self, job: ImportJob | ExportJob) -> str:
        """Return why the job failed."""
        return job.failure


@admin.register(ImportJob)
class ImportJobAdmin(JobAdmin):
    """Files on their way in."""

    icon, position = "upload_file", 60
    list_display = (
        "created_at",
        "organization",
        "kind_name",
        "file_name",
        "status_label",
        "row_count",
        "done_count",
        "error_count",
        "user",
    )
    list_filter = (("status", ChoicesDropdownFilter), "kind", ("created_at", RangeDateTimeFilter))
    search_fields = ("public_id", "file_name", "organization__name_zh", "organization__name_en", "user__email")
    fields = (
        ("public_id", "organization", "user"),
        ("kind_name", "file_name", "file_format"),
        ("status_label", "failure_text"),
        ("row_count", "done_count"),
        ("created_count", "updated_count", "unchanged_count", "error_count"),
        ("created_at", "started_at", "finished_at", "expires_at"),
        ("attempt_count", "heartbeat_at"),
    )
    readonly_fields = ("public_id", "kind_name", "status_label", "failure_text")
    inlines = (RowErrorInline,)
    actions_detail = ("cancel",)

    @display(description=_("Status"), ordering="status", label=IMPORT_TONES)
    def status_label(self, job: ImportJob) -> tuple[str, str]:
        """Return the status in its colour."""
        return job.status, job.get_status_display()

    @staff_action(
        _("Cancel"),
        permission=PERMISSION,
        icon="cancel",
        explanation=_("Rows already written stay."),
        when=lambda job: job.status not in IMPORT_ENDED,
    )
    def cancel(self, request: StaffRequest, job: ImportJob, form: Any) -> str:
        """Stop an import."""
        cancel_import(actor=as_staff(request), import_id=job.public_id, now=timezone.now())
        return str(_("The import was cancelled."))


@admin.register(ExportJob)
class ExportJobAdmin(JobAdmin):
    """Files on their way out: who took what, with which filter and how many rows (F230)."""

    icon, position = "file_save", 61
    list_display = (
        "created_at",
        "organization",
        "kind_name",
        "file_format",
        "filters",
        "status_label",
        "done_count",
        "download_count",
        "user",
    )
    list_filter = (("status", ChoicesDropdownFilter), "kind", ("created_at", RangeDateTimeFilter))
    search_fields = ("public_id", "organization__name_zh", "organization__name_en", "user__email")
    fields = (
        ("public_id", "organization", "user"),
        ("kind_name", "file_format", "filters"),
        ("status_label", "failure_text"),
        ("row_count", "done_count", "download_count"),
        ("created_at", "started_at", "finished_at", "expires_at"),
    )
    readonly_fields = ("public_id", "kind_name", "status_label", "failure_text")
    actions_detail = ("cancel",)

    @display(description=_("Status"), ordering="status", label=EXPORT_TONES)
    def status_label(self, job: ExportJob) -> tuple[str, str]:
        """Return the status in its colour."""
        return job.status, job.get_status_display()

    @staff_action(_("Cancel"), permission=PERMISSION, icon="cancel", when=lambda job: job.status in EXPORT_WORKING)
    def cancel(self, request: StaffRequest, job: ExportJob, form: Any) -> str:
        """Stop an export."""
        cancel_export(actor=as_staff(request), export_id=job.public_id, now=timezone.now())
        return str(_("The export was cancelled."))
