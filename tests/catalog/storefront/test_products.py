from decimal import Decimal

import pytest
from django.urls import reverse

from catalog.enums import OfferStatus, ProductStatus
from catalog.models import Brand, ProductListing
from tests.factories.accounts import SupplierFactory
from tests.factories.catalog import CategoryFactory, ProductFactory, VariantFactory, make_offer

pytestmark = pytest.mark.django_db
LIST = "/products/"


def product_offer(*, product=None, price="10", **product_fields):
    """Return an offer on a product made with these fields."""
    product = product or ProductFactory(**product_fields)
    return make_offer(variant=VariantFactory(product=product), price=price)


def names(response) -> list[str]:
    return [tile.name for tile in response.context["tiles"]]


def test_list_shows_what_can_be_bought_to_everybody(client):
    product_offer(name_en="Hex bolt")
    ProductFactory(name_en="Draft nut", status=ProductStatus.DRAFT)
    ProductFactory(name_en="Nobody sells this")

    response = client.get(LIST)

    assert response.status_code == 200
    assert names(response) == ["Hex bolt"]
    assert "1 product" in response.content.decode()


@pytest.mark.parametrize("words", ["bearing", "轴承", "深沟球轴承", "BEARINGS"])
def test_list_finds_by_words_of_both_languages(client, words):
    product_offer(name_en="Deep groove ball bearing", name_zh="深沟球轴承")
    product_offer(name_en="Hex bolt", name_zh="六角螺栓")

    assert names(client.get(LIST, {"q": words})) == ["Deep groove ball bearing"]


def test_list_is_narrowed_by_category_brand_supplier_price_and_stock(client):
    parent = CategoryFactory(slug="fasteners")
    child = CategoryFactory(slug="bolts", parent=parent)
    brand = Brand.objects.create(name_zh="牌", name_en="Mark")
    offer = product_offer(name_en="Bolt", category=child, brand=brand, price="5")
    product_offer(name_en="Pump", price="500")
    make_offer(variant=VariantFactory(product=ProductFactory(name_en="Gone")), price="5000", stock="0")

    assert names(client.get(LIST, {"category": "fasteners"})) == ["Bolt"]
    assert names(client.get(LIST, {"category": "unknown"})) == []
    assert names(client.get(LIST, {"brand": brand.public_id})) == ["Bolt"]
    assert names(client.get(LIST, {"supplier": offer.supplier.public_id})) == ["Bolt"]
    assert names(client.get(LIST, {"min": "6", "max": "600"})) == ["Pump"]
    assert names(client.get(LIST, {"in_stock": "on", "sort": "price"})) == ["Bolt", "Pump"]
    assert names(client.get(LIST, {"sort": "-price"})) == ["Gone", "Pump", "Bolt"]


def test_list_ignores_filters_it_cannot_read(client):
    product_offer(name_en="Bolt")

    response = client.get(LIST, {"min": "cheap", "sort": "random", "in_stock": "", "brand": "x" * 500})

    assert names(response) == ["Bolt"]


def test_list_says_what_to_do_when_nothing_is_found(client):
    body = client.get(LIST, {"q": "unobtainium"}).content.decode()

    assert "Nothing found" in body
    assert "All products" in body


@pytest.mark.parametrize("sort", ["price", "-price", "-published", "relevance"])
def test_list_pages_forwards_and_back_without_gaps(client, monkeypatch, sort):
    monkeypatch.setattr("catalog.storefront.products.PAGE_SIZE", 2)
    for number in range(5):
        product_offer(name_en=f"Bolt {number}", price=str(number + 1))
    query = {"sort": sort, "q": "bolt" if sort == "relevance" else ""}

    first = client.get(LIST, query)
    second = client.get(first.context["pager"].next)
    third = client.get(second.context["pager"].next)
    back = client.get(third.context["pager"].previous)

    seen = names(first) + names(second) + names(third)
    assert sorted(seen) == [f"Bolt {number}" for number in range(5)]
    assert names(back) == names(second)
    assert first.context["pager"].previous is None
    assert third.context["pager"].next is None


def test_list_refuses_a_cursor_of_another_list(client):
    assert client.get(LIST, {"cursor": "nonsense"}).status_code in {400, 422}


def test_list_asks_the_same_number_of_questions_for_any_length(client, django_assert_num_queries):
    product_offer(name_en="First")
    client.get(LIST)
    with django_assert_num_queries(QUERIES_OF_LIST):
        client.get(LIST)
    for _ in range(2):
        product_offer()

    with django_assert_num_queries(QUERIES_OF_LIST):
        client.get(LIST)


# listings, their cards, count; brands and suppliers are kept
QUERIES_OF_LIST = 3


def test_product_page_compares_suppliers_for_the_quantity(client):
    variant = VariantFactory(product=ProductFactory(name_en="Bearing"))
    dear = make_offer(variant=variant, tiers={"1": "10", "100": "6"})
    cheap = make_offer(variant=variant, supplier=SupplierFactory(name_en="Cheap Ltd."), price="8")
    url = reverse("storefront:product", args=[variant.product.public_id])

    few, many = client.get(url, {"quantity": "1"}), client.get(url, {"quantity": "100"})

    assert few.context["chosen"].view.offer == cheap
    assert many.context["chosen"].view.offer == dear
    assert many.context["chosen"].total == Decimal(600)
    assert "Compare suppliers" in many.content.decode()


def test_product_page_rounds_the_quantity_up_to_what_can_be_ordered(client):
    offer = make_offer(minimum_order_quantity=10, order_multiple=4)
    url = reverse("storefront:product", args=[offer.product.public_id])

    for wanted, orderable in [("1", 12), ("13", 16), ("16", 16), ("-5", 12), ("NaN", 12), ("abc", 12)]:
        assert client.get(url, {"quantity": wanted}).context["chosen"].quantity == orderable


def test_product_page_answers_htmx_with_the_offers_only(client):
    offer = make_offer()
    headers = {"HX-Request": "true", "HX-Target": "buy"}

    response = client.get(
        reverse("storefront:product", args=[offer.product.public_id]), {"quantity": "7"}, headers=headers
    )

    body = response.content.decode()
    assert body.lstrip().startswith('<div id="buy"')
    assert "<html" not in body
    assert "HX-Request" in response["Vary"]


def test_product_page_sends_visitors_to_sign_in_and_back(client):
    offer = make_offer()
    url = reverse("storefront:product", args=[offer.product.public_id])

    assert f"/account/login/?next={url}" in client.get(url).content.decode()


def test_product_page_is_not_there_for_what_is_not_published(client):
    offer = make_offer()
    url = reverse("storefront:product", args=[offer.product.public_id])
    ProductListing.objects.filter(product=offer.product).update(is_listed=False)

    assert client.get(url).status_code == 404
    assert client.get("/products/prd_unknown/").status_code == 404


def test_product_page_says_when_nobody_sells_a_variant(client):
    product = ProductFactory()
    make_offer(variant=VariantFactory(product=product))
    other = VariantFactory(product=product, position=2)
    make_offer(variant=other, status=OfferStatus.PAUSED)

    body = client.get(reverse("storefront:product", args=[product.public_id]), {"variant": other.public_id})

    assert "Nobody sells this variant" in body.content.decode()


def test_product_page_asks_the_same_number_of_questions_for_any_number_of_offers(client, django_assert_num_queries):
    variant = VariantFactory()
    make_offer(variant=variant)
    url = reverse("storefront:product", args=[variant.product.public_id])
    client.get(url)
    with django_assert_num_queries(QUERIES_OF_PRODUCT):
        client.get(url)
    for _ in range(2):
        make_offer(variant=variant, supplier=SupplierFactory())

    with django_assert_num_queries(QUERIES_OF_PRODUCT):
        client.get(url)


# product, pictures, variants, offers, their terms, related
QUERIES_OF_PRODUCT = 6


def test_pages_speak_the_language_of_the_reader(client):
    offer = product_offer(name_en="Deep groove ball bearing", name_zh="深沟球轴承")
    client.cookies["django_language"] = "zh-hans"

    assert names(client.get(LIST)) == ["深沟球轴承"]
    assert "深沟球轴承" in client.get(reverse("storefront:product", args=[offer.product.public_id])).content.decode()


def test_filters_offer_the_brands_and_suppliers_of_the_list(client):
    brand = Brand.objects.create(name_zh="牌", name_en="Mark")
    offer = product_offer(name_en="Bolt", brand=brand)
    product_offer(name_en="Pump")

    panel = client.get(LIST, {"supplier": offer.supplier.public_id}).context["panel"]

    assert [(link.label, link.count, link.is_active) for link in panel.brands] == [("Mark", 1, False)]
    assert [(link.count, link.is_active) for link in panel.suppliers].count((1, True)) == 1
    assert len(panel.suppliers) == 2
