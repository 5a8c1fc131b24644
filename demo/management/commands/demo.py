"""Fill an empty instance with a believable market, or print who can sign in."""

import logging
import sys
import time
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo.content.pictures.gallery import picture_files
from demo.services.loading import deliver_news, is_loaded, load_demo
from demo.services.logins import STAFF_TOTP_SECRET, login_table
from demo.services.scenario import DEFAULT_SEED, Scale, Scenario

CHINA = ZoneInfo("Asia/Shanghai")


class Command(BaseCommand):
    """Load the demo market once; a second run changes nothing."""

    help = "Load invented companies, goods and three years of trade into an empty instance."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="another seed, another market")
        parser.add_argument("--scale", choices=[scale.value for scale in Scale], default=Scale.FULL)
        parser.add_argument(
            "--today", type=date.fromisoformat, help="the day on which trade has arrived (default: today)"
        )
        parser.add_argument("--processes", type=int, default=2, help="how many processes draw pictures")
        parser.add_argument("--logins", action="store_true", help="only print who can sign in, and the API client")
        parser.add_argument("--code", action="store_true", help="only print the staff member's present six-digit code")
        parser.add_argument("--force", action="store_true", help="also where demo data is not allowed")

    def handle(self, **options: Any) -> None:
        """Run the command."""
        if not (options["force"] or settings.DEBUG or getattr(settings, "DEMO_DATA_ALLOWED", False)):
            raise CommandError(
                "This looks like a real installation: demo data has known passwords. Use --force to insist."
            )
        if options["code"]:
            self.stdout.write(_present_code())
        elif options["logins"]:
            self.stdout.write(login_table())
        elif is_loaded():
            self.stdout.write("The demo data is there already.")
        else:
            self._load(options)

    def _load(self, options: dict[str, Any]) -> None:
        started, now = time.monotonic(), timezone.now()
        today = options["today"] or now.astimezone(CHINA).date()
        scenario = Scenario(options["seed"], Scale(options["scale"]), today)
        if today != now.astimezone(CHINA).date():
            now = datetime.combine(today, datetime.min.time(), CHINA)
        load_demo(
            scenario=scenario,
            pictures=picture_files(scenario.picture_names, processes=options["processes"]),
            now=now,
            say=lambda words: self._say(words, started),
        )
        # Every message wakes the worker, and each call would be a line of log.
        logging.getLogger("django_structlog").setLevel(logging.WARNING)
        deliver_news(now=now)
        self._say("messages and invoices of today", started)

    def _say(self, words: str, started: float) -> None:
        self.stdout.write(f"{time.monotonic() - started:6.1f} s  {words}")
        sys.stdout.flush()


def _present_code() -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(STAFF_TOTP_SECRET, counter))
