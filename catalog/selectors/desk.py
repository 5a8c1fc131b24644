"""Read a supplier's products and stock as the seller office lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.models import User
from catalog.enums import OfferStatus, ProductStatus
from catalog.models import Offer, PriceTier, Product, StockLevel, StockMovement, Warehouse
from catalog.permissions import SellerCatalogPermission
from catalog.selectors.products import list_own_products
from catalog.selectors.stock import get_own_offer, list_own_offers
from kernel.actors import Actor
from kernel.errors import NotFound
from kernel.models import TransitionLog

PRODUCT_TYPE = "catalog.product"
ZERO = Decimal(0)
# Less than this many of an offer's smallest orders are left.
LOW_STOCK_ORDERS = 5
MOVEMENT_LIMIT = 50
QUANTITY = DecimalField(max_digits=18, decimal_places=6)


@dataclass(frozen=True, slots=True)
class StockFilter:
    """What a list of stock is narrowed down to; `state` is low, out or nothing."""

    query: str = ""
    warehouse: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class ShelfSummary:
    """How a supplier's shelf stands: products by status, products sent back, offers short of stock."""

    products: dict[str, int]
    sent_back: int
    low_stock: int
    out_of_stock: int

    @property
    def product_count(self) -> int:
        """Return the number of products in any status."""
        return sum(self.products.values())


@dataclass(frozen=True, slots=True)
class ProductStepEntry:
    """One step of a product between desk and shop."""

    status: str
    reason: str
    actor_name: str
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class ProductFile:
    """An own product with the company's terms for its variants and every step so far."""

    product: Product
    offers: tuple[Offer, ...]
    history: tuple[ProductStepEntry, ...]
    is_own: bool


def list_shelf(*, actor: Actor, query: str = "", status: str = "", category: str = "") -> QuerySet[Product]:
    """Return the company's products with its lowest price, number of offers and what is available of them."""
    own = Offer.objects.of_supplier(actor).filter(product=OuterRef("pk")).order_by().values("product")
    free = (
        StockLevel.objects.filter(
            offer__product=OuterRef("pk"), offer__supplier_id=actor.organization_id, warehouse__is_active=True
        )
        .order_by()
        .values("offer__product")
        .annotate(free=Sum(F("on_hand") + F("backorder_limit") - F("reserved")))
    )
    return list_own_products(actor=actor, query=query, status=status, category=category).annotate(
        own_price=Subquery(own.annotate(lowest=Min("tiers__unit_price")).values("lowest")),
        own_currency=Subquery(own.annotate(first=Min("currency")).values("first")),
        own_offer_count=Coalesce(Subquery(own.annotate(count=Count("pk")).values("count")), 0),
        available=Coalesce(Subquery(free.values("free"), output_field=QUANTITY), ZERO, output_field=QUANTITY),
    )


def count_shelf(*, actor: Actor) -> dict[str, int]:
    """Return how many of the company's products stand in each status."""
    counted = dict(Product.objects.sold_by(actor).values_list("status").annotate(count=Count("pk")).order_by("status"))
    return {status.value: counted.get(status.value, 0) for status in ProductStatus}


def get_shelf_summary(*, actor: Actor) -> ShelfSummary:
    """Return how the shelf of the actor's company stands; nothing of what the role may not see."""
    sees_products = actor.has(SellerCatalogPermission.VIEW_PRODUCT)
    sees_stock = actor.has(SellerCatalogPermission.VIEW_STOCK)
    returned = Product.objects.sold_by(actor).filter(status=ProductStatus.DRAFT).exclude(status_reason="")
    return ShelfSummary(
        products=count_shelf(actor=actor) if sees_products else {},
        sent_back=returned.count() if sees_products else 0,
        low_stock=_in_state(_stocked(actor), "low").count() if sees_stock else 0,
        out_of_stock=_in_state(_stocked(actor), "out").count() if sees_stock else 0,
    )


def get_product_file(*, actor: Actor, product_id: str) -> ProductFile:
    """
    Return one of the company's products, whatever its status.

    :raises NotFound: when the company neither made nor sells it.
    """
    product = (
        Product.objects.sold_by(actor)
        .filter(public_id=product_id)
        .select_related("category", "brand", "owner", "listing")
        .prefetch_related("images__file", "images__thumbnail")
        .first()
    )
    if product is None:
        raise NotFound
    offers = list_own_offers(actor=actor).filter(product=product).order_by("variant__position", "pk")
    return ProductFile(
        product=product,
        offers=tuple(offers),
        history=tuple(_history(product)),
        is_own=product.owner_id == actor.organization_id,
    )


def list_product_steps(*, product: Product) -> list[TransitionLog]:
    """Return every step of a product that the caller has read, newest first."""
    steps = TransitionLog.objects.filter(document_type=PRODUCT_TYPE, document_id=product.pk)
    return list(steps.order_by("-occurred_at", "-pk"))


def count_products(*, actor: Actor, status: str) -> int:
    """Return how many of the products that the actor may see have a status; for staff."""
    return Product.objects.visible_to(actor).filter(status=status).count()


def _history(product: Product) -> list[ProductStepEntry]:
    steps = list_product_steps(product=product)
    names = dict(User.objects.filter(pk__in={step.actor_user_id for step in steps}).values_list("pk", "name"))
    return [
        ProductStepEntry(
            status=step.to_status,
            reason=step.reason,
            # Who works for the operator is nobody's business but the operator's.
            actor_name=names.get(step.actor_user_id or 0, "") if step.actor_organization_id == product.owner_id else "",
            occurred_at=step.occurred_at,
        )
        for step in steps
    ]


def list_stocked_offers(*, actor: Actor, criteria: StockFilter) -> QuerySet[Offer]:
    """Return the company's offers that are kept in stock, with `on_hand`, `reserved`, `available` and their levels."""
    if not actor.has(SellerCatalogPermission.VIEW_STOCK):
        return Offer.objects.none()
    offers = _stocked(actor, warehouse=criteria.warehouse)
    if criteria.state:
        offers = _in_state(offers, criteria.state)
    if criteria.query:
        offers = offers.filter(
            Q(supplier_sku__icontains=criteria.query)
            | Q(variant__sku__icontains=criteria.query)
            | Q(product__name_zh__icontains=criteria.query)
            | Q(product__name_en__icontains=criteria.query)
        )
    levels = StockLevel.objects.select_related("warehouse").order_by("warehouse__priority", "pk")
    return (
        offers.select_related("product", "variant")
        .prefetch_related(Prefetch("stock_levels", levels, to_attr="levels"))
        .order_by("supplier_sku", "pk")
    )


def _stocked(actor: Actor, *, warehouse: str = "") -> QuerySet[Offer]:
    levels = StockLevel.objects.filter(offer=OuterRef("pk"), warehouse__is_active=True)
    if warehouse:
        levels = levels.filter(warehouse__public_id=warehouse)
    summed = levels.order_by().values("offer")

    def total(expression: object) -> Coalesce:
        found = Subquery(summed.annotate(total=Sum(expression)).values("total"), output_field=QUANTITY)
        return Coalesce(found, ZERO, output_field=QUANTITY)

    offers = Offer.objects.of_supplier(actor).filter(is_stocked=True)
    if warehouse:
        offers = offers.filter(stock_levels__warehouse__public_id=warehouse)
    return offers.annotate(
        on_hand=total(F("on_hand")),
        reserved=total(F("reserved")),
        available=total(F("on_hand") + F("backorder_limit") - F("reserved")),
    )


def _in_state(offers: QuerySet[Any], state: str) -> QuerySet[Any]:
    """Keep offers on sale of which nothing is left, or little."""
    offers = offers.filter(status=OfferStatus.ACTIVE, product__status=ProductStatus.PUBLISHED)
    if state == "out":
        return offers.filter(available__lte=0)
    return offers.filter(available__gt=0, available__lt=F("minimum_order_quantity") * LOW_STOCK_ORDERS)


@dataclass(frozen=True, slots=True)
class StockFile:
    """The stock of one own offer: its levels by warehouse and the latest movements."""

    offer: Offer
    tiers: tuple[PriceTier, ...]
    levels: tuple[StockLevel, ...]
    movements: tuple[StockMovement, ...]

    @property
    def on_hand(self) -> Decimal:
        """Return what lies in all warehouses."""
        return sum((level.on_hand for level in self.levels), ZERO)

    @property
    def reserved(self) -> Decimal:
        """Return what customers were promised."""
        return sum((level.reserved for level in self.levels), ZERO)

    @property
    def available(self) -> Decimal:
        """Return what can be sold."""
        return self.on_hand - self.reserved + sum((level.backorder_limit for level in self.levels), ZERO)


def get_stock_file(*, actor: Actor, offer_id: str) -> StockFile:
    """
    Return the stock of one of the company's offers.

    :raises NotFound: when it is another company's.
    :raises Forbidden: without `stock.view`.
    """
    actor.require(SellerCatalogPermission.VIEW_STOCK)
    offer = get_own_offer(actor=actor, offer_id=offer_id)
    levels = (
        StockLevel.objects.visible_to(actor)
        .filter(offer=offer)
        .select_related("warehouse")
        .order_by("warehouse__priority", "pk")
    )
    movements = (StockMovement.objects.filter(level__offer=offer).select_related("level__warehouse").order_by("-pk"))[
        :MOVEMENT_LIMIT
    ]
    return StockFile(offer, tuple(offer.tier_list), tuple(levels), tuple(movements))  # type: ignore[attr-defined]


def list_own_movements(*, actor: Actor, query: str = "", kind: str = "") -> QuerySet[StockMovement]:
    """Return every movement of the company's stock, newest first; none without `stock.view`."""
    if not actor.has(SellerCatalogPermission.VIEW_STOCK):
        return StockMovement.objects.none()
    movements = StockMovement.objects.filter(level__offer__supplier_id=actor.organization_id)
    if kind:
        movements = movements.filter(kind=kind)
    if query:
        movements = movements.filter(
            Q(level__offer__supplier_sku__icontains=query)
            | Q(level__offer__product__name_zh__icontains=query)
            | Q(level__offer__product__name_en__icontains=query)
        )
    return movements.select_related("level__warehouse", "level__offer__product", "level__offer__variant").order_by(
        "-pk"
    )


def list_warehouses_with_stock(*, actor: Actor) -> QuerySet[Warehouse]:
    """Return the company's warehouses, the first to serve orders first, with `offer_count` of what lies there."""
    return (
        Warehouse.objects.visible_to(actor)
        .filter(organization_id=actor.own_organization_id)
        .annotate(offer_count=Count("stock_levels", filter=Q(stock_levels__on_hand__gt=0)))
        .order_by("priority", "pk")
    )


def get_warehouse(*, actor: Actor, warehouse_id: str) -> Warehouse:
    """
    Return one of the company's warehouses.

    :raises NotFound: when it is another company's.
    """
    warehouse = list_warehouses_with_stock(actor=actor).filter(public_id=warehouse_id).first()
    if warehouse is None:
        raise NotFound
    return warehouse
