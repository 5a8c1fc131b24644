from decimal import Decimal

import pytest
from django.urls import reverse

from finance.services.invoices import issue_invoice
from kernel.actors import Actor
from orders.services.orders import confirm_order, reject_order
from orders.services.shipments import receive_shipment
from tests.factories.accounts import NOW, BuyerFactory, MembershipFactory, UserFactory, actor_of
from tests.factories.trade import invoiced_shipment, placed_order, shipped_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer(client):
    """A purchaser as an actor, signed in."""
    member = MembershipFactory(user=UserFactory(language="en"), organization=BuyerFactory())
    client.force_login(member.user)
    return actor_of(member)


def url(order) -> str:
    return reverse("storefront:order", args=[order.public_id])


def test_page_shows_lines_shipments_invoices_and_history(client, buyer):
    shipment, *_ = shipped_order(buyer=buyer, name_en="Bearing")
    seller_name = shipment.order.supplier.name
    invoice = issue_invoice(actor=Actor.system("finance"), shipment_id=shipment.public_id, now=NOW)
    receive_shipment(actor=buyer, shipment_id=shipment.public_id, now=NOW)

    response = client.get(url(shipment.order))

    body = response.content.decode()
    for words in ["Bearing", shipment.number, invoice.number, "¥113.00", "Order placed", "Everything received"]:
        assert words in body
    assert [row.title for row in response.context["timeline"]][-1] == "Order placed"
    assert response.context["timeline"][-2].by == seller_name


def test_page_of_an_order_on_its_way_offers_receipt(client, buyer):
    shipment, *_ = shipped_order(buyer=buyer)

    body = client.get(url(shipment.order)).content.decode()

    assert reverse("storefront:shipment_receive", args=[shipment.public_id]) in body
    assert "Cancel order" not in body


def test_page_of_a_refused_order_tells_why(client, buyer):
    order, _buyer, seller = placed_order(buyer=buyer)
    assert "Cancel order" in client.get(url(order)).content.decode()
    reject_order(actor=seller, order_id=order.public_id, reason="Discontinued", now=NOW)

    body = client.get(url(order)).content.decode()

    assert "Discontinued" in body
    assert "Cancel order" not in body


def test_page_is_not_there_for_strangers_and_for_the_supplier(client):
    order, buyer, seller = placed_order()
    assert client.get(url(order)).url == f"/account/login/?next={url(order)}"

    users = type(MembershipFactory().user).objects
    for user_id, status in [(MembershipFactory().user.pk, 404), (seller.user_id, 404), (buyer.user_id, 200)]:
        client.force_login(users.get(pk=user_id))
        assert client.get(url(order)).status_code == status


def test_page_is_refused_to_roles_that_see_no_orders(client):
    order, buyer, _seller = placed_order()
    client.force_login(MembershipFactory(organization_id=buyer.organization_id, permissions=["cart.use"]).user)

    assert client.get(url(order)).status_code == 403


def test_order_of_a_colleague_is_not_there_for_who_sees_only_own_ones(client):
    order, buyer, _seller = placed_order()
    client.force_login(MembershipFactory(organization_id=buyer.organization_id, permissions=["order.view_own"]).user)

    assert client.get(url(order)).status_code == 404


def test_invoices_are_hidden_from_roles_without_the_right(client):
    invoice, buyer = invoiced_shipment()
    client.force_login(MembershipFactory(organization_id=buyer.organization_id, preset="warehouse").user)

    body = client.get(url(invoice.order)).content.decode()

    assert invoice.number not in body


def test_page_tells_what_the_supplier_did_not_confirm(client, buyer):
    order, _buyer, seller = placed_order(buyer=buyer)
    confirm_order(actor=seller, order_id=order.public_id, quantities={1: Decimal(4)}, reason="Short", now=NOW)

    body = client.get(url(order)).content.decode()

    assert "6 cancelled" in body
    assert "not everything was confirmed · Short" in body
