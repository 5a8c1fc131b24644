"""Suppliers as buyers find them: what they sell, and which certificates they hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from accounts.models import Certificate, Organization
from accounts.selectors.organizations import get_supplier, list_suppliers
from accounts.selectors.papers import list_badges
from catalog.models import Category, Offer
from kernel.actors import Actor
from reference.selectors.dictionaries import label_of


@dataclass(frozen=True, slots=True)
class SupplierCard:
    """One supplier in a list."""

    supplier: Organization
    product_count: int
    certificates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SupplierProfile:
    """What the public page of a supplier shows besides its products."""

    supplier: Organization
    product_count: int
    certificates: tuple[Certificate, ...]
    categories: tuple[Category, ...]


def list_selling_suppliers(*, actor: Actor, search: str = "") -> QuerySet[Organization]:
    """Return the active suppliers that have something for sale, oldest first."""
    selling = Offer.objects.for_sale().values("supplier_id")
    return list_suppliers(actor=actor, search=search).filter(pk__in=selling).select_related("logo")


def list_supplier_cards(*, actor: Actor, suppliers: Iterable[Organization], on: date) -> list[SupplierCard]:
    """Return cards for one page of suppliers, in its order, with the certificates valid on a day: two statements in all."""
    found = list(suppliers)
    ids = [supplier.pk for supplier in found]
    counts = dict(
        Offer.objects.for_sale()
        .filter(supplier_id__in=ids)
        .values_list("supplier_id")
        .annotate(count=Count("product_id", distinct=True))
        .order_by("supplier_id")
    )
    held: dict[int, dict[str, None]] = {}
    certificates = Certificate.objects.filter(organization_id__in=ids).valid_on(on)
    for supplier_id, kind in certificates.order_by("pk").values_list("organization_id", "certificate_type"):
        held.setdefault(supplier_id, {})[kind] = None
    return [
        SupplierCard(
            supplier,
            counts.get(supplier.pk, 0),
            tuple(label_of("certificate_type", kind) for kind in held.get(supplier.pk, ())),
        )
        for supplier in found
    ]


def list_leading_suppliers(*, actor: Actor, on: date, limit: int) -> list[SupplierCard]:
    """Return the suppliers with the most products, as cards."""
    leading = (
        Offer.objects.for_sale()
        .values_list("supplier_id")
        .annotate(count=Count("product_id", distinct=True))
        .order_by("-count", "supplier_id")[:limit]
    )
    ids = [supplier_id for supplier_id, _count in leading]
    suppliers = {row.pk: row for row in list_suppliers(actor=actor).filter(pk__in=ids).select_related("logo")}
    return list_supplier_cards(actor=actor, suppliers=[suppliers[pk] for pk in ids if pk in suppliers], on=on)


def get_supplier_profile(*, actor: Actor, supplier_id: str, on: date) -> SupplierProfile:
    """
    Return a supplier with the certificates valid on a day and the categories it sells in.

    :raises NotFound: when there is no such active supplier.
    """
    supplier = get_supplier(actor=actor, supplier_id=supplier_id)
    offers = Offer.objects.for_sale().filter(supplier=supplier)
    categories = Category.objects.filter(pk__in=offers.values("product__category_id"), is_active=True)
    return SupplierProfile(
        supplier=supplier,
        product_count=offers.values("product_id").distinct().count(),
        certificates=tuple(list_badges(actor=actor, organization_id=supplier_id, on=on)),
        categories=tuple(categories.order_by("position", "pk")),
    )
