"""The operator's pages of the catalogue, trade and finance: they open, cost the same for any length, and call the services."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.admin.dashboard import resolve_cards
from catalog.enums import ProductStatus
from catalog.models import Category, Product
from catalog.selectors.categories import forget_categories
from kernel.models import TransitionLog
from tests.accounts.pages.conftest import Visitor, sign_in
from tests.factories.accounts import UserFactory, staff_actor, staff_membership
from tests.factories.catalog import CategoryFactory, make_offer
from tests.factories.trade import invoiced_shipment

pytestmark = pytest.mark.django_db

APPS = {"catalog", "orders", "finance"}
OURS = [model for model in admin.site._registry if model._meta.app_label in APPS]


@pytest.fixture
def staff() -> Visitor:
    """An administrator of the platform with a second factor, signed in."""
    forget_categories()
    member = staff_membership(user=UserFactory(language="en"))
    TOTP.activate(member.user, generate_totp_secret())
    return sign_in(Client(), member, "admin")


def list_of(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def page_of(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def press(visitor: Visitor, row: Model, button: str, **data: str):
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{button}", args=[row.pk])
    return visitor.client.post(url, {"_form_submitted": "True", **data})


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_list_and_page_open_and_cost_the_same_for_one_and_three(model, staff, django_assert_num_queries):
    invoiced_shipment()
    staff.client.get(list_of(model))
    with CaptureQueriesContext(connection) as one:
        response = staff.client.get(list_of(model))
    query_count = len(one)
    assert response.status_code == 200
    row = model._default_manager.first()
    if row is not None:
        assert staff.client.get(page_of(row)).status_code == 200
    for _number in range(2):
        invoiced_shipment()

    with django_assert_num_queries(query_count):
        staff.client.get(list_of(model))


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_list_is_refused_to_staff_without_the_permission(model, staff):
    member = staff_membership(user=UserFactory(language="en"), permissions=["staff.user.view"])
    staff.client.force_login(member.user)

    assert staff.client.get(list_of(model)).status_code in {302, 403}


def test_search_finds_products_and_orders(staff):
    invoice, _buyer = invoiced_shipment()
    order, product = invoice.order, Product.objects.get()

    assert product.name_zh in staff.client.get(list_of(Product), {"q": product.code}).content.decode()
    assert order.number in staff.client.get(list_of(type(order)), {"q": order.number}).content.decode()


def test_review_approves_and_sends_back(staff):
    good, bad = make_offer().product, make_offer().product
    Product.objects.update(status=ProductStatus.IN_REVIEW)

    press(staff, good, "approve")
    press(staff, bad, "send_back", reason_text="Blurred picture")

    good.refresh_from_db()
    bad.refresh_from_db()
    assert good.status == ProductStatus.PUBLISHED
    assert (bad.status, bad.status_reason) == (ProductStatus.DRAFT, "Blurred picture")
    assert TransitionLog.objects.filter(document_type="catalog.product").count() == 2


def test_staff_take_a_product_down(staff):
    product = make_offer().product

    press(staff, product, "take_down", reason_text="Counterfeit")

    product.refresh_from_db()
    assert (product.status, product.status_reason) == (ProductStatus.OFF_SHELF, "Counterfeit")


def test_category_is_created_and_moved_with_what_lies_below(staff):
    root, other = CategoryFactory(), CategoryFactory()
    child = CategoryFactory(parent=root)
    form = {"name_zh": "新", "name_en": "New", "slug": "new", "parent": root.pk, "position": 1, "icon": ""}

    staff.client.post(reverse("admin:catalog_category_add"), form)
    moved = {"name_zh": root.name_zh, "name_en": "", "parent": other.pk, "position": 0, "icon": ""}
    staff.client.post(page_of(root), moved)

    new = Category.objects.get(slug="new")
    child.refresh_from_db()
    assert new.path == [other.pk, root.pk, new.pk]
    assert child.path == [other.pk, root.pk, child.pk]


def test_invoice_is_downloaded_by_staff_only(staff):
    invoice, _buyer = invoiced_shipment()
    url = reverse("admin:finance_invoice_pdf", args=[invoice.pk, "en"])
    colleague = sign_in(Client(), staff_membership(user=UserFactory(), permissions=["staff.user.view"]))

    response = staff.client.get(url)

    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    assert colleague.client.get(url).status_code in {302, 403, 404}


def test_dashboard_tells_what_waits():
    make_offer()
    Product.objects.update(status=ProductStatus.IN_REVIEW)

    values = {card.card.code: card.value for card in resolve_cards(staff_actor())}

    assert values["catalog.in_review"] == 1
    assert values["orders.placed"] == 0
    assert values["finance.invoices"] == 0
