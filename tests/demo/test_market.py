"""A small market as the command loads it; the invariants of every app check it."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts.enums import OrganizationStatus
from accounts.models import Membership, Organization, User
from accounts.selectors.actors import actor_for_user
from catalog.models import Offer, Product, ProductListing, StockLevel
from catalog.permissions import SellerCatalogPermission
from demo.services.logins import API_CLIENT_ID, API_CLIENT_SECRET, LOGINS, PASSWORD, STAFF_EMAIL
from finance.models import Invoice
from kernel.models import OutboxEvent, TransitionLog
from kernel.verification import invariants
from openplatform.models import ApiCredential
from openplatform.selectors.credentials import secret_digest
from orders.enums import OrderStatus
from orders.models import Order, Shipment
from orders.permissions import BuyerOrdersPermission, SellerOrdersPermission

SMALL = {"scale": "small", "processes": 0, "force": True}


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[str]:
    """Load the market once for all tests of this module; each works in a savepoint of its own."""
    out = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", stdout=out, **SMALL)
        yield out.getvalue()
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db) -> str:
    return loaded


def test_demo_breaks_no_invariant(demo):
    broken = {name: list(check()) for name, check in invariants().items()}

    assert {name: rows for name, rows in broken.items() if rows} == {}


def test_demo_shows_every_state_of_an_order(demo):
    states = set(Order.objects.values_list("status", flat=True))

    assert states == set(OrderStatus.values)
    assert Order.objects.count() > 40
    assert Order.objects.filter(placed_at__lt=timezone.now() - timedelta(days=700)).exists()


def test_demo_tells_what_it_does(demo):
    lines = demo.splitlines()

    assert len(lines) >= 6
    assert all(" s  " in line for line in lines)


def test_demo_companies_are_active_and_their_people_can_sign_in(demo):
    passwords = set(User.objects.exclude(email=STAFF_EMAIL).values_list("password", flat=True))

    assert set(Organization.objects.values_list("status", flat=True)) == {OrganizationStatus.ACTIVE}
    assert not User.objects.filter(memberships=None).exists()
    assert not Membership.objects.filter(roles=None).exists()
    assert len(passwords) == 1
    assert User.objects.get(email=LOGINS[0].email).check_password(PASSWORD)


def test_demo_logins_may_do_what_they_are_for(demo):
    buyer, approver, supplier = (actor_for_user(User.objects.get(email=login.email)) for login in LOGINS)

    assert buyer.has(BuyerOrdersPermission.PLACE_ORDER)
    assert buyer.has(BuyerOrdersPermission.RECEIVE)
    assert approver.organization_id == buyer.organization_id
    assert supplier.has(SellerOrdersPermission.SHIP)
    assert supplier.has(SellerCatalogPermission.EDIT_PRODUCT)
    assert User.objects.get(email=STAFF_EMAIL).is_staff


def test_demo_api_client_has_the_printed_secret(demo):
    credential = ApiCredential.objects.get(client__application__client_id=API_CLIENT_ID)

    assert credential.secret_hash == secret_digest(API_CLIENT_SECRET)


def test_demo_products_are_for_sale_in_both_languages(demo):
    assert Product.objects.count() == 60
    assert not Product.objects.filter(name_en="").exists()
    assert ProductListing.objects.filter(is_listed=True).count() == 60
    assert StockLevel.objects.count() == Offer.objects.count()


def test_demo_bills_every_shipment(demo):
    assert Invoice.objects.count() == Shipment.objects.count()
    assert not Invoice.objects.exclude(status="issued").exists()
    assert not OutboxEvent.objects.filter(is_relayed=False).exists()


def test_demo_run_again_changes_nothing(demo):
    before = (Organization.objects.count(), Order.objects.count(), TransitionLog.objects.count())
    out = StringIO()

    call_command("demo", stdout=out, **SMALL)

    assert out.getvalue().strip() == "The demo data is there already."
    assert (Organization.objects.count(), Order.objects.count(), TransitionLog.objects.count()) == before
