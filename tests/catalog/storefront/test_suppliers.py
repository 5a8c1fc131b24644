from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import BuyerFactory, CertificateFactory, OrganizationFactory, SupplierFactory
from tests.factories.catalog import make_offer

pytestmark = pytest.mark.django_db


def certificate(supplier, *, days: int, **kwargs):
    today = timezone.localdate()
    return CertificateFactory(
        organization=supplier,
        valid_from=today - timedelta(days=400),
        valid_until=today + timedelta(days=days),
        **kwargs,
    )


def test_list_shows_suppliers_that_sell_something(client):
    offer = make_offer()
    SupplierFactory(name_en="Sells nothing")
    BuyerFactory(name_en="Only buys")

    response = client.get("/suppliers/")

    assert [card.supplier for card in response.context["cards"]] == [offer.supplier]
    assert response.context["cards"][0].product_count == 1
    assert client.get("/suppliers/", {"search": "nobody"}).context["cards"] == []


def test_list_asks_the_same_number_of_questions_for_any_length(client, django_assert_num_queries):
    certificate(make_offer().supplier, days=5)
    client.get("/suppliers/")
    with django_assert_num_queries(3):
        client.get("/suppliers/")
    for _ in range(2):
        certificate(make_offer().supplier, days=5)

    with django_assert_num_queries(3):
        client.get("/suppliers/")


def test_page_shows_products_and_only_valid_certificates(client):
    offer = make_offer()
    make_offer()
    certificate(offer.supplier, days=5, number="VALID-1")
    certificate(offer.supplier, days=-5, number="ENDED-1")

    response = client.get(reverse("storefront:supplier", args=[offer.supplier.public_id]))

    body = response.content.decode()
    assert "VALID-1" in body
    assert "ENDED-1" not in body
    assert [tile.name for tile in response.context["tiles"]] == [offer.product.name]


@pytest.mark.parametrize("trait", ["pending", "suspended", "closed"])
def test_page_of_a_company_that_may_not_sell_is_not_there(client, trait):
    supplier = OrganizationFactory(supplier=True, **{trait: True})

    assert client.get(reverse("storefront:supplier", args=[supplier.public_id])).status_code == 404


def test_page_of_a_buyer_is_not_there(client):
    assert client.get(reverse("storefront:supplier", args=[BuyerFactory().public_id])).status_code == 404
