"""`manage.py import_file KIND FILE --as EMAIL`: an import as a person would make it, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kernel.actors import Actor
from kernel.errors import DomainError
from transfer.enums import ImportStatus
from transfer.models import ImportJob
from transfer.selectors.jobs import list_row_errors
from transfer.selectors.members import get_member
from transfer.services.running import run_import

ERRORS_SHOWN = 20


class Command(BaseCommand):
    """Import a table and wait for the end."""

    help = "Import a CSV or XLSX file of a registered kind, as a member of a company."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what to import, as whom, and how headings differ from ours."""
        parser.add_argument("kind")
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="email", required=True, help="e-mail address of the member who imports")
        parser.add_argument("--organization", help="public id of the company, where the member has several")
        parser.add_argument("--dry-run", action="store_true", help="only look what would happen")
        parser.add_argument(
            "--heading", action="append", default=[], metavar="HEADING=COLUMN", help="match a heading to a column"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the import and print its report."""
        headings = dict(each.split("=", 1) for each in options["heading"] if "=" in each)
        try:
            actor = get_member(email=options["email"], organization_id=options["organization"])
            with options["file"].open("rb") as file:
                job = run_import(
                    actor=actor,
                    kind=options["kind"],
                    file=file,
                    file_name=options["file"].name,
                    size=options["file"].stat().st_size,
                    headings=headings,
                    options={"dry_run": options["dry_run"]},
                    clock=timezone.now,
                )
        except (OSError, DomainError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self._report(actor, job)

    def _report(self, actor: Actor, job: ImportJob) -> None:
        for error in list_row_errors(actor=actor, import_id=job.public_id)[:ERRORS_SHOWN]:
            self.stdout.write(f"row {error.row_number} {error.column}: {error.sentence}")
        if job.status == ImportStatus.FAILED:
            raise CommandError(job.failure)
        self.stdout.write(
            f"{job.get_status_display()}: {job.done_count} rows, {job.created_count} new, {job.updated_count} changed, "
            f"{job.unchanged_count} as they were, {job.error_count} refused ({job.public_id})"
        )
