from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

from reference.services.seeding import load_reference


class Command(BaseCommand):
    """Add the public configuration that a new version brings."""

    help = "Adds seed dictionaries, units, currencies, tax rates, regions and config items that are missing. Changes nothing else."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, count in load_reference(get_model=apps.get_model).items():
            self.stdout.write(f"{name}: {count}")
