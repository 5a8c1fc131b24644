"""The pages of imports and exports, the same in the storefront and in the seller office."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Audience
from accounts.faces import ActorFormView, CompanyView, Face, PageRequest
from kernel.errors import NotFound
from kernel.models import StoredFile
from kernel.services.files import open_file
from transfer.enums import CONTENT_TYPES, FileFormat, ImportStatus
from transfer.models import ExportJob, ImportJob
from transfer.registry import exporters_for, importer_of, importers_for
from transfer.selectors.jobs import get_error_file, get_import, list_exports, list_imports, list_row_errors
from transfer.services.blanks import write_blank
from transfer.services.exports import cancel_export, download_export, request_export
from transfer.services.imports import cancel_import, create_import, reopen_mapping, start_import
from transfer.storefront.forms import ExportForm, ImportForm, MappingForm

AUDIENCES = {Face.STOREFRONT: Audience.BUYER, Face.SELLER: Audience.SELLER}
JOBS_SHOWN = 50
ERRORS_SHOWN = 100
FILTER_PREFIX = "filter-"
STEPS = (_("Upload"), _("Match columns"), _("Preview"), _("Import"))
STEP_OF = {
    ImportStatus.UPLOADED: 1,
    ImportStatus.MAPPING: 2,
    ImportStatus.VALIDATING: 3,
    ImportStatus.READY: 3,
    ImportStatus.RUNNING: 4,
}


class TransferView(CompanyView):
    """A page of this app in either face."""

    @property
    def audience(self) -> Audience:
        """Return whose kinds this face offers."""
        return AUDIENCES[self.face]

    def page(self, template: str | None = None, *, status: int = 200, **context: Any) -> HttpResponse:
        """Render with the names of this face's pages."""
        names = {"ns": self.face.value, "may_import": bool(importers_for(self.request.actor, self.audience))}
        return super().page(template, status=status, **names, **context)

    def at(self, name: str, *args: object) -> str:
        """Return the address of a page of this app in this face."""
        return self.url(f"{self.face.value}:{name}", *args)


class ImportListView(TransferView):
    """The company's imports, newest first; the list renews itself while something is running."""

    template_name = "storefront/transfer/import_list.html"

    def get(self, request: PageRequest) -> HttpResponse:
        """Show the list."""
        jobs = list(list_imports(actor=request.actor)[:JOBS_SHOWN])
        return self.page(jobs=jobs, is_working=any(job.is_working for job in jobs))


class ImportCreateView(ActorFormView, TransferView):
    """Choose a kind, fetch its blank, hand in a file."""

    template_name = "storefront/transfer/import_create.html"
    form_class = ImportForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the kinds that the actor may import here."""
        importers = importers_for(self.request.actor, self.audience)
        if not importers:
            raise NotFound
        wanted = self.request.GET.get("kind")
        return {"importers": importers, "initial": {"kind": wanted} if wanted else None}

    def get_context(self) -> dict[str, Any]:
        """Explain the columns of each kind."""
        return {"importers": importers_for(self.request.actor, self.audience), "steps": STEPS}

    def submit(self, form: ImportForm) -> HttpResponse:
        """Take the file in and go to its page."""
        file = form.cleaned_data["file"]
        job = create_import(
            actor=self.request.actor,
            kind=form.cleaned_data["kind"],
            file=file.file,
            file_name=file.name,
            size=file.size,
            now=timezone.now(),
        )
        return self.go(self.at("import", job.public_id))


class ImportView(TransferView):
    """One import at whatever step it is."""

    template_name = "storefront/transfer/import.html"

    def get(self, request: PageRequest, import_id: str) -> HttpResponse:
        """Show the step."""
        job = get_import(actor=request.actor, import_id=import_id)
        form = MappingForm(job=job) if job.status == ImportStatus.MAPPING else None
        return self.show(job, form)

    def post(self, request: PageRequest, import_id: str) -> HttpResponse:
        """Take the matched columns and look what the import would do."""
        job = get_import(actor=request.actor, import_id=import_id)
        form = MappingForm(request.POST, job=job)
        if not form.is_valid():
            return self.show(job, form, status=422)
        start_import(actor=request.actor, import_id=import_id, mapping=form.mapping, dry_run=True, now=timezone.now())
        return self.go(self.at("import", import_id))

    def show(self, job: ImportJob, form: MappingForm | None, *, status: int = 200) -> HttpResponse:
        """Render the page with the first faults and rows."""
        errors = list_row_errors(actor=self.request.actor, import_id=job.public_id)[:ERRORS_SHOWN]
        return self.page(
            status=status,
            job=job,
            form=form,
            errors=[] if job.status == ImportStatus.MAPPING else list(errors),
            columns=importer_of(job.kind).columns,
            steps=STEPS,
            step=STEP_OF.get(ImportStatus(job.status), len(STEPS) + 1),
        )


class ImportStartView(TransferView):
    """Run what the preview has shown."""

    def post(self, request: PageRequest, import_id: str) -> HttpResponse:
        """Start."""
        start_import(actor=request.actor, import_id=import_id, now=timezone.now())
        return self.go(self.at("import", import_id))


class ImportReopenView(TransferView):
    """Go back from the preview to the columns."""

    def post(self, request: PageRequest, import_id: str) -> HttpResponse:
        """Go back."""
        reopen_mapping(actor=request.actor, import_id=import_id, now=timezone.now())
        return self.go(self.at("import", import_id))


class ImportCancelView(TransferView):
    """Stop an import."""

    def post(self, request: PageRequest, import_id: str) -> HttpResponse:
        """Stop."""
        cancel_import(actor=request.actor, import_id=import_id, now=timezone.now())
        return self.go(self.at("import", import_id))


class ImportErrorFileView(TransferView):
    """The refused rows, to be corrected and sent again."""

    def get(self, request: PageRequest, import_id: str) -> FileResponse:
        """Send the file."""
        stored, _file_format = get_error_file(actor=request.actor, import_id=import_id)
        return attachment(stored)


class ImportBlankView(TransferView):
    """The empty file of a kind."""

    def get(self, request: PageRequest, kind: str, file_format: str) -> HttpResponse:
        """Send the file."""
        importer = importer_of(kind, request.actor)
        content = write_blank(importer, file_format)
        headers = {"Content-Disposition": f'attachment; filename="{importer.kind}.{file_format}"'}
        return HttpResponse(content, content_type=CONTENT_TYPES[FileFormat(file_format)], headers=headers)


class ExportListView(ActorFormView, TransferView):
    """The company's exports, newest first, and a form for one more."""

    template_name = "storefront/transfer/export_list.html"
    form_class = ExportForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the kinds that the actor may export here."""
        return {"exporters": exporters_for(self.request.actor, self.audience)}

    def get_context(self) -> dict[str, Any]:
        """List the exports."""
        jobs: list[ExportJob] = list(list_exports(actor=self.request.actor)[:JOBS_SHOWN])
        may_export = bool(exporters_for(self.request.actor, self.audience))
        return {"jobs": jobs, "is_working": any(job.is_working for job in jobs), "may_export": may_export}

    def submit(self, form: ExportForm) -> HttpResponse:
        """Order the export; fields called `filter-…` of the sending page become its filter."""
        sent = self.request.POST.items()
        filters = {key.removeprefix(FILTER_PREFIX): value for key, value in sent if key.startswith(FILTER_PREFIX)}
        request_export(
            actor=self.request.actor,
            kind=form.cleaned_data["kind"],
            file_format=form.cleaned_data["file_format"],
            filters=filters,
            now=timezone.now(),
        )
        return self.go(self.at("export_list"))


class ExportFileView(TransferView):
    """The finished file of an export."""

    def get(self, request: PageRequest, export_id: str) -> FileResponse:
        """Send the file, and put that on the record."""
        return attachment(download_export(actor=request.actor, export_id=export_id, now=timezone.now()))


class ExportCancelView(TransferView):
    """Stop an export."""

    def post(self, request: PageRequest, export_id: str) -> HttpResponse:
        """Stop."""
        cancel_export(actor=request.actor, export_id=export_id, now=timezone.now())
        return self.go(self.at("export_list"))


def attachment(stored: StoredFile) -> FileResponse:
    """Return a file to be saved under its name, never shown."""
    return FileResponse(open_file(stored), as_attachment=True, filename=stored.name, content_type=stored.content_type)
