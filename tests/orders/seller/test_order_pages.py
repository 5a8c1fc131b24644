"""Suppliers' orders and shipments: what each page shows, who may open it, and that a stranger's writes change nothing."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership, Organization
from orders.enums import OrderStatus
from orders.models import Order, Shipment
from tests.accounts.pages.conftest import sign_in
from tests.factories.accounts import BuyerFactory, MembershipFactory, SupplierFactory, UserFactory
from tests.factories.trade import confirmed_order, placed_order, shipped_order

pytestmark = pytest.mark.django_db


def browser_of(company: Organization, **membership) -> Client:
    """Return the browser of a new member of a company, in English."""
    member = MembershipFactory(organization=company, user=UserFactory(language="en"), **membership)
    return sign_in(Client(), member).client


def page(name: str, *args: str) -> str:
    return reverse(f"seller:{name}", args=args)


@pytest.mark.parametrize("name", ["order_list", "shipment_list"])
def test_list_opens_for_a_supplier_only(name):
    supplier, buyer = SupplierFactory(), BuyerFactory()

    assert browser_of(supplier).get(page(name)).status_code == 200
    assert browser_of(supplier, permissions=[]).get(page(name)).status_code == 403
    assert browser_of(buyer).get(page(name)).status_code == 404
    assert Client().get(page(name)).status_code == 302


@pytest.mark.parametrize("name", ["order", "order_confirm", "order_reject"])
def test_page_of_an_order_opens_for_its_supplier_only(name):
    order, _buyer, _seller = placed_order()

    assert browser_of(order.supplier).get(page(name, order.public_id)).status_code == 200
    assert browser_of(order.supplier, permissions=[]).get(page(name, order.public_id)).status_code == 403
    assert browser_of(SupplierFactory()).get(page(name, order.public_id)).status_code == 404
    assert Client().get(page(name, order.public_id)).status_code == 302


def test_order_page_hides_what_the_buyer_placed_elsewhere():
    order, _buyer, _seller = placed_order()

    content = browser_of(order.supplier).get(page("order", order.public_id)).content.decode()

    assert order.number in content
    assert order.buyer.name_en in content
    assert str(order.group.shipping_address["line"]) in content


def test_lists_cost_the_same_for_one_and_three_orders(django_assert_num_queries):
    order, buyer, _seller = placed_order()
    browser = browser_of(order.supplier)
    browser.get(page("order_list"))
    with CaptureQueriesContext(
        connection,
    ) as one:
        browser.get(page("order_list"))
    for _number in range(2):
        again, _buyer, _other = placed_order(buyer=buyer, owner=order.supplier)
        assert again.supplier_id == order.supplier_id

    with django_assert_num_queries(len(one)):
        response = browser.get(page("order_list"))

    assert len(response.context["pager"].rows) == 3


def test_shipment_list_costs_the_same_for_one_and_three(django_assert_num_queries):
    shipment, buyer, _seller = shipped_order()
    supplier = shipment.order.supplier
    browser = browser_of(supplier)
    browser.get(page("shipment_list"))
    with CaptureQueriesContext(connection) as one:
        browser.get(page("shipment_list"))
    for _number in range(2):
        shipped_order(buyer=buyer, owner=supplier)

    with django_assert_num_queries(len(one)):
        response = browser.get(page("shipment_list"))

    assert len(response.context["pager"].rows) == 3


def test_confirm_page_confirms_a_part_with_date_and_reason():
    order, _buyer, _seller = placed_order(quantity="10")
    form = {"line_1": "7", "promised_on": "2099-03-09", "reason": "out_of_stock", "text": "3 in May"}

    response = browser_of(order.supplier).post(page("order_confirm", order.public_id), form)

    assert response.url == page("order", order.public_id)
    line = order.lines.get()
    assert (line.cancelled_quantity, str(line.promised_on)) == (Decimal(3), "2099-03-09")
    order.refresh_from_db()
    assert order.status == OrderStatus.CONFIRMED


def test_confirm_page_asks_for_a_reason_when_less_is_confirmed():
    order, _buyer, _seller = placed_order(quantity="10")

    response = browser_of(order.supplier).post(page("order_confirm", order.public_id), {"line_1": "7"})

    assert response.status_code == 422
    order.refresh_from_db()
    assert order.status == OrderStatus.PLACED


def test_reject_page_rejects_with_the_reason_in_words():
    order, _buyer, _seller = placed_order()

    browser_of(order.supplier).post(page("order_reject", order.public_id), {"reason": "out_of_stock"})

    order.refresh_from_db()
    assert (order.status, order.close_reason) == (OrderStatus.REJECTED, "Out of stock")


def test_bulk_confirm_confirms_own_orders_and_leaves_those_of_others():
    order, _buyer, _seller = placed_order()
    other, _buyer, _seller = placed_order()

    browser_of(order.supplier).post(page("order_bulk_confirm"), {"order": [order.public_id, other.public_id]})

    assert dict(Order.objects.values_list("pk", "status")) == {
        order.pk: OrderStatus.CONFIRMED,
        other.pk: OrderStatus.PLACED,
    }


def test_ship_page_ships_a_part_and_leads_to_the_delivery_note():
    order, _buyer, _seller = confirmed_order(quantity="10")
    browser = browser_of(order.supplier)
    form = {"line_1": "4", "carrier": "sf", "tracking_number": "SF1"}

    response = browser.post(page("order_ship", order.public_id), form)

    shipment = Shipment.objects.get()
    assert response.url == page("shipment", shipment.public_id)
    assert (shipment.carrier, shipment.tracking_number) == ("sf", "SF1")
    assert shipment.lines.get().quantity == Decimal(4)
    assert shipment.number in browser.get(page("delivery_note", shipment.public_id)).content.decode()


def test_ship_page_asks_for_the_number_of_a_carrier_that_gives_one():
    order, _buyer, _seller = confirmed_order()

    response = browser_of(order.supplier).post(
        page("order_ship", order.public_id), {"line_1": "1", "carrier": "sf", "tracking_number": ""}
    )

    assert response.status_code == 422
    assert not Shipment.objects.exists()


@pytest.mark.parametrize("name", ["shipment", "delivery_note"])
def test_page_of_a_shipment_opens_for_its_sender_only(name):
    shipment, buyer, _seller = shipped_order()
    buying = Membership.objects.get(user_id=buyer.user_id).organization

    assert browser_of(shipment.order.supplier).get(page(name, shipment.public_id)).status_code == 200
    assert browser_of(SupplierFactory()).get(page(name, shipment.public_id)).status_code == 404
    assert browser_of(buying).get(page(name, shipment.public_id)).status_code == 404


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("order_confirm", {"line_1": "10"}),
        ("order_reject", {"reason": "out_of_stock"}),
        ("order_ship", {"line_1": "10", "carrier": "pickup"}),
    ],
)
def test_stranger_cannot_move_an_order(name, form):
    order, _buyer, _seller = confirmed_order() if name == "order_ship" else placed_order()

    response = browser_of(SupplierFactory()).post(page(name, order.public_id), form)

    assert response.status_code == 404
    before = order.status
    order.refresh_from_db()
    assert order.status == before
    assert not Shipment.objects.exists()


def test_warehouse_role_ships_but_does_not_confirm():
    order, _buyer, _seller = placed_order()

    response = browser_of(order.supplier, preset="warehouse").post(
        page("order_confirm", order.public_id), {"line_1": "10"}
    )

    assert response.status_code == 403
    order.refresh_from_db()
    assert order.status == OrderStatus.PLACED
