"""Read a supplier's own offers and stock."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet, Sum

from catalog.models import Offer, PriceTier, StockLevel, Warehouse
from catalog.permissions import SellerCatalogPermission
from kernel.actors import Actor
from kernel.errors import NotFound


def list_own_offers(*, actor: Actor) -> QuerySet[Offer]:
    """Return the offers of the actor's company with product, variant and `tier_list`; none without `product.view`."""
    if not actor.has(SellerCatalogPermission.VIEW_PRODUCT):
        return Offer.objects.none()
    return (
        Offer.objects.of_supplier(actor)
        .select_related("product", "variant")
        .prefetch_related(Prefetch("tiers", PriceTier.objects.order_by("minimum_quantity"), to_attr="tier_list"))
    )


def get_own_offer(*, actor: Actor, offer_id: str) -> Offer:
    """
    Return one of the own offers by its public id or article number.

    :raises NotFound: when it is another company's.
    """
    offer = list_own_offers(actor=actor).filter(Q(public_id=offer_id) | Q(supplier_sku=offer_id)).order_by("pk").first()
    if offer is None:
        raise NotFound
    return offer


def list_stock(*, actor: Actor) -> QuerySet[StockLevel]:
    """Return the stock levels of the actor's company with offer and warehouse; none without `stock.view`."""
    if not actor.has(SellerCatalogPermission.VIEW_STOCK):
        return StockLevel.objects.none()
    return StockLevel.objects.visible_to(actor).select_related("offer__product", "offer__variant", "warehouse")


def on_hand_quantities(offer_ids: Sequence[int]) -> dict[int, Decimal]:
    """Return what lies in all warehouses of offers that the caller has read; offers without stock rows are absent."""
    levels = StockLevel.objects.filter(offer_id__in=offer_ids).values("offer_id").annotate(total=Sum("on_hand"))
    return dict(levels.values_list("offer_id", "total"))


def list_warehouses(*, actor: Actor) -> QuerySet[Warehouse]:
    """Return the warehouses of the actor's company, the first to serve orders first."""
    return Warehouse.objects.visible_to(actor).order_by("priority", "pk")
