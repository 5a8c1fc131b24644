"""The category tree and the brands."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from accounts.admin.base import Section, StaffModelAdmin, StaffRequest, staff_action
from catalog.models import Brand, Category
from catalog.permissions import StaffCatalogPermission
from catalog.selectors.categories import get_category_key
from catalog.services.brands import save_brand
from catalog.services.categories import CategoryData, save_category, show_category

INDENT = "\u2003"


@admin.register(Category)
class CategoryAdmin(StaffModelAdmin):
    """The tree, each category below its parent; another parent moves it with everything below."""

    view_permission = StaffCatalogPermission.VIEW_CATALOG
    change_permission = add_permission = StaffCatalogPermission.MANAGE_CATALOG
    section, icon, position = Section.CATALOG, "account_tree", 10
    list_display = ("indented", "name_en", "slug", "position", "product_count", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name_zh", "name_en", "slug")
    ordering = ("path", "pk")
    list_per_page = 500
    fields = (("name_zh", "name_en"), "slug", "parent", ("position", "icon"))
    autocomplete_fields = ("parent",)
    actions_detail = ("hide", "show")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        """Count products at once."""
        return super().get_queryset(request).annotate(products_below=Count("products")).select_related("parent")

    def get_readonly_fields(self, request: HttpRequest, obj: Category | None = None) -> tuple[str, ...]:
        """Keep the address of what exists: links and imports know the category by it."""
        return ("slug",) if obj else ()

    @admin.display(description=_("Category"), ordering="path")
    def indented(self, category: Category) -> str:
        """Return the name, moved in as deep as the category lies."""
        return f"{INDENT * (len(category.path) - 1)}{category.name}"

    @admin.display(description=_("Products"), ordering="products_below")
    def product_count(self, category: Any) -> int:
        """Return how many products stand in it."""
        return int(category.products_below)

    def save_model(self, request: StaffRequest, obj: Category, form: Any, change: bool) -> None:
        """Create, change or move through the service, which keeps the paths."""
        data = CategoryData(
            slug=obj.slug,
            name_zh=obj.name_zh,
            name_en=obj.name_en,
            parent=obj.parent.slug if obj.parent else "",
            position=obj.position,
            icon=obj.icon,
        )
        save_category(actor=request.actor, data=data)
        obj.pk = get_category_key(obj.slug)

    @staff_action(
        _("Hide"),
        permission=StaffCatalogPermission.MANAGE_CATALOG,
        icon="visibility_off",
        explanation=_("Customers no longer find it; its products keep it."),
        when=lambda category: category.is_active,
    )
    def hide(self, request: StaffRequest, category: Category, form: Any) -> str:
        """Take the category out of the shop's menus."""
        show_category(actor=request.actor, category_id=category.public_id, is_shown=False)
        return str(_("The category is hidden."))

    @staff_action(
        _("Show"),
        permission=StaffCatalogPermission.MANAGE_CATALOG,
        icon="visibility",
        when=lambda category: not category.is_active,
    )
    def show(self, request: StaffRequest, category: Category, form: Any) -> str:
        """Put the category back into the shop's menus."""
        show_category(actor=request.actor, category_id=category.public_id, is_shown=True)
        return str(_("The category is shown."))


@admin.register(Brand)
class BrandAdmin(StaffModelAdmin):
    """Makers' marks, for all suppliers alike."""

    view_permission = StaffCatalogPermission.VIEW_CATALOG
    change_permission = add_permission = StaffCatalogPermission.MANAGE_CATALOG
    section, icon, position = Section.CATALOG, "verified", 20
    list_display = ("label", "name_en", "product_count")
    search_fields = ("name_zh", "name_en")
    ordering = ("name_zh", "pk")
    fields = (("name_zh", "name_en"),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Brand]:
        """Count products at once."""
        return super().get_queryset(request).annotate(product_total=Count("products"))

    @display(description=_("Brand"), ordering="name_zh")
    def label(self, brand: Brand) -> str:
        """Return the name."""
        return brand.name_zh

    @admin.display(description=_("Products"), ordering="product_total")
    def product_count(self, brand: Any) -> int:
        """Return how many products carry it."""
        return int(brand.product_total)

    def save_model(self, request: StaffRequest, obj: Brand, form: Any, change: bool) -> None:
        """Save through the service."""
        saved = save_brand(
            actor=request.actor, brand_id=obj.public_id if change else None, name_zh=obj.name_zh, name_en=obj.name_en
        )
        obj.pk = saved.pk
