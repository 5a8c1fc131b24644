"""Bring the UCI Online Retail data set in as one wholesaler with its past orders."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from demo.reporting import print_report
from demo.uci.loading import load_uci
from demo.uci.source import SourceMissing


class Command(BaseCommand):
    """Import the wholesaler once; a second run changes nothing."""

    help = "Import the UCI Online Retail data set: a wholesaler's goods, customers and a year of past orders."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where the file is and where the reports go."""
        parser.add_argument("file", type=Path, help="the data set as CSV, or as CSV packed by xz")
        parser.add_argument("--report", type=Path, help="write the report as JSON into this file")
        parser.add_argument("--refused", type=Path, help="write the lines that are no part of an order into this file")
        parser.add_argument("--lines", type=int, help="only the first lines")

    def handle(self, **options: Any) -> None:
        """Run the import and print what came of it."""
        try:
            report = load_uci(
                options["file"],
                limit=options["lines"],
                refused_to=options["refused"],
                now=timezone.now(),
                say=self.stdout.write,
            )
        except SourceMissing as missing:
            raise CommandError(str(missing)) from missing
        print_report(report, say=self.stdout.write, path=options["report"])
        totals = report.totals
        self.stdout.write(
            f"{totals['orders_equal_to_the_penny']} of {totals['orders_in_source']} orders are equal to the penny."
        )
        if report.broken_invariants:
            raise CommandError("Invariants do not hold.")
