from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import Address
from catalog.models import PriceTier, StockLevel
from catalog.services.listings import index_products
from orders.models import CartLine, Order, OrderGroup
from orders.permissions import BuyerOrdersPermission
from orders.services.carts import add_to_cart
from tests.factories.accounts import NOW, AddressFactory, BuyerFactory, MembershipFactory, buyer_actor
from tests.factories.catalog import make_offer

pytestmark = pytest.mark.django_db
URL = "/checkout/"


@pytest.fixture
def basket(client, buyer):
    """A cart with two articles of two suppliers, and the form as the page would send it."""
    offers = [make_offer(price="11.30"), make_offer(price="5")]
    for offer in offers:
        add_to_cart(actor=buyer, offer_id=offer.public_id, quantity=Decimal(10), now=NOW)
    address = AddressFactory(organization_id=buyer.organization_id, is_default=True)
    form = {
        "address": address.public_id,
        "payment_method": "terms",
        "payment_term": "net_30",
        "purchase_order_number": "PO-1",
        "cost_center": "Plant 2",
        "line_offer": [offer.public_id for offer in offers],
        "line_quantity": ["10", "10"],
        "line_unit_price": ["11.3", "5"],
    }
    return offers, form


def test_page_shows_what_will_be_ordered_from_whom(client, basket):
    offers, _form = basket

    body = client.get(URL).content.decode()

    assert "Place binding order" in body
    assert "Order 1 of 2" in body
    assert "¥163.00" in body
    for offer in offers:
        assert offer.product.name_en in body
        assert f'name="line_offer" value="{offer.public_id}"' in body


def test_visitor_stranger_and_role_without_the_right_are_refused(client):
    assert client.get(URL).url == "/account/login/?next=/checkout/"
    client.force_login(MembershipFactory(permissions=[BuyerOrdersPermission.USE_CART]).user)

    assert client.get(URL).status_code == 403
    assert client.post(URL).status_code == 403


def test_empty_cart_leads_back_to_the_cart(client, buyer):
    assert client.get(URL).url == "/cart/"


def test_order_is_placed_and_shown(client, basket):
    _offers, form = basket

    response = client.post(URL, form, follow=True)

    group = OrderGroup.objects.get()
    assert response.redirect_chain == [(f"/orders/groups/{group.public_id}/?placed=1", 302)]
    assert (group.gross_amount, group.purchase_order_number, group.cost_center) == (Decimal(163), "PO-1", "Plant 2")
    assert Order.objects.count() == 2
    assert not CartLine.objects.exists()
    body = response.content.decode()
    assert "Thank you, the order is placed" in body
    assert "split into 2 orders" in body


def test_second_click_orders_nothing(client, basket):
    _offers, form = basket
    client.post(URL, form)

    response = client.post(URL, form, follow=True)

    assert OrderGroup.objects.count() == 1
    assert "ordered already" in response.content.decode()


@pytest.mark.parametrize("prices", [["0.01", "5"], ["11.3", "0"], ["11.2999", "5"]])
def test_price_of_the_form_is_compared_and_never_charged(client, basket, prices):
    _offers, form = basket

    response = client.post(URL, form | {"line_unit_price": prices})

    assert response.status_code == 409
    assert "Prices have changed since you looked" in response.content.decode()
    assert not OrderGroup.objects.exists()
    assert CartLine.objects.count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"line_quantity": ["1", "10"]},
        {"line_offer": ["ofr_unknown", "ofr_other"]},
        {"line_offer": [], "line_quantity": [], "line_unit_price": []},
    ],
)
def test_form_cannot_order_anything_but_what_is_in_the_cart(client, basket, changes):
    _offers, form = basket

    client.post(URL, form | changes)

    assert not OrderGroup.objects.exists()
    assert CartLine.objects.count() == 2


@pytest.mark.parametrize("changes", [{"line_quantity": ["ten", "10"]}, {"line_unit_price": ["5"]}])
def test_form_that_was_tampered_with_is_refused(client, basket, changes):
    _offers, form = basket

    assert client.post(URL, form | changes).status_code == 422
    assert not OrderGroup.objects.exists()


def test_changed_price_is_shown_and_confirmed_again(client, basket):
    (offer, _other), form = basket
    PriceTier.objects.filter(offer=offer).update(unit_price=Decimal(12))
    index_products([offer.product_id], now=NOW)

    refused = client.post(URL, form)

    body = refused.content.decode()
    assert refused.status_code == 409
    assert "¥11.30 → ¥12.00" in body
    assert "Order at the new prices" in body
    assert client.post(URL, form | {"line_unit_price": ["12", "5"]}).status_code == 302
    assert OrderGroup.objects.get().gross_amount == Decimal(170)


def test_shortage_is_refused_with_what_to_do(client, basket):
    (offer, _other), form = basket
    StockLevel.objects.filter(offer=offer).update(on_hand=Decimal(3))

    response = client.post(URL, form)

    assert response.status_code == 409
    assert "Back to the cart" in response.content.decode()
    assert not OrderGroup.objects.exists()
    assert set(StockLevel.objects.values_list("reserved", flat=True)) == {Decimal(0)}


def test_address_of_another_company_cannot_be_chosen(client, basket):
    _offers, form = basket
    foreign = AddressFactory(organization=BuyerFactory())

    response = client.post(URL, form | {"address": foreign.public_id})

    assert response.status_code == 422
    assert foreign.street not in response.content.decode().replace("张江路1号", "", 1)
    assert not OrderGroup.objects.exists()


def test_terms_need_the_right_to_order_on_account(client):
    member = MembershipFactory(
        permissions=[BuyerOrdersPermission.USE_CART, BuyerOrdersPermission.PLACE_ORDER, "address.view"]
    )
    client.force_login(member.user)
    actor = buyer_actor(member.organization)
    offer = make_offer()
    address = AddressFactory(organization=member.organization)
    client.post("/cart/add/", {"offer": offer.public_id, "quantity": "1"})
    form = {
        "address": address.public_id,
        "payment_method": "terms",
        "line_offer": offer.public_id,
        "line_quantity": "1",
        "line_unit_price": "10",
    }

    assert client.post(URL, form).status_code == 422
    assert not OrderGroup.objects.exists()
    assert client.post(URL, form | {"payment_method": "bank_transfer"}).status_code == 302
    assert OrderGroup.objects.get().buyer_id == actor.organization_id


def test_address_is_added_and_chosen(client, basket):
    response = client.post(
        "/checkout/address/",
        {
            "kind": "shipping",
            "recipient": "Han Meimei",
            "country": "DE",
            "city": "Hamburg",
            "street": "Hafenstr. 1",
        },
    )

    address = Address.objects.get(recipient="Han Meimei")
    assert response.url == f"{URL}?address={address.public_id}"
    assert client.get(response.url).context["form"]["address"].value() == address.public_id


def test_group_of_another_company_is_not_there(client, basket):
    _offers, form = basket
    client.post(URL, form)
    url = reverse("storefront:order_group", args=[OrderGroup.objects.get().public_id])
    assert client.get(url).status_code == 200
    client.force_login(MembershipFactory().user)

    assert client.get(url).status_code == 404
