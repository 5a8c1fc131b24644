"""Read products as buyers find them: narrow rows for lists, one object graph for a product page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, FloatField, Func, IntegerField, Prefetch, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast, Coalesce

from catalog.enums import ProductSort
from catalog.models import Offer, Product, ProductImage, ProductListing, StockLevel
from catalog.selectors.cards import ProductCard, list_cards, list_terms
from catalog.selectors.categories import subtree_ids
from catalog.selectors.prices import Tier, orderable_quantity, price_at
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
    Return a product with category, brand and pictures.

    :raises NotFound: when the actor may not see it.
    """
    product = (
        Product.objects.visible_to(actor)
        .filter(public_id=product_id)
        .select_related("category", "brand")
        .prefetch_related(Prefetch("images", ProductImage.objects.select_related("file").order_by("position", "pk")))
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
    terms = list_terms([offer.pk for offer in offers])
    views = [OfferView(offer, *terms[offer.pk]) for offer in offers]
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
