"""Read products as buyers find them: narrow rows for lists, one object graph for a product page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, FloatField, Func, IntegerField, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast, Coalesce

from catalog.enums import ProductSort
from catalog.models import Offer, Product, ProductListing, StockLevel
from catalog.selectors.categories import subtree_ids
from catalog.selectors.prices import Tier, list_tiers, orderable_quantity, price_at
from catalog.selectors.search import search_query
from kernel.actors import Actor
from kernel.errors import NotFound

ZERO = Decimal(0)
RANK_SCALE = 1_000_000


@dataclass(frozen=True, slots=True)
class ProductFilter:
    """What a buyer narrows a list down to. Prices are in the platform's base currency."""

    query: str = ""
    category: str = ""
    supplier: str = ""
    brand: str = ""
    minimum_price: Decimal | None = None
    maximum_price: Decimal | None = None
    in_stock: bool = False


@dataclass(frozen=True, slots=True)
class ProductCard:
    """One product in a list: its best offer's price at the minimum quantity, the tiers, and what can be had now."""

    id: int
    public_id: str
    name_zh: str
    name_en: str
    picture: str
    unit: str
    offer_id: str
    offer_count: int
    supplier_id: str
    supplier_name_zh: str
    supplier_name_en: str
    minimum_order_quantity: Decimal
    order_multiple: Decimal
    lead_time_days: int
    currency: str
    price_includes_tax: bool
    unit_price: Decimal | None
    tiers: tuple[Tier, ...]
    is_stocked: bool
    available_quantity: Decimal


class _TsQuery(Func):
    """A tsquery literal of our own tokens."""

    template = "%(expressions)s::tsquery"
    output_field = TextField()


_SORTS: dict[str, tuple[str, ...]] = {
    ProductSort.PRICE: ("sort_price", "product_id"),
    ProductSort.PRICE_DESCENDING: ("-sort_price", "-product_id"),
    ProductSort.NEWEST: ("-published_at", "-product_id"),
}


def list_listings(
    *, actor: Actor, criteria: ProductFilter, sort: ProductSort = ProductSort.RELEVANCE
) -> QuerySet[ProductListing]:
    """
    Return the listings a buyer may see, narrowed and sorted; every order ends in the product's id.

    Without a query, relevance is the newest first.
    """
    listings = ProductListing.objects.filter(is_listed=True)
    query = search_query(criteria.query) if criteria.query else ""
    if criteria.query and not query:
        return listings.none()
    if query:
        listings = listings.extra(where=["catalog_productlisting.document @@ %s::tsquery"], params=[query])
    listings = listings.filter(_narrow(criteria))
    if sort == ProductSort.RELEVANCE and query:
        listings = listings.annotate(rank=_rank(query))
    return listings.order_by(*listing_order(criteria=criteria, sort=sort))


def listing_order(*, criteria: ProductFilter, sort: ProductSort) -> tuple[str, ...]:
    """Return the columns by which `list_listings` sorts, for keyset pagination."""
    if sort == ProductSort.RELEVANCE and criteria.query and search_query(criteria.query):
        return ("-rank", "product_id")
    return _SORTS.get(sort, _SORTS[ProductSort.NEWEST])


def count_listings(*, actor: Actor, criteria: ProductFilter, limit: int) -> int:
    """Return how many products a list has, counted no further than one past `limit`."""
    return list_listings(actor=actor, criteria=criteria, sort=ProductSort.NEWEST).order_by()[: limit + 1].count()


def list_related(*, actor: Actor, product: Product, limit: int) -> list[ProductCard]:
    """Return cards of the newest other products in a product's category."""
    newest = ProductListing.objects.filter(is_listed=True, category_id=product.category_id).exclude(product=product)
    ids = newest.order_by("-published_at", "-product_id").values_list("product_id", flat=True)[:limit]
    return list_cards(actor=actor, listings=list(ids))


def _rank(query: str) -> Cast:
    """Return the match's weight as a whole number: pages continue after it, and real numbers do not compare exactly."""
    rank = Func(F("document"), _TsQuery(Value(query)), function="ts_rank", output_field=FloatField())
    return Cast(rank * RANK_SCALE, IntegerField())


def _narrow(criteria: ProductFilter) -> Q:
    narrow = Q()
    if criteria.category:
        narrow &= Q(category_id__in=subtree_ids(criteria.category))
    if criteria.brand:
        narrow &= Q(brand__public_id=criteria.brand)
    if criteria.minimum_price is not None:
        narrow &= Q(sort_price__gte=criteria.minimum_price)
    if criteria.maximum_price is not None:
        narrow &= Q(sort_price__lte=criteria.maximum_price)
    if criteria.supplier:
        offered = Offer.objects.for_sale().filter(supplier__public_id=criteria.supplier)
        narrow &= Q(product_id__in=offered.values("product_id"))
    if criteria.in_stock:
        free = StockLevel.objects.filter(on_hand__gt=F("reserved"), warehouse__is_active=True)
        narrow &= Q(best_offer_id__in=free.values("offer_id")) | Q(best_offer__is_stocked=False)
    return narrow


_CARD_COLUMNS = {
    "product_public_id": F("product__public_id"),
    "name_zh": F("product__name_zh"),
    "name_en": F("product__name_en"),
    "picture": F("product__picture"),
    "unit": F("best_offer__unit"),
    "offer_public_id": F("best_offer__public_id"),
    "supplier_public_id": F("best_offer__supplier__public_id"),
    "supplier_name_zh": F("best_offer__supplier__name_zh"),
    "supplier_name_en": F("best_offer__supplier__name_en"),
    "minimum_order_quantity": F("best_offer__minimum_order_quantity"),
    "order_multiple": F("best_offer__order_multiple"),
    "lead_time_days": F("best_offer__lead_time_days"),
    "price_includes_tax": F("best_offer__price_includes_tax"),
    "is_stocked": F("best_offer__is_stocked"),
}


def card_rows(listings: QuerySet[ProductListing]) -> QuerySet[ProductListing, Any]:
    """Return listings as rows that carry everything a card shows but prices and stock; a page of them is one statement."""
    # A search brings its rank along, by which its pages continue.
    ranked = listings.query.annotations
    own = ("product_id", "best_offer_id", "offer_count", "currency", "sort_price", "published_at", *ranked)
    return listings.values(*own, **_CARD_COLUMNS)


def cards_of(rows: Sequence[dict[str, Any]], *, actor: Actor) -> list[ProductCard]:
    """Return the cards of one page of `card_rows`, with the actor's prices and what is available: two more statements."""
    offer_ids = [row["best_offer_id"] for row in rows]
    tiers, available = list_tiers(offer_ids), available_quantities(offer_ids)
    return [_card(row, tiers, available) for row in rows]


def list_cards(*, actor: Actor, listings: Iterable[Any]) -> list[ProductCard]:
    """Return the cards of listing rows, or of product ids, in their order."""
    ids = [row if isinstance(row, int) else row.product_id for row in listings]
    found = ProductListing.objects.filter(product_id__in=ids, is_listed=True)
    rows = {row["product_id"]: row for row in card_rows(found)}
    return cards_of([rows[pk] for pk in ids if pk in rows], actor=actor)


def _card(row: dict[str, Any], tiers: dict[int, tuple[Tier, ...]], available: dict[int, Decimal]) -> ProductCard:
    found = tiers.get(row["best_offer_id"], ())
    return ProductCard(
        id=row["product_id"],
        public_id=row["product_public_id"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        picture=row["picture"],
        unit=row["unit"],
        offer_id=row["offer_public_id"],
        offer_count=row["offer_count"],
        supplier_id=row["supplier_public_id"],
        supplier_name_zh=row["supplier_name_zh"],
        supplier_name_en=row["supplier_name_en"],
        minimum_order_quantity=row["minimum_order_quantity"],
        order_multiple=row["order_multiple"],
        lead_time_days=row["lead_time_days"],
        currency=row["currency"],
        price_includes_tax=row["price_includes_tax"],
        unit_price=price_at(found, max(row["minimum_order_quantity"], row["order_multiple"])),
        tiers=found,
        is_stocked=row["is_stocked"],
        available_quantity=available.get(row["best_offer_id"], ZERO),
    )


def available_quantities(offer_ids: Sequence[int]) -> dict[int, Decimal]:
    """Return what can be promised of each offer now, over its active warehouses; offers without stock rows are absent."""
    rows = (
        StockLevel.objects.filter(offer_id__in=offer_ids, warehouse__is_active=True)
        .values("offer_id")
        .annotate(free=Coalesce(Sum(F("on_hand") + F("backorder_limit") - F("reserved")), ZERO))
        .values_list("offer_id", "free")
    )
    return dict(rows)


@dataclass(frozen=True, slots=True)
class OfferView:
    """One supplier's offer on a product page."""

    offer: Offer
    tiers: tuple[Tier, ...]
    available_quantity: Decimal

    @property
    def smallest_quantity(self) -> Decimal:
        """Return the least that can be ordered: the first multiple that reaches the minimum."""
        return self.quantity_from(self.offer.minimum_order_quantity)

    def quantity_from(self, wanted: Decimal) -> Decimal:
        """Return the smallest quantity that can be ordered and is at least what is wanted."""
        return orderable_quantity(self.offer, wanted)

    def price_at(self, quantity: Decimal) -> Decimal | None:
        """Return the unit price at a quantity."""
        return price_at(self.tiers, quantity)

    @property
    def unit_price(self) -> Decimal | None:
        """Return the price at the smallest quantity that can be ordered."""
        return price_at(self.tiers, max(self.offer.minimum_order_quantity, self.offer.order_multiple))


def get_product(*, actor: Actor, product_id: str) -> Product:
    """
    Return a product with category, brand, pictures and variants.

    :raises NotFound: when the actor may not see it.
    """
    product = (
        Product.objects.visible_to(actor)
        .filter(public_id=product_id)
        .select_related("category", "brand", "listing", "owner")
        .prefetch_related("images__file", "variants")
        .first()
    )
    if product is None:
        raise NotFound
    return product


def list_offers(*, actor: Actor, product: Product) -> list[OfferView]:
    """Return the offers on a product that can be bought now, cheapest first, with prices and availability."""
    offers = list(
        Offer.objects.for_sale()
        .filter(product=product)
        .select_related("supplier", "variant")
        .order_by("variant__position", "pk")
    )
    ids = [offer.pk for offer in offers]
    tiers, available = list_tiers(ids), available_quantities(ids)
    views = [OfferView(offer, tiers.get(offer.pk, ()), available.get(offer.pk, ZERO)) for offer in offers]
    return sorted(
        views,
        key=lambda view: (view.offer.variant.position, view.unit_price is None, view.unit_price or ZERO, view.offer.pk),
    )


def get_offer(*, actor: Actor, offer_id: str) -> Offer:
    """
    Return an offer with its variant, product and supplier.

    :raises NotFound: when the actor may not see it.
    """
    offer = (
        Offer.objects.visible_to(actor)
        .filter(public_id=offer_id)
        .select_related("variant", "product", "supplier")
        .first()
    )
    if offer is None:
        raise NotFound
    return offer


def list_own_products(*, actor: Actor, query: str = "", status: str = "", category: str = "") -> QuerySet[Product]:
    """Return what the actor's company made or sells, newest change first, for the seller office."""
    products = Product.objects.sold_by(actor).select_related("category", "brand", "listing")
    if status:
        products = products.filter(status=status)
    if category:
        products = products.filter(category_id__in=subtree_ids(category))
    if query:
        products = products.filter(
            Q(name_zh__icontains=query)
            | Q(name_en__icontains=query)
            | Q(code__icontains=query)
            | Q(pk__in=Offer.objects.of_supplier(actor).filter(supplier_sku__icontains=query).values("product_id"))
        )
    return products.order_by("-updated_at", "-pk")
