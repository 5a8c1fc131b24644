"""What staff see of imports and exports."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import staff_membership
from tests.factories.transfer import NOW, csv_bytes, order_export, upload
from transfer.enums import ImportStatus
from transfer.models import ImportJob
from transfer.services.working import work_until


def signed_in(**membership) -> Client:
    """Sign staff in, with the second factor that the back office asks for."""
    user = staff_membership(**membership).user
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def staff(db) -> Client:
    return signed_in()


def test_staff_see_jobs_with_their_errors(seller, staff):
    job = upload(seller, csv_bytes(("SKU", "Name", "Price"), ("A1", "Bolt", "x")), is_automatic=True)
    export = order_export(seller, filters={"name": "Bolt"})
    work_until(clock=lambda: NOW)

    for name, row in (("importjob", job), ("exportjob", export)):
        assert staff.get(reverse(f"admin:transfer_{name}_changelist")).status_code == 200
        assert staff.get(reverse(f"admin:transfer_{name}_change", args=[row.pk])).status_code == 200
    page = staff.get(reverse("admin:transfer_importjob_change", args=[job.pk])).content.decode()
    assert "“x” is not a number." in page


def test_staff_without_the_permission_see_none(seller):
    client = signed_in(preset="reviewer")

    assert client.get(reverse("admin:transfer_importjob_changelist")).status_code == 403


def test_staff_cancel_an_import(seller, staff):
    job = upload(seller, csv_bytes(("SKU", "Name"), ("A1", "Bolt")))

    staff.post(reverse("admin:transfer_importjob_cancel", args=[job.pk]), {"_form_submitted": "True"})

    assert ImportJob.objects.get().status == ImportStatus.CANCELLED
