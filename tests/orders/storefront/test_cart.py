from decimal import Decimal

import pytest
from django.urls import reverse

from catalog.enums import OfferStatus
from catalog.models import PriceTier
from catalog.services.listings import index_products
from orders.models import CartLine
from orders.permissions import BuyerOrdersPermission
from tests.factories.accounts import NOW, MembershipFactory, SupplierFactory
from tests.factories.catalog import make_offer

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "cart"}


def add(client, offer, quantity="10", **kwargs):
    return client.post("/cart/add/", {"offer": offer.public_id, "quantity": quantity}, **kwargs)


def line_url(offer, page="cart_line"):
    return reverse(f"storefront:{page}", args=[offer.public_id])


def test_visitor_is_sent_to_sign_in_and_comes_back_to_the_cart(client):
    offer = make_offer()

    response = add(client, offer)

    assert response.status_code == 302
    assert response.url == "/account/login/?next=/cart/add/"
    client.force_login(MembershipFactory().user)
    assert client.get("/cart/add/").url == "/cart/"
    assert not CartLine.objects.exists()


def test_supplier_has_no_cart(client):
    client.force_login(MembershipFactory(organization=SupplierFactory()).user)

    assert client.get("/cart/").status_code == 404
    assert add(client, make_offer()).status_code == 404


def test_role_without_the_right_may_not_fill_a_cart(client):
    member = MembershipFactory(permissions=[BuyerOrdersPermission.VIEW_OWN])
    client.force_login(member.user)

    assert client.get("/cart/").status_code == 403
    assert add(client, make_offer()).status_code == 403
    assert not CartLine.objects.exists()


def test_add_puts_the_offer_into_the_cart(client, buyer):
    offer = make_offer()

    response = add(client, offer, "10", follow=True)

    assert response.redirect_chain == [("/cart/", 302)]
    assert CartLine.objects.get().quantity == 10
    assert offer.product.name_en in response.content.decode()


def test_add_answers_htmx_with_a_toast_and_the_number_in_the_header(client, buyer):
    response = add(client, make_offer(), headers={"HX-Request": "true", "HX-Target": "buy-answer"})

    body = response.content.decode()
    assert "10 pc in your cart." in body
    assert 'id="counter-cart_count">1<' in body
    assert "Added to the cart." in response["HX-Trigger"]


def test_add_refuses_a_quantity_that_cannot_be_ordered(client, buyer):
    offer = make_offer(minimum_order_quantity=10, order_multiple=5)

    for quantity in ["7", "12", "-10", "NaN", "Infinity", "1e30", "many", ""]:
        response = add(client, offer, quantity, headers={"HX-Request": "true"})
        assert response.status_code == 422, quantity
        assert response["HX-Reswap"] == "none"
    assert not CartLine.objects.exists()


def test_price_of_a_line_is_never_taken_from_the_form(client, buyer):
    offer = make_offer(price="10")

    client.post(
        "/cart/add/", {"offer": offer.public_id, "quantity": "1", "unit_price": "0.01", "seen_unit_price": "0.01"}
    )

    assert CartLine.objects.get().seen_unit_price == Decimal(10)


def test_quantity_is_changed_and_totals_follow(client, buyer):
    offer = make_offer(tiers={"1": "10", "100": "8"})
    add(client, offer)

    response = client.post(line_url(offer), {"quantity": "100"}, headers=HTMX)

    assert CartLine.objects.get().quantity == 100
    assert response.context["cart"].gross_amounts == {"CNY": Decimal(800)}
    assert response.content.decode().lstrip().startswith('<div id="cart"')
    assert client.post(line_url(offer), {"quantity": "50"}).status_code == 302


def test_line_is_removed_and_put_back(client, buyer):
    offer = make_offer()
    add(client, offer)

    removed = client.post(line_url(offer, "cart_remove"), {"name": "<b>x</b>", "quantity": "10"}, headers=HTMX)

    assert not CartLine.objects.exists()
    assert "Undo" in removed.content.decode()
    assert "<b>x</b>" not in removed.content.decode()
    back = add(client, offer, headers=HTMX)
    assert CartLine.objects.get().quantity == 10
    assert back.content.decode().lstrip().startswith('<div id="cart"')


def test_note_is_kept_with_the_line(client, buyer):
    offer = make_offer()
    add(client, offer)

    client.post(line_url(offer, "cart_note"), {"note": "  Drawing 7  "})

    assert CartLine.objects.get().note == "Drawing 7"


def test_cart_shows_new_prices_and_shortages(client, buyer):
    offer = make_offer(price="10", stock="20")
    add(client, offer)
    PriceTier.objects.filter(offer=offer).update(unit_price=Decimal(12))
    index_products([offer.product_id], now=NOW)

    body = client.get("/cart/").content.decode()

    assert "Price changed from ¥10.00 to ¥12.00." in body
    client.post("/cart/prices/")
    assert "Price changed" not in client.get("/cart/").content.decode()
    client.post(line_url(offer), {"quantity": "30"})
    short = client.get("/cart/").content.decode()
    assert "Only 20 pc can be delivered now." in short
    assert "Correct the marked articles first." in short


def test_cart_marks_what_is_not_sold_any_more(client, buyer):
    offer = make_offer()
    add(client, offer)
    type(offer).objects.filter(pk=offer.pk).update(status=OfferStatus.PAUSED)

    assert "Not for sale at present" in client.get("/cart/").content.decode()


def test_empty_cart_says_where_to_begin(client, buyer):
    assert "Your cart is empty" in client.get("/cart/").content.decode()


def test_cart_of_somebody_else_is_not_touched(client, buyer):
    offer = make_offer()
    add(client, offer)
    colleague = MembershipFactory(organization_id=buyer.organization_id)
    client.force_login(colleague.user)

    for page, data in [("cart_line", {"quantity": "99"}), ("cart_remove", {}), ("cart_note", {"note": "mine"})]:
        assert client.post(line_url(offer, page), data).status_code == 404
    assert "Your cart is empty" in client.get("/cart/").content.decode()
    line = CartLine.objects.get()
    assert (line.quantity, line.note) == (Decimal(10), "")


def test_cart_asks_the_same_number_of_questions_for_any_length(client, buyer, django_assert_num_queries):
    add(client, make_offer())
    client.get("/cart/")
    with django_assert_num_queries(QUERIES_OF_CART):
        client.get("/cart/")
    for _ in range(2):
        add(client, make_offer())
    client.get("/cart/")

    with django_assert_num_queries(QUERIES_OF_CART):
        client.get("/cart/")


# Of the cart: lines, tiers, stock. Of every page: session, person, rights, inbox.
QUERIES_OF_CART = 7
