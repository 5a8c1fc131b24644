from __future__ import annotations

import os
from getpass import getpass
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.services.registration import create_first_staff, ensure_platform
from kernel.errors import DomainError


class Command(BaseCommand):
    help = "Create an administrator of the platform. The password is asked for, or read from STAFF_PASSWORD."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="Administrator")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        password = os.environ.get("STAFF_PASSWORD") or getpass("Password: ")
        now = timezone.now()
        try:
            validate_password(password)
            ensure_platform(name_zh=settings.BRAND.name_zh, name_en=settings.BRAND.name_en, now=now)
            staff = create_first_staff(email=email, name=name, password=password, now=now)
        except (DomainError, ValidationError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS(f"{staff.email} may sign in and open the back office."))
