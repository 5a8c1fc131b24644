from decimal import Decimal

import pytest
from django.urls import reverse

from orders.enums import OrderStatus, ShipmentStatus
from orders.models import CartLine, GoodsReceipt, Order, Shipment
from orders.services.orders import confirm_order
from tests.factories.accounts import MembershipFactory, SupplierFactory, UserFactory
from tests.factories.trade import placed_order, shipped_order

pytestmark = pytest.mark.django_db
WRITES = [("order_cancel", {"reason": "no_longer_needed"}), ("order_reorder", {})]


def url(page, thing):
    return reverse(f"storefront:{page}", args=[thing.public_id])


@pytest.mark.parametrize("path", ["/orders/", "/shipments/"])
def test_lists_open_to_members_of_buyers_with_the_right(client, path):
    assert client.get(path).url == f"/account/login/?next={path}"
    client.force_login(MembershipFactory(organization=SupplierFactory()).user)
    assert client.get(path).status_code == 404
    client.force_login(MembershipFactory(permissions=["cart.use"]).user)
    assert client.get(path).status_code == 403
    client.force_login(MembershipFactory(preset="warehouse").user)
    assert client.get(path).status_code == 200


def test_list_shows_only_the_company_s_own_orders(client, buyer):
    order, *_ = placed_order(buyer=buyer)
    other, *_ = placed_order()

    body = client.get("/orders/").content.decode()

    assert order.number in body
    assert other.number not in body


def test_list_is_narrowed_by_status_supplier_words_and_days(client, buyer):
    placed, *_ = placed_order(buyer=buyer, name_en="Bearing")
    confirmed, _buyer, seller = placed_order(buyer=buyer, name_en="Pump")
    confirm_order(actor=seller, order_id=confirmed.public_id, now=confirmed.placed_at)

    def found(**query):
        return list(client.get("/orders/", query).context["pager"].rows)

    assert found(status="confirmed") == [confirmed]
    assert found(supplier=placed.supplier.public_id) == [placed]
    assert found(search="bearing") == [placed]
    assert found(search=confirmed.number) == [confirmed]
    assert found(placed_from="2026-03-03") == []
    assert found(placed_to="2026-03-02", status="placed") == [placed]
    assert len(found(status="nonsense", placed_from="someday", supplier="nobody")) == 2


def test_list_says_what_to_do_while_it_is_empty(client, buyer):
    assert "No orders yet" in client.get("/orders/").content.decode()
    assert "No order matches" in client.get("/orders/", {"search": "x"}).content.decode()


@pytest.mark.parametrize(("path", "questions"), [("/orders/", 8), ("/shipments/", 5)])
def test_lists_ask_the_same_number_of_questions_for_any_length(
    client, buyer, django_assert_num_queries, path, questions
):
    shipped_order(buyer=buyer)
    client.get(path)
    with django_assert_num_queries(questions):
        client.get(path)
    for _ in range(2):
        shipped_order(buyer=buyer)

    with django_assert_num_queries(questions):
        client.get(path)


def test_cancel_gives_the_reason_to_the_supplier(client, buyer):
    order, *_ = placed_order(buyer=buyer)

    response = client.post(url("order_cancel", order), {"reason": "wrong_address", "text": "Moved"})

    order.refresh_from_db()
    assert response.url == url("order", order)
    assert (order.status, order.close_reason) == (OrderStatus.CANCELLED, "Wrong delivery details – Moved")


def test_cancel_needs_a_reason_and_an_order_that_has_not_left(client, buyer):
    order, *_ = placed_order(buyer=buyer)
    shipment, *_ = shipped_order(buyer=buyer)

    client.post(url("order_cancel", order), {"reason": "bored"})
    client.post(url("order_cancel", shipment.order), {"reason": "wrong_address"})

    assert set(Order.objects.values_list("status", flat=True)) == {OrderStatus.PLACED, OrderStatus.SHIPPED}


def test_reorder_fills_the_cart_at_today_s_price_and_names_what_is_gone(client, buyer):
    order, *_ = placed_order(buyer=buyer)

    response = client.post(url("order_reorder", order), follow=True)

    assert response.redirect_chain == [("/cart/", 302)]
    assert CartLine.objects.get().quantity == 10
    offer = CartLine.objects.get().offer
    CartLine.objects.all().delete()
    offer.status = "paused"
    offer.save()
    assert "No longer sold" in client.post(url("order_reorder", order), follow=True).content.decode()
    assert not CartLine.objects.exists()


@pytest.mark.parametrize(("name", "data"), WRITES)
def test_stranger_s_writes_find_nothing_and_change_nothing(client, name, data):
    order, _buyer, seller = placed_order()
    client.force_login(MembershipFactory().user)

    assert client.post(url(name, order), data).status_code == 404
    client.force_login(UserFactory._meta.model.objects.get(pk=seller.user_id))
    assert client.post(url(name, order), data).status_code == 404
    order.refresh_from_db()
    assert order.status == OrderStatus.PLACED
    assert not CartLine.objects.exists()


@pytest.mark.parametrize(("name", "data"), WRITES)
def test_role_that_only_reads_is_refused(client, name, data):
    order, buyer, _seller = placed_order()
    reader = MembershipFactory(organization_id=buyer.organization_id, permissions=["order.view_company"])
    client.force_login(reader.user)

    assert client.post(url(name, order), data).status_code == 403
    order.refresh_from_db()
    assert order.status == OrderStatus.PLACED


def test_receive_whole_completes_the_order(client, buyer):
    shipment, *_ = shipped_order(buyer=buyer)
    receive = url("shipment_receive", shipment)
    assert "Confirm receipt" in client.get(receive).content.decode()

    response = client.post(receive, {"line_1": "10", "note": "All well"})

    shipment.refresh_from_db()
    assert response.url == url("order", shipment.order)
    assert (shipment.status, GoodsReceipt.objects.get().note) == (ShipmentStatus.RECEIVED, "All well")
    assert Order.objects.get().status == OrderStatus.COMPLETED
    assert client.get(receive).url == url("order", shipment.order)


def test_receive_in_part_leaves_the_rest_open(client, buyer):
    shipment, *_ = shipped_order(buyer=buyer)

    client.post(url("shipment_receive", shipment), {"line_1": "4"})

    shipment.refresh_from_db()
    assert shipment.status == ShipmentStatus.PARTIALLY_RECEIVED
    assert shipment.lines.get().received_quantity == Decimal(4)


@pytest.mark.parametrize("quantity", ["11", "-1", "NaN", "many", "", "0"])
def test_receive_refuses_what_cannot_have_arrived(client, buyer, quantity):
    shipment, *_ = shipped_order(buyer=buyer)

    assert client.post(url("shipment_receive", shipment), {"line_1": quantity}).status_code == 422
    assert not GoodsReceipt.objects.exists()


def test_receive_is_for_the_buyer_with_the_right(client):
    shipment, buyer, seller = shipped_order()
    receive = url("shipment_receive", shipment)
    reader = MembershipFactory(organization_id=buyer.organization_id, permissions=["order.view_company"])

    for user, status in [(MembershipFactory().user, 404), (reader.user, 403)]:
        client.force_login(user)
        assert client.get(receive).status_code == status
        assert client.post(receive, {"line_1": "10"}).status_code == status
    assert Shipment.objects.get().status == ShipmentStatus.SHIPPED
    assert seller.organization_id == shipment.order.supplier_id


def test_home_is_the_market_for_visitors_and_the_desk_for_buyers(client, buyer):
    order, *_ = placed_order(buyer=buyer)

    desk = client.get("/").content.decode()
    client.logout()
    market = client.get("/").content.decode()

    assert order.number in desk
    assert "Order again" in desk
    assert order.number not in market
    assert "from suppliers you can verify" in market


def test_home_asks_the_same_number_of_questions_for_any_length(client, buyer, django_assert_num_queries):
    placed_order(buyer=buyer)
    client.get("/")
    with django_assert_num_queries(QUERIES_OF_HOME):
        client.get("/")
    for _ in range(2):
        placed_order(buyer=buyer)

    with django_assert_num_queries(QUERIES_OF_HOME):
        client.get("/")


# Newest products (2), suppliers (4), purchases (6); of every page: session, person, rights.
QUERIES_OF_HOME = 15
