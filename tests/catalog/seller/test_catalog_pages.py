"""Suppliers' products, stock and warehouses: pages, who may open them, and that a stranger's writes change nothing."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from accounts.models import Organization
from catalog.enums import ProductStatus
from catalog.models import Offer, Product, ProductImage, StockLevel, Warehouse
from catalog.services.products import return_product
from tests.accounts.pages.conftest import sign_in
from tests.factories.accounts import (
    NOW,
    BuyerFactory,
    MembershipFactory,
    SupplierFactory,
    UserFactory,
    staff_actor,
)
from tests.factories.catalog import CategoryFactory, ProductFactory, VariantFactory, WarehouseFactory, make_offer

pytestmark = pytest.mark.django_db

LISTS = ["product_list", "stock_list", "stock_movements", "warehouse_list"]
FORMS = ["product_create", "warehouse_create"]


def browser_of(company: Organization, **membership) -> Client:
    """Return the browser of a new member of a company, in English."""
    member = MembershipFactory(organization=company, user=UserFactory(language="en"), **membership)
    return sign_in(Client(), member).client


def page(name: str, *args: str) -> str:
    return reverse(f"seller:{name}", args=args)


def picture(kind: str = "PNG", size: tuple[int, int] = (800, 600)) -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", size, "red").save(content, kind)
    return SimpleUploadedFile("photo.png", content.getvalue(), content_type="image/png")


def own_offer(company: Organization, **kwargs) -> Offer:
    return make_offer(variant=VariantFactory(product=ProductFactory(owner=company)), **kwargs)


def product_form(category, **changes) -> dict[str, object]:
    return {
        "name_zh": "螺栓",
        "name_en": "Bolt",
        "code": "B-1",
        "category": category.public_id,
        "kind": "physical",
        "unit": "PCE",
        "attribute_name_zh": ["材质"],
        "attribute_value_zh": ["304"],
        "attribute_name_en": ["Material"],
        "attribute_value_en": ["304"],
        "variant": ["a"],
        "a-supplier_sku": "B-1-M8",
        "a-minimum_order_quantity": "10",
        "a-order_multiple": "5",
        "a-lead_time_days": "2",
        "a-currency": "CNY",
        "a-tax_code": "vat_standard",
        "a-price_includes_tax": "on",
        "a-is_stocked": "on",
        "a-status": "active",
        "a-tier_quantity": ["10", "100", ""],
        "a-tier_price": ["1.20", "1.00", ""],
        **changes,
    }


@pytest.mark.parametrize("name", LISTS + FORMS)
def test_page_opens_for_a_supplier_only(name):
    supplier = SupplierFactory()

    assert browser_of(supplier).get(page(name)).status_code == 200
    assert browser_of(supplier, permissions=[]).get(page(name)).status_code == 403
    assert browser_of(BuyerFactory()).get(page(name)).status_code == 404
    assert Client().get(page(name)).status_code == 302


@pytest.mark.parametrize("name", ["product_list", "stock_list", "stock_movements"])
def test_list_costs_the_same_for_one_and_three(name, django_assert_num_queries):
    supplier = SupplierFactory()
    own_offer(supplier)
    browser = browser_of(supplier)
    browser.get(page(name))
    with CaptureQueriesContext(connection) as one:
        browser.get(page(name))
    own_offer(supplier)
    own_offer(supplier)

    with django_assert_num_queries(len(one)):
        response = browser.get(page(name))

    assert len(response.context["pager"].rows) == 3


def test_product_is_created_with_variant_and_tiers():
    supplier, category = SupplierFactory(), CategoryFactory()

    response = browser_of(supplier).post(page("product_create"), product_form(category))

    product = Product.objects.get()
    assert response.url == page("product", product.public_id)
    assert (product.owner, product.status, product.attributes[0]["value_zh"]) == (supplier, ProductStatus.DRAFT, "304")
    offer = product.offers.get()
    assert offer.minimum_order_quantity == Decimal(10)
    assert list(offer.tiers.order_by("minimum_quantity").values_list("unit_price", flat=True)) == [
        Decimal("1.2"),
        Decimal(1),
    ]


def test_product_with_a_wrong_tier_is_shown_again_and_not_created():
    category = CategoryFactory()

    response = browser_of(SupplierFactory()).post(
        page("product_create"), product_form(category, **{"a-tier_price": ["cheap", "1.00", ""]})
    )

    assert response.status_code == 422
    assert "cheap" in response.content.decode()
    assert not Product.objects.exists()


def test_product_page_saves_changes_and_a_new_variant():
    supplier = SupplierFactory()
    offer = own_offer(supplier)
    form = product_form(
        offer.product.category,
        variant=["a", "n1"],
        **{
            "a-offer_id": offer.public_id,
            "n1-supplier_sku": "B-1-M10",
            "n1-tier_quantity": ["1"],
            "n1-tier_price": ["3"],
        },
        **{
            f"n1-{name}": value
            for name, value in {
                "minimum_order_quantity": "1",
                "order_multiple": "1",
                "lead_time_days": "1",
                "currency": "CNY",
                "tax_code": "vat_standard",
                "status": "active",
            }.items()
        },
    )

    browser_of(supplier).post(page("product", offer.product.public_id), form)

    offer.refresh_from_db()
    assert offer.supplier_sku == "B-1-M8"
    assert set(offer.product.offers.values_list("supplier_sku", flat=True)) == {"B-1-M8", "B-1-M10"}


def test_company_that_only_sells_a_product_changes_its_terms_alone():
    supplier = SupplierFactory()
    product = ProductFactory()
    offer = make_offer(variant=VariantFactory(product=product), supplier=supplier)

    browser_of(supplier).post(
        page("product", product.public_id),
        product_form(product.category, name_zh="别人的", **{"a-offer_id": offer.public_id}),
    )

    offer.refresh_from_db()
    name = product.name_zh
    product.refresh_from_db()
    assert (offer.minimum_order_quantity, product.name_zh) == (Decimal(10), name)


def test_reason_of_the_review_stands_on_the_page():
    supplier = SupplierFactory()
    offer = own_offer(supplier)
    Product.objects.update(status=ProductStatus.IN_REVIEW)
    return_product(actor=staff_actor(), product_id=offer.product.public_id, reason="Blurred picture", now=NOW)

    content = browser_of(supplier).get(page("product", offer.product.public_id)).content.decode()

    assert "Blurred picture" in content


def test_chosen_products_are_taken_off_the_shelf():
    supplier = SupplierFactory()
    offer, other = own_offer(supplier), own_offer(SupplierFactory())

    browser_of(supplier).post(
        page("product_bulk_move"),
        {"product": [offer.product.public_id, other.product.public_id], "step": "take_down"},
    )

    assert dict(Product.objects.values_list("pk", "status")) == {
        offer.product_id: ProductStatus.OFF_SHELF,
        other.product_id: ProductStatus.PUBLISHED,
    }


def test_copy_is_a_draft_with_numbers_of_its_own():
    supplier = SupplierFactory()
    offer = own_offer(supplier, price="4")

    browser_of(supplier).post(page("product_copy", offer.product.public_id))

    copy = Product.objects.exclude(pk=offer.product_id).get()
    assert (copy.status, copy.code) == (ProductStatus.DRAFT, f"{offer.product.code}-2")
    assert copy.offers.get().tiers.get().unit_price == Decimal(4)


def test_picture_is_drawn_anew_and_can_be_moved_and_removed():
    supplier = SupplierFactory()
    product = own_offer(supplier).product
    browser = browser_of(supplier)

    browser.post(page("picture_add", product.public_id), {"picture": [picture(), picture("JPEG")]})

    first, second = ProductImage.objects.order_by("position")
    assert first.file.content_type == "image/webp"
    product.refresh_from_db()
    assert product.picture == first.thumbnail.path
    browser.post(page("picture_order", product.public_id), {"file": second.file.public_id})
    product.refresh_from_db()
    assert product.picture == second.thumbnail.path
    browser.post(page("picture_remove", product.public_id, second.file.public_id))
    product.refresh_from_db()
    assert product.picture == first.thumbnail.path


def test_drawing_with_scripts_is_refused_as_a_picture():
    supplier = SupplierFactory()
    product = own_offer(supplier).product
    drawing = SimpleUploadedFile("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/png")

    browser_of(supplier).post(page("picture_add", product.public_id), {"picture": drawing})

    assert not ProductImage.objects.exists()


def test_stock_is_changed_and_counted_with_a_reason():
    supplier = SupplierFactory()
    offer = own_offer(supplier, stock="100")
    browser, warehouse = browser_of(supplier), Warehouse.objects.get()
    common = {"warehouse": warehouse.public_id, "reason": "damage", "note": "Wet"}

    browser.post(page("stock", offer.public_id), {**common, "mode": "change", "quantity": "-5"})
    browser.post(page("stock", offer.public_id), {**common, "mode": "count", "quantity": "90"})

    level = StockLevel.objects.get()
    assert level.on_hand == Decimal(90)
    movements = level.movements.order_by("-pk").values_list("quantity", "reason")[:2]
    assert list(movements) == [(Decimal(-5), "Damage – Wet"), (Decimal(-5), "Damage – Wet")]


def test_warehouse_is_created_and_changed():
    supplier = SupplierFactory()
    browser = browser_of(supplier)
    form = {"name": "East", "code": "E", "priority": "2", "is_active": "on"}

    browser.post(page("warehouse_create"), form)
    warehouse = Warehouse.objects.get()
    browser.post(page("warehouse", warehouse.public_id), form | {"name": "East 2"})

    warehouse.refresh_from_db()
    assert (warehouse.organization, warehouse.name, warehouse.priority) == (supplier, "East 2", 2)


def test_stranger_sees_and_changes_nothing():
    offer = own_offer(SupplierFactory(), stock="100")
    warehouse = WarehouseFactory(organization=offer.supplier)
    product_id, before = offer.product.public_id, Product.objects.get().updated_at
    browser = browser_of(SupplierFactory())

    for url in (page("product", product_id), page("stock", offer.public_id), page("warehouse", warehouse.public_id)):
        assert browser.get(url).status_code == 404
        assert browser.post(url, {}).status_code == 404
    for name in ("product_move", "product_copy"):
        assert browser.post(page(name, product_id), {"step": "take_down"}).status_code == 404
    assert browser.post(page("picture_add", product_id), {"picture": picture()}).status_code == 404
    assert browser.post(page("picture_order", product_id), {"file": "x"}).status_code == 404
    assert browser.post(page("picture_remove", product_id, "fil_x")).status_code == 404
    assert Product.objects.get().updated_at == before
    assert StockLevel.objects.get().on_hand == Decimal(100)


def test_role_that_may_only_look_changes_no_stock():
    supplier = SupplierFactory()
    offer = own_offer(supplier, stock="100")
    browser = browser_of(supplier, permissions=["product.view", "stock.view"])
    form = {"warehouse": Warehouse.objects.get().public_id, "mode": "count", "quantity": "1", "reason": "count"}

    assert browser.get(page("stock", offer.public_id)).status_code == 200
    assert browser.post(page("stock", offer.public_id), form).status_code == 403
    assert StockLevel.objects.get().on_hand == Decimal(100)
