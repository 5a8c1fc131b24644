from __future__ import annotations

import time
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kernel.services.sealing import seal_pending
from kernel.verification import invariants

SHOWN_PER_CHECK = 20


class Command(BaseCommand):
    help = "Check every invariant of the stored data and name what breaks it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", help="only checks whose name begins so, such as `orders.`")

    def handle(self, *args: Any, names: list[str], **options: Any) -> None:
        chosen = {name: check for name, check in invariants().items() if not names or name.startswith(tuple(names))}
        if not chosen:
            message = f"No check begins with {' or '.join(names)}."
            raise CommandError(message)
        seal_pending(now=timezone.now(), complete=True)
        broken = 0
        for name, check in chosen.items():
            started = time.monotonic()
            found = list(islice(check(), SHOWN_PER_CHECK))
            broken += bool(found)
            verdict = self.style.ERROR("BROKEN") if found else self.style.SUCCESS("ok")
            self.stdout.write(f"{verdict:8} {name} ({time.monotonic() - started:.1f} s)")
            for sentence in found:
                self.stdout.write(f"         {sentence}")
        if broken:
            message = f"{broken} invariants do not hold."
            raise CommandError(message)
        self.stdout.write(self.style.SUCCESS("Every invariant holds."))
