"""Known companies through the public import job."""

import io

import pytest

from accounts.models import Address, Organization, Role
from accounts.permissions import StaffAccountsPermission
from kernel.actors import Actor
from kernel.models import OutboxEvent, TransitionLog
from openplatform.models import ExternalId
from tests.factories.accounts import NOW, staff_actor
from transfer.models import ImportJob, RowError
from transfer.services.running import run_import

pytestmark = pytest.mark.django_db(transaction=True)


def bring_in(actor: Actor, table: str) -> ImportJob:
    content = table.encode()
    return run_import(
        actor=actor,
        kind="organizations",
        file=io.BytesIO(content),
        file_name="c.csv",
        size=len(content),
        clock=lambda: NOW,
    )


def test_companies_arrive_active_with_contact_address_and_roles():
    job = bring_in(
        staff_actor(),
        "customer id,kind,name,contact name,contact title,address,city,country,currency\n"
        "C-1,buyer,Königlich Essen,Philip Cramer,Sales Associate,Maubelstr. 90,Brandenburg,DE,EUR\n"
        "S-1,supplier,Pavlova,,,,,AU,USD\n",
    )

    assert (job.status, job.created_count) == ("done", 2)
    buyer = Organization.objects.get(name_en="Königlich Essen")
    assert (buyer.status, buyer.can_buy, buyer.can_sell, buyer.currency) == ("active", True, False, "EUR")
    address = Address.objects.get()
    assert (address.recipient, address.is_default) == ("Philip Cramer, Sales Associate", True)
    assert Role.objects.filter(organization=buyer, code="administrator").exists()
    steps = TransitionLog.objects.filter(document_type="organization", document_id=buyer.pk).order_by("pk")
    assert list(steps.values_list("to_status", flat=True)) == ["pending", "active"]
    assert set(ExternalId.objects.values_list("external_id", flat=True)) == {"C-1", "S-1"}
    assert set(
        OutboxEvent.objects.filter(name="accounts.organization.registered").values_list("is_relayed", flat=True)
    ) == {True}


def test_companies_that_come_again_are_changed_only_where_the_file_differs():
    actor = staff_actor()
    bring_in(actor, "external_id,kind,name_en,phone\nC-1,buyer,One,1\nC-2,buyer,Two,2\n")

    job = bring_in(actor, "external_id,kind,name_en,phone\nC-1,buyer,One,\nC-2,buyer,Second,2\n")

    assert (job.created_count, job.updated_count, job.unchanged_count) == (0, 1, 1)
    assert set(Organization.objects.filter(kind="buyer").values_list("name_en", "phone")) == {
        ("One", "1"),
        ("Second", "2"),
    }


def test_companies_that_are_not_sound_are_refused_and_the_others_arrive():
    job = bring_in(
        staff_actor(),
        "external_id,kind,name_en,credit_code,country\n"
        "C-1,buyer,Wrong code,91350100000000000X,CN\nC-2,platform,Second operator,,CN\nC-3,buyer,Good,,CN\n",
    )

    assert (job.status, job.created_count) == ("done_with_errors", 1)
    assert dict(RowError.objects.values_list("row_number", "code")).keys() == {2, 3}


def test_companies_need_staff_who_also_approve():
    actor = staff_actor(
        permissions=[StaffAccountsPermission.EDIT_ORGANIZATION, StaffAccountsPermission.VIEW_ORGANIZATION]
    )

    job = bring_in(actor, "external_id,kind,name_en\nC-1,buyer,One\n")

    assert (job.status, job.error_code) == ("failed", "forbidden")
    assert not Organization.objects.filter(kind="buyer").exists()
