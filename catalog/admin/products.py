"""Products and their review."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display
from unfold.enums import ActionVariant

from accounts.admin.base import ReadOnlyInline, ReasonForm, Section, StaffModelAdmin, StaffRequest, staff_action
from catalog.enums import ProductStatus
from catalog.models import Offer, Product, ProductVariant
from catalog.permissions import StaffCatalogPermission
from catalog.selectors.desk import list_product_steps
from catalog.selectors.pictures import picture_url
from catalog.services.products import publish_product, return_product, take_down_product

PRODUCT_TONES = {
    ProductStatus.DRAFT: "info",
    ProductStatus.IN_REVIEW: "warning",
    ProductStatus.PUBLISHED: "success",
    ProductStatus.OFF_SHELF: "danger",
}


class VariantInline(ReadOnlyInline):
    model = ProductVariant
    view_permission = StaffCatalogPermission.VIEW_CATALOG
    fields = readonly_fields = ("sku", "gtin", "label", "is_active")

    @admin.display(description=_("Options"))
    def label(self, variant: ProductVariant) -> str:
        """Return the option values."""
        return variant.label


class OfferInline(ReadOnlyInline):
    model = Offer
    view_permission = StaffCatalogPermission.VIEW_CATALOG
    fields = readonly_fields = ("supplier", "supplier_sku", "status", "prices", "minimum_order_quantity")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch suppliers and prices at once."""
        return super().get_queryset(request).select_related("supplier").prefetch_related("tiers")

    @admin.display(description=_("Prices"))
    def prices(self, offer: Offer) -> str:
        """Return the tiers as one line."""
        return tiers_line(offer)


def tiers_line(offer: Offer) -> str:
    """Return the price tiers of an offer as one line, from prefetched rows."""
    tiers = sorted(offer.tiers.all(), key=lambda tier: tier.minimum_quantity)
    return " · ".join(
        f"{tier.minimum_quantity.normalize():f}+: {tier.unit_price.normalize():f} {offer.currency}" for tier in tiers
    )


def is_in_review(product: Product) -> bool:
    """Tell whether a product waits for a decision."""
    return product.status == ProductStatus.IN_REVIEW


@admin.register(Product)
class ProductAdmin(StaffModelAdmin):
    """Every product; the review queue is the list of those in review."""

    view_permission = StaffCatalogPermission.VIEW_CATALOG
    section, icon, position = Section.CATALOG, "inventory_2", 5
    list_display = ("product", "owner", "category", "status_label", "code", "updated_at")
    list_filter = (
        ("status", ChoicesDropdownFilter),
        ("category", AutocompleteSelectFilter),
        ("owner", AutocompleteSelectFilter),
    )
    search_fields = ("name_zh", "name_en", "code", "public_id")
    list_select_related = ("owner", "category")
    ordering = ("-updated_at", "-pk")
    inlines = (OfferInline, VariantInline)
    readonly_fields = ("pictures", "specification", "timeline")
    actions_detail = ("approve", "send_back", "take_down")
    actions = ("approve_selected",)
    fieldsets = (
        (None, {"fields": (("name_zh", "name_en"), ("status", "status_reason"), "pictures")}),
        (_("Classification"), {"fields": (("owner", "code"), ("category", "brand"), ("kind", "unit"))}),
        (_("Description"), {"fields": ("description_zh", "description_en", "specification")}),
        (_("History"), {"fields": ("published_at", "timeline")}),
    )

    @display(description=_("Product"), ordering="name_zh", header=True)
    def product(self, product: Product) -> tuple[str, str]:
        """Return the name in both languages."""
        other = product.name_en if product.name == product.name_zh else product.name_zh
        return product.name, other

    @display(description=_("Status"), ordering="status", label=PRODUCT_TONES)
    def status_label(self, product: Product) -> tuple[str, str]:
        """Return the status in its colour."""
        return product.status, product.get_status_display()

    @admin.display(description=_("Pictures"))
    def pictures(self, product: Product) -> str:
        """Return the pictures beside each other."""
        paths = [image.file.path for image in product.images.select_related("file").order_by("position", "pk")]
        found = format_html_join(
            "", '<img src="{}" alt="" width="160" height="160">', ((picture_url(path),) for path in paths)
        )
        return format_html('<div class="flex flex-wrap gap-2">{}</div>', found) if paths else "–"

    @admin.display(description=_("Specification"))
    def specification(self, product: Product) -> str:
        """Return the specification as a list."""
        rows = (
            (row.get("name_zh", ""), row.get("value_zh", ""), row.get("name_en", ""), row.get("value_en", ""))
            for row in product.attributes
        )
        return format_html_join("", "<div>{}: {} / {}: {}</div>", rows) or "–"

    @admin.display(description=_("Steps"))
    def timeline(self, product: Product) -> str:
        """Return every step, newest first."""
        labels = dict(ProductStatus.choices)
        rows = (
            (
                timezone.localtime(step.occurred_at).strftime("%Y-%m-%d %H:%M"),
                labels.get(step.to_status, ""),
                step.reason,
            )
            for step in list_product_steps(product=product)
        )
        return format_html_join("", "<div>{} · {} {}</div>", rows) or "–"

    @staff_action(
        _("Approve"),
        permission=StaffCatalogPermission.MANAGE_CATALOG,
        icon="check_circle",
        variant=ActionVariant.PRIMARY,
        explanation=_("The product appears in the shop at once."),
        when=is_in_review,
    )
    def approve(self, request: StaffRequest, product: Product, form: Any) -> str:
        """Put the product on sale."""
        publish_product(actor=request.actor, product_id=product.public_id, now=timezone.now())
        return str(_("The product is on sale."))

    @staff_action(
        _("Send back"),
        permission=StaffCatalogPermission.MANAGE_CATALOG,
        icon="undo",
        explanation=_("The supplier reads the reason and can submit again."),
        form_class=ReasonForm,
        when=is_in_review,
    )
    def send_back(self, request: StaffRequest, product: Product, form: ReasonForm) -> str:
        """Return the product to its supplier."""
        return_product(actor=request.actor, product_id=product.public_id, reason=form.reason, now=timezone.now())
        return str(_("The product was sent back."))

    @staff_action(
        _("Take down"),
        permission=StaffCatalogPermission.MANAGE_CATALOG,
        icon="block",
        variant=ActionVariant.DANGER,
        explanation=_("Customers no longer find it, and the supplier reads the reason."),
        form_class=ReasonForm,
        when=lambda product: product.status == ProductStatus.PUBLISHED,
    )
    def take_down(self, request: StaffRequest, product: Product, form: ReasonForm) -> str:
        """Take the product off the shelf."""
        take_down_product(actor=request.actor, product_id=product.public_id, reason=form.reason, now=timezone.now())
        return str(_("The product was taken down."))

    def has_manage_permission(self, request: StaffRequest) -> bool:
        """Tell whether list actions are offered."""
        return request.actor.has(StaffCatalogPermission.MANAGE_CATALOG)

    @admin.action(description=_("Approve"), permissions=["manage"])
    def approve_selected(self, request: StaffRequest, queryset: Any) -> None:
        """Put the chosen products on sale."""
        now = timezone.now()
        done = self.run_on_selected(
            request, lambda row: publish_product(actor=request.actor, product_id=row.public_id, now=now), queryset
        )
        self.message_user(request, str(_("%(count)s products are on sale.") % {"count": done}))
