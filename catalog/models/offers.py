from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganizationStatus
from catalog.enums import OfferStatus, ProductStatus
from catalog.models.products import Product, ProductVariant
from catalog.permissions import StaffCatalogPermission
from kernel.models import CurrencyField, QuantityField, TimestampedModel, UnitPriceField
from kernel.public_ids import PublicIdField

if TYPE_CHECKING:
    from kernel.actors import Actor


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, actor: Actor) -> OfferQuerySet:
        """Keep offers that are for sale and those of the actor's own company; staff see all."""
        if actor.has(StaffCatalogPermission.VIEW_CATALOG):
            return self
        return self.filter(FOR_SALE | Q(supplier_id=actor.organization_id or 0))

    def of_supplier(self, actor: Actor) -> OfferQuerySet:
        """Keep the offers of the actor's own company: the seller office's point of view."""
        return self.filter(supplier_id=actor.organization_id)

    def for_sale(self) -> OfferQuerySet:
        """Keep what can be bought now."""
        return self.filter(FOR_SALE)

    def locked(self) -> OfferQuerySet:
        """Lock rows in primary-key order, so two lockers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


FOR_SALE = Q(
    status=OfferStatus.ACTIVE,
    variant__is_active=True,
    product__status=ProductStatus.PUBLISHED,
    supplier__status=OrganizationStatus.ACTIVE,
)


class Offer(TimestampedModel):
    """A supplier's terms for a variant: number, unit, tax, quantities and lead time; prices and stock hang on it."""

    public_id = PublicIdField("ofr")
    supplier = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="offers",
        verbose_name=_("supplier"),
        db_index=False,
    )
    variant = models.ForeignKey(
        ProductVariant, on_delete=models.CASCADE, related_name="offers", verbose_name=_("variant")
    )
    # Always the variant's product; kept here because every list asks for it.
    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="offers", verbose_name=_("product"), db_index=False
    )
    supplier_sku = models.CharField(_("supplier's article number"), max_length=80)
    status = models.CharField(_("status"), max_length=10, choices=OfferStatus, default=OfferStatus.ACTIVE)
    currency = CurrencyField(verbose_name=_("currency"))
    price_includes_tax = models.BooleanField(_("prices include tax"), default=True)
    tax_code = models.CharField(_("tax"), max_length=20, default="vat_standard")
    unit = models.CharField(_("unit"), max_length=10, default="PCE")
    minimum_order_quantity = QuantityField(verbose_name=_("minimum quantity"), default=1)
    order_multiple = QuantityField(verbose_name=_("in steps of"), default=1)
    lead_time_days = models.PositiveIntegerField(_("days until shipped"), default=3)
    is_stocked = models.BooleanField(_("kept in stock"), default=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.UniqueConstraint(fields=["supplier", "supplier_sku"], name="offer_sku_once_per_supplier"),
            models.UniqueConstraint(
                fields=["supplier", "variant", "currency"], name="offer_once_per_supplier_and_variant"
            ),
            models.CheckConstraint(
                condition=Q(minimum_order_quantity__gt=0, order_multiple__gt=0), name="offer_quantities_positive"
            ),
        ]
        indexes = [models.Index(fields=["product", "status"], name="offer_product_idx")]

    def __str__(self) -> str:
        return self.supplier_sku


class PriceTier(models.Model):
    """The unit price from a quantity on: the tier with the largest threshold not above the quantity counts (F031)."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="tiers", db_index=False)
    minimum_quantity = QuantityField(verbose_name=_("from quantity"))
    unit_price = UnitPriceField(verbose_name=_("unit price"))

    class Meta:
        verbose_name = _("price tier")
        verbose_name_plural = _("price tiers")
        constraints = [
            models.UniqueConstraint(fields=["offer", "minimum_quantity"], name="price_tier_once"),
            models.CheckConstraint(condition=Q(unit_price__gt=0, minimum_quantity__gt=0), name="price_tier_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.minimum_quantity}+: {self.unit_price}"
