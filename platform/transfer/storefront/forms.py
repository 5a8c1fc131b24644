"""What people enter about imports and exports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from transfer.enums import FileFormat
from transfer.models import ImportJob
from transfer.registry import Exporter, Importer, importer_of


class ImportForm(forms.Form):
    """A file and what is in it."""

    kind = forms.ChoiceField(label=_("What is in the file"))
    file = forms.FileField(label=_("File"), allow_empty_file=True)

    def __init__(self, *args: Any, importers: Sequence[Importer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(importer.kind, importer.label) for importer in importers]


class ExportForm(forms.Form):
    """What to export, and how."""

    kind = forms.ChoiceField(label=_("What to export"))
    file_format = forms.ChoiceField(label=_("Format"), choices=FileFormat.choices, initial=FileFormat.XLSX)

    def __init__(self, *args: Any, exporters: Sequence[Exporter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(exporter.kind, exporter.label) for exporter in exporters]


class MappingForm(forms.Form):
    """Which heading of the file belongs to which column; one field for each column."""

    def __init__(self, *args: Any, job: ImportJob, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = [(str(position), _described(job, position)) for position, header in enumerate(job.headers) if header]
        for column in importer_of(job.kind).columns:
            self.fields[column.name] = forms.ChoiceField(
                label=str(column.label),
                help_text=str(column.help),
                choices=[("", _("– not in the file –")), *headings],
                required=column.required,
                initial=str(job.mapping.get(column.name, "")),
                error_messages={"required": _("This column is required.")},
            )

    @property
    def mapping(self) -> dict[str, int]:
        """Return column name → position, for the columns that are in the file."""
        return {name: int(position) for name, position in self.cleaned_data.items() if position}


def _described(job: ImportJob, position: int) -> str:
    example = next((row[position] for row in job.sample if position < len(row) and row[position].strip()), "")
    return f"{job.headers[position]} – {example[:30]}" if example else str(job.headers[position])
