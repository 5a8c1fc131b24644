from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.enums import PRODUCT_TRANSITIONS, ProductKind, ProductStatus
from catalog.models.categories import BilingualName, Brand, Category
from catalog.permissions import StaffCatalogPermission
from kernel.models import CurrencyField, StoredFile, TimestampedModel, UnitPriceField
from kernel.public_ids import PublicIdField
from kernel.transitions import ensure_transition

if TYPE_CHECKING:
    from kernel.actors import Actor


class ProductQuerySet(models.QuerySet["Product"]):
    def visible_to(self, actor: Actor) -> ProductQuerySet:
        """Keep published products that somebody sells, and those the actor's company made or sells; staff see all."""
        if actor.has(StaffCatalogPermission.VIEW_CATALOG):
            return self
        listed = Q(listing__is_listed=True)
        if actor.organization_id is None:
            return self.filter(listed)
        offered = self.model._meta.apps.get_model("catalog", "Offer").objects.filter(
            product=OuterRef("pk"), supplier_id=actor.organization_id
        )
        return self.filter(listed | Q(owner_id=actor.organization_id) | Exists(offered))

    def sold_by(self, actor: Actor) -> ProductQuerySet:
        """Keep what the actor's company made or sells: the seller office's point of view."""
        offered = self.model._meta.apps.get_model("catalog", "Offer").objects.filter(
            product=OuterRef("pk"), supplier_id=actor.organization_id
        )
        return self.filter(Q(owner_id=actor.organization_id) | Exists(offered))

    def locked(self) -> ProductQuerySet:
        """Lock rows in primary-key order, so two lockers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


class Product(BilingualName, TimestampedModel):
    """
    What is for sale, described once; suppliers put their offers on its variants.

    Here and in the tables beside it a foreign key has no index of its own where a constraint or index below begins with it.
    """

    public_id = PublicIdField("prd")
    owner = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="products",
        verbose_name=_("owner"),
        db_index=False,
    )
    # The owner's own number for the whole product; imports find it again by this.
    code = models.CharField(_("product code"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=ProductKind, default=ProductKind.PHYSICAL)
    status = models.CharField(_("status"), max_length=10, choices=ProductStatus, default=ProductStatus.DRAFT)
    status_reason = models.TextField(_("reason"), blank=True)
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="products", verbose_name=_("category"), db_index=False
    )
    brand = models.ForeignKey(
        Brand, on_delete=models.PROTECT, null=True, blank=True, related_name="products", verbose_name=_("brand")
    )
    description_zh = models.TextField(_("description in Chinese"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    # [{"name_zh", "name_en", "value_zh", "value_en"}], in the order of display.
    attributes = models.JSONField(_("specification"), default=list, blank=True)
    unit = models.CharField(_("unit"), max_length=10, default="PCE")
    origin_country = models.CharField(_("country of origin"), max_length=2, blank=True)
    # Path of the main picture below the media root, kept by the picture service; lists read it without a join.
    picture = models.CharField(max_length=200, blank=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [
            models.UniqueConstraint(fields=["owner", "code"], name="product_code_once_per_owner"),
            models.CheckConstraint(condition=Q(status__in=ProductStatus.values), name="product_status_known"),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False), name="product_published_at_some_time"
            ),
        ]
        indexes = [models.Index(fields=["category", "status"], name="product_category_idx")]

    @property
    def description(self) -> str:
        """Return the description in the active language, or the one there is."""
        english = (get_language() or "").startswith("en")
        first, second = (
            (self.description_en, self.description_zh) if english else (self.description_zh, self.description_en)
        )
        return first or second

    def mark_in_review(self) -> None:
        """Set what handing in for review sets."""
        self._move_to(ProductStatus.IN_REVIEW)

    def mark_published(self, *, at: datetime) -> None:
        """Set what publishing sets."""
        self._move_to(ProductStatus.PUBLISHED)
        self.published_at = self.published_at or at

    def mark_returned(self, *, reason: str) -> None:
        """Set what a reviewer's refusal sets; the reason is shown to the supplier."""
        self._move_to(ProductStatus.DRAFT, reason=reason)

    def mark_off_shelf(self, *, reason: str) -> None:
        """Set what taking off the shelf sets."""
        self._move_to(ProductStatus.OFF_SHELF, reason=reason)

    def _move_to(self, target: ProductStatus, *, reason: str = "") -> None:
        ensure_transition(PRODUCT_TRANSITIONS, current=self.status, target=target)
        self.status, self.status_reason = target, reason


class ProductVariant(TimestampedModel):
    """One thing that can be put in a box: a size, a colour, a packing."""

    public_id = PublicIdField("var")
    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, related_name="variants", verbose_name=_("product"), db_index=False
    )
    sku = models.CharField(_("manufacturer's part number"), max_length=80)
    gtin = models.CharField(_("GTIN"), max_length=14, blank=True)
    # {"尺寸": …}: option axis → value, in both languages: [{"name_zh", "name_en", "value_zh", "value_en"}].
    options = models.JSONField(_("options"), default=list, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints = [models.UniqueConstraint(fields=["product", "sku"], name="variant_sku_once_per_product")]
        indexes = [
            models.Index(fields=["sku"], name="variant_sku_idx"),
            models.Index(fields=["gtin"], condition=~Q(gtin=""), name="variant_gtin_idx"),
        ]

    def __str__(self) -> str:
        return self.sku

    @property
    def label(self) -> str:
        """Return the option values in the active language, such as “M8×40 / 304”."""
        key = "value_en" if (get_language() or "").startswith("en") else "value_zh"
        return " / ".join(str(option.get(key) or option.get("value_zh") or "") for option in self.options)


class ProductImage(models.Model):
    """A picture of a product; the first one is shown in lists."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="images", db_index=False)
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    # The small one that lists show; pictures that came in by other ways than the picture service have none.
    thumbnail = models.ForeignKey(
        "kernel.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    alt_zh = models.CharField(_("description in Chinese"), max_length=200, blank=True)
    alt_en = models.CharField(_("description in English"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        indexes = [models.Index(fields=["product", "position"], name="product_image_idx")]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.position}"

    @property
    def small(self) -> StoredFile:
        """Return the picture for lists."""
        return self.thumbnail or self.file


class ProductListing(models.Model):
    """
    The narrow row that lists, searches and sorts read; `is_listed` exactly while the product can be bought.

    Derived from product, variants, offers and prices by `services.listings`; `verify` compares it with them.
    """

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, related_name="listing")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="+")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, null=True, related_name="+")
    is_listed = models.BooleanField(default=False)
    best_offer = models.ForeignKey("catalog.Offer", on_delete=models.SET_NULL, null=True, related_name="+")
    offer_count = models.PositiveIntegerField(default=0)
    price = UnitPriceField(null=True)
    currency = CurrencyField()
    # The price in the platform's base currency, so that offers in several currencies can be put in one order.
    sort_price = UnitPriceField(null=True)
    published_at = models.DateTimeField(null=True)
    document = SearchVectorField()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_listed=False) | Q(best_offer__isnull=False, sort_price__isnull=False),
                name="listing_has_an_offer",
            )
        ]
        indexes = [
            # One category, sorted by price: a page is one short range scan.
            models.Index(
                fields=["category", "sort_price", "product"],
                condition=Q(is_listed=True),
                name="listing_category_price_idx",
            ),
            models.Index(fields=["sort_price", "product"], condition=Q(is_listed=True), name="listing_price_idx"),
            models.Index(fields=["-published_at", "-product"], condition=Q(is_listed=True), name="listing_newest_idx"),
            GinIndex(fields=["document"], condition=Q(is_listed=True), name="listing_document_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id}"
