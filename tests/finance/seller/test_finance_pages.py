"""The dashboard of a supplier and the invoices to its customers."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Organization
from tests.accounts.pages.conftest import sign_in
from tests.factories.accounts import BuyerFactory, MembershipFactory, SupplierFactory, UserFactory
from tests.factories.trade import invoiced_shipment, placed_order

pytestmark = pytest.mark.django_db


def browser_of(company: Organization, **membership) -> Client:
    """Return the browser of a new member of a company, in English."""
    member = MembershipFactory(organization=company, user=UserFactory(language="en"), **membership)
    return sign_in(Client(), member).client


def page(name: str, *args: str) -> str:
    return reverse(f"seller:{name}", args=args)


def test_dashboard_counts_what_waits():
    order, _buyer, _seller = placed_order()

    response = browser_of(order.supplier).get(page("dashboard"))

    assert response.status_code == 200
    assert response.context["desk"].queue.to_confirm == 1
    assert [each.number for each in response.context["desk"].recent] == [order.number]


def test_dashboard_of_a_role_without_orders_shows_none():
    order, _buyer, _seller = placed_order()

    response = browser_of(order.supplier, permissions=[]).get(page("dashboard"))

    assert response.status_code == 200
    assert order.number not in response.content.decode()


def test_dashboard_leads_a_new_supplier():
    response = browser_of(SupplierFactory()).get(page("dashboard"))

    assert response.context["desk"].is_getting_started


def test_dashboard_and_invoices_open_for_suppliers_only():
    buyer = BuyerFactory()

    assert browser_of(buyer).get(page("dashboard")).status_code == 404
    assert browser_of(buyer).get(page("invoice_list")).status_code == 404
    assert Client().get(page("dashboard")).status_code == 302


def test_invoice_list_costs_the_same_for_one_and_three(django_assert_num_queries):
    invoice, buyer = invoiced_shipment()
    browser = browser_of(invoice.supplier)
    browser.get(page("invoice_list"))
    with CaptureQueriesContext(connection) as one:
        browser.get(page("invoice_list"))
    for _number in range(2):
        invoiced_shipment(buyer=buyer, owner=invoice.supplier)

    with django_assert_num_queries(len(one)):
        response = browser.get(page("invoice_list"))

    assert len(response.context["pager"].rows) == 3


@pytest.mark.parametrize("name", ["invoice", "invoice_print", "invoice_pdf"])
def test_page_of_an_invoice_opens_for_its_issuer_only(name):
    invoice, _buyer = invoiced_shipment()

    assert browser_of(invoice.supplier).get(page(name, invoice.public_id)).status_code == 200
    assert (
        browser_of(invoice.supplier, permissions=["sales_order.view"]).get(page(name, invoice.public_id)).status_code
        == 403
    )
    assert browser_of(SupplierFactory()).get(page(name, invoice.public_id)).status_code == 404
    assert browser_of(invoice.buyer).get(page(name, invoice.public_id)).status_code == 404


def test_order_page_shows_invoices_only_to_whom_they_concern():
    invoice, _buyer = invoiced_shipment()
    url = page("order", invoice.order.public_id)

    assert invoice.number in browser_of(invoice.supplier).get(url).content.decode()
    assert (
        invoice.number not in browser_of(invoice.supplier, permissions=["sales_order.view"]).get(url).content.decode()
    )
