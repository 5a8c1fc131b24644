"""The command on a small market."""

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from accounts.models import Organization
from demo.content.pictures.gallery import picture_files
from demo.services.loading import load_demo
from demo.services.logins import API_CLIENT_SECRET, LOGINS
from demo.services.scenario import Scale, Scenario
from orders.models import GoodsReceipt, OrderGroup, OrderLine

SMALL = {"scale": "small", "processes": 0, "force": True}


def test_demo_as_of_a_day_has_nothing_after_it(db):
    call_command("demo", stdout=StringIO(), today=date(2026, 3, 4), **SMALL)

    latest = datetime(2026, 3, 4, tzinfo=timezone.get_fixed_timezone(480))
    assert not OrderGroup.objects.filter(placed_at__gt=latest).exists()
    assert not GoodsReceipt.objects.filter(received_at__gt=latest).exists()


def test_demo_is_the_same_for_the_same_seed_and_day(db):
    def load() -> list[tuple]:
        class Undo(Exception):
            pass

        found: list[tuple] = []
        scenario = Scenario(7, Scale.SMALL, date(2026, 3, 4))
        with pytest.raises(Undo), transaction.atomic():
            load_demo(scenario=scenario, pictures=picture_files([], processes=0), now=scenario.now, say=lambda _: None)
            past = OrderLine.objects.filter(order__placed_at__lt=scenario.now - timedelta(days=1))
            found.extend(
                past.order_by("order__public_id", "position").values_list(
                    "order__public_id", "sku", "quantity", "gross_amount", "shipped_quantity", "received_quantity"
                )
            )
            raise Undo
        return found

    first, second = load(), load()

    assert len(first) > 100
    assert first == second


@override_settings(DEBUG=False, DEMO_DATA_ALLOWED=False)
def test_demo_refuses_a_real_installation(db):
    with pytest.raises(CommandError, match="--force"):
        call_command("demo", scale="small", processes=0)

    assert not Organization.objects.exists()


def test_demo_logins_are_printed_without_loading(db):
    out = StringIO()

    call_command("demo", "--logins", "--force", stdout=out)

    assert all(login.email in out.getvalue() for login in LOGINS)
    assert API_CLIENT_SECRET in out.getvalue()
    assert not Organization.objects.exists()


def test_demo_code_opens_the_back_office_of_its_staff(db):
    from allauth.mfa.totp.internal.auth import validate_totp_code

    from demo.services.logins import STAFF_TOTP_SECRET

    out = StringIO()
    call_command("demo", "--code", "--force", stdout=out)

    assert validate_totp_code(STAFF_TOTP_SECRET, out.getvalue().strip())
