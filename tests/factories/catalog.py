"""Products that can be bought, in the states that tests start from."""

from datetime import datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from catalog.enums import MovementKind, ProductStatus
from catalog.models import (
    Category,
    Offer,
    PriceTier,
    Product,
    ProductVariant,
    StockLevel,
    StockMovement,
    Warehouse,
)
from catalog.services.listings import index_products
from tests.factories.accounts import NOW, SupplierFactory


class CategoryFactory(DjangoModelFactory):
    """A category at the root of the tree, or below `parent`."""

    class Meta:
        model = Category
        skip_postgeneration_save = True

    name_zh = factory.Sequence(lambda n: f"类目{n}")
    name_en = factory.Sequence(lambda n: f"Category {n}")
    slug = factory.Sequence(lambda n: f"category-{n}")

    @factory.post_generation
    def path(self, create, extracted, **kwargs):
        self.path = [*(self.parent.path if self.parent else []), self.pk]
        self.save(update_fields=["path"])


class ProductFactory(DjangoModelFactory):
    """A published product without offers."""

    class Meta:
        model = Product

    owner = factory.SubFactory(SupplierFactory)
    category = factory.SubFactory(CategoryFactory)
    code = factory.Sequence(lambda n: f"P-{n:05d}")
    name_zh = factory.Sequence(lambda n: f"内六角螺钉 {n}")
    name_en = factory.Sequence(lambda n: f"Hex socket screw {n}")
    status = ProductStatus.PUBLISHED
    published_at = NOW


class VariantFactory(DjangoModelFactory):
    """The one variant of a product."""

    class Meta:
        model = ProductVariant

    product = factory.SubFactory(ProductFactory)
    sku = factory.Sequence(lambda n: f"MPN-{n:05d}")


class WarehouseFactory(DjangoModelFactory):
    """A supplier's warehouse."""

    class Meta:
        model = Warehouse

    organization = factory.SubFactory(SupplierFactory)
    code = factory.Sequence(lambda n: f"WH{n}")
    name = factory.Sequence(lambda n: f"Warehouse {n}")


class OfferFactory(DjangoModelFactory):
    """An offer for sale by the product's owner, without prices or stock; see `make_offer`."""

    class Meta:
        model = Offer

    variant = factory.SubFactory(VariantFactory)
    product = factory.LazyAttribute(lambda offer: offer.variant.product)
    supplier = factory.LazyAttribute(lambda offer: offer.variant.product.owner)
    supplier_sku = factory.Sequence(lambda n: f"SKU-{n:05d}")


def make_offer(
    *, price: str = "10", stock: str | None = "100", tiers: dict[str, str] | None = None, now: datetime = NOW, **kwargs
) -> Offer:
    """Return an offer with price tiers (quantity → price, `price` from 1 on by default), stock and an indexed listing."""
    offer = OfferFactory(**kwargs)
    for quantity, unit_price in (tiers or {"1": price}).items():
        PriceTier.objects.create(offer=offer, minimum_quantity=Decimal(quantity), unit_price=Decimal(unit_price))
    if stock is not None:
        put_in_stock(offer, stock, now=now)
    index_products([offer.product_id], now=now)
    return offer


def put_in_stock(offer: Offer, quantity: str, *, warehouse: Warehouse | None = None, now: datetime = NOW) -> StockLevel:
    """Return a new stock level with a quantity on hand and the movement that brought it."""
    warehouse = warehouse or Warehouse.objects.filter(organization=offer.supplier).first()
    warehouse = warehouse or WarehouseFactory(organization=offer.supplier)
    level = StockLevel.objects.create(offer=offer, warehouse=warehouse, on_hand=Decimal(quantity))
    if level.on_hand:
        StockMovement.objects.create(level=level, kind=MovementKind.OPENING, quantity=level.on_hand, occurred_at=now)
    return level
