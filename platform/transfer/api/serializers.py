"""What the API takes and gives about imports and exports."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from openplatform.api.input import InputSerializer
from transfer.enums import ExportStatus, FileFormat, ImportStatus
from transfer.models import ExportJob, ImportJob, RowError


class ImportRequestSerializer(InputSerializer):
    """A file with what is in it; sent as `multipart/form-data`."""

    kind = serializers.CharField(max_length=60, help_text=_("One of the kinds that GET /imports/kinds lists."))
    file = serializers.FileField(allow_empty_file=True, help_text=_("CSV or XLSX."))
    dry_run = serializers.BooleanField(
        default=False, help_text=_("Only look what would happen; POST /imports/{id}/start does it then.")
    )
    headings = serializers.JSONField(
        required=False,
        help_text=_("JSON object: heading of the file → column, where our names and labels are not used."),
    )

    def validate_headings(self, value: Any) -> dict[str, str]:
        """
        Take an object of texts.

        :raises ValidationError: for anything else.
        """
        if not isinstance(value, dict) or not all(isinstance(name, str) for name in value.values()):
            raise serializers.ValidationError(_("An object of heading and column is needed."))
        return value


class ExportRequestSerializer(InputSerializer):
    """What to export, and how."""

    kind = serializers.CharField(max_length=60, help_text=_("One of the kinds that GET /exports/kinds lists."))
    file_format = serializers.ChoiceField(choices=FileFormat.choices, default=FileFormat.CSV)
    filters = serializers.DictField(child=serializers.CharField(max_length=200), required=False)


class ImportColumnSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    help = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]
    example = serializers.CharField()


class ImportKindSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    help = serializers.CharField()
    columns = ImportColumnSerializer(many=True)


class ExportKindSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    help = serializers.CharField()
    headings = serializers.ListField(child=serializers.CharField())


class ImportJobSerializer(serializers.Serializer[ImportJob]):
    """Where an import stands."""

    id = serializers.CharField(source="public_id")
    kind = serializers.CharField()
    status = serializers.ChoiceField(choices=ImportStatus.choices)
    file_name = serializers.CharField()
    is_dry_run = serializers.BooleanField()
    row_count = serializers.IntegerField(allow_null=True)
    done_count = serializers.IntegerField()
    created_count = serializers.IntegerField()
    updated_count = serializers.IntegerField()
    unchanged_count = serializers.IntegerField()
    error_count = serializers.IntegerField()
    failure = serializers.CharField()
    error_code = serializers.CharField()
    errors_url = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField()

    def get_errors_url(self, job: ImportJob) -> str:
        """Return where the refused rows are listed."""
        return reverse("transfer_api:import_errors", args=[job.public_id])


class RowErrorSerializer(serializers.Serializer[RowError]):
    """One problem of one row."""

    row_number = serializers.IntegerField()
    column = serializers.CharField()
    code = serializers.CharField()
    message = serializers.CharField(source="sentence")
    raw = serializers.ListField(child=serializers.CharField())


class ExportJobSerializer(serializers.Serializer[ExportJob]):
    """Where an export stands."""

    id = serializers.CharField(source="public_id")
    kind = serializers.CharField()
    status = serializers.ChoiceField(choices=ExportStatus.choices)
    file_format = serializers.ChoiceField(choices=FileFormat.choices)
    filters = serializers.DictField(child=serializers.CharField())
    row_count = serializers.IntegerField(allow_null=True)
    done_count = serializers.IntegerField()
    failure = serializers.CharField()
    error_code = serializers.CharField()
    file_url = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField()

    def get_file_url(self, job: ExportJob) -> str | None:
        """Return where the file is, once it is there."""
        return reverse("transfer_api:export_file", args=[job.public_id]) if job.file_id else None
