"""`manage.py import_file KIND FILE --as EMAIL`: an import as a person would make it, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import Organization, User
from accounts.selectors.actors import actor_for_user
from kernel.actors import Actor
from kernel.errors import DomainError
from transfer.enums import ImportStatus
from transfer.models import ImportJob
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
            with options["file"].open("rb") as file:
                job = run_import(
                    actor=self._actor(options["email"], options["organization"]),
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
        self._report(job)

    def _actor(self, email: str, organization_id: str | None) -> Actor:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            message = f"nobody has the address {email}"
            raise CommandError(message)
        chosen = Organization.objects.filter(public_id=organization_id).first() if organization_id else None
        return actor_for_user(user, organization_id=chosen.pk if chosen else None)

    def _report(self, job: ImportJob) -> None:
        for error in job.row_errors.select_related("job").order_by("row_number", "pk")[:ERRORS_SHOWN]:
            self.stdout.write(f"row {error.row_number} {error.column}: {error.sentence}")
        if job.status == ImportStatus.FAILED:
            raise CommandError(job.failure)
        self.stdout.write(
            f"{job.get_status_display()}: {job.done_count} rows, {job.created_count} new, {job.updated_count} changed, "
            f"{job.unchanged_count} as they were, {job.error_count} refused ({job.public_id})"
        )
