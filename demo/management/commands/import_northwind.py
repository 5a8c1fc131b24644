"""Bring the Northwind sample company in, with its 830 orders on their own days."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from demo.northwind.loading import load_northwind
from demo.northwind.source import SourceMissing, read_northwind
from demo.reporting import print_report


class Command(BaseCommand):
    """Import Northwind once; a second run changes nothing."""

    help = (
        "Import the Northwind sample company through the public import formats and trade its orders on their own days."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where the tables are and where the report goes."""
        parser.add_argument("folder", type=Path, help="the folder with Northwind's CSV tables")
        parser.add_argument("--report", type=Path, help="write the report as JSON into this file")
        parser.add_argument("--orders", type=int, help="only the first orders")

    def handle(self, **options: Any) -> None:
        """Run the import and print what came of it."""
        try:
            source = read_northwind(options["folder"], order_limit=options["orders"])
        except SourceMissing as missing:
            raise CommandError(str(missing)) from missing
        report = load_northwind(source, now=timezone.now(), say=self.stdout.write)
        print_report(report, say=self.stdout.write, path=options["report"])
        totals = report.totals
        self.stdout.write(
            f"{totals['orders_equal_to_the_cent']} of {totals['orders_in_source']} orders are equal to the cent, "
            f"{totals['products_with_equal_stock']} of {totals['products_in_source']} products have the source's stock."
        )
        if report.broken_invariants:
            raise CommandError("Invariants do not hold.")
