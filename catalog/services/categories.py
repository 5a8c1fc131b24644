"""Grow and rearrange the category tree."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import Category
from catalog.permissions import StaffCatalogPermission
from catalog.selectors.categories import forget_categories
from kernel.actors import Actor
from kernel.errors import InvalidInput, NotFound
from transfer.registry import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryData:
    """A category under its address in the shop; `parent` is the address of the one above, empty for a root."""

    slug: str
    name_zh: str = ""
    name_en: str = ""
    parent: str = ""
    position: int = 0
    icon: str = ""


@transaction.atomic
def save_category(*, actor: Actor, data: CategoryData) -> Outcome:
    """
    Create the category, or change and move the one that has its address; tells which.

    :raises Forbidden: without `staff.catalog.manage`.
    :raises InvalidInput: when the name is missing, or the parent unknown or below the category itself.
    """
    actor.require(StaffCatalogPermission.MANAGE_CATALOG)
    # The tree is small and seldom changed: whoever changes it has it alone, so that paths stay right.
    tree = {category.slug: category for category in Category.objects.order_by("pk").select_for_update()}
    if not (data.name_zh or data.name_en):
        raise InvalidInput(errors={"name_zh": [_("Enter a name.")]})
    category, outcome = tree.get(data.slug), Outcome.UPDATED
    if category is None:
        category, outcome = Category(slug=data.slug), Outcome.CREATED
    parent = _parent(data, tree, category)
    values = asdict(data) | {"parent": parent}
    if category.pk and all(getattr(category, name) == value for name, value in values.items()):
        return Outcome.UNCHANGED
    for name, value in values.items():
        setattr(category, name, value)
    category.save()
    _write_paths(category, parent)
    transaction.on_commit(forget_categories)
    return outcome


@transaction.atomic
def show_category(*, actor: Actor, category_id: str, is_shown: bool) -> Category:
    """
    Show a category to customers or hide it; its products keep it either way.

    :raises Forbidden: without `staff.catalog.manage`.
    :raises NotFound: when there is no such category.
    """
    actor.require(StaffCatalogPermission.MANAGE_CATALOG)
    category = Category.objects.filter(public_id=category_id).select_for_update().first()
    if category is None:
        raise NotFound
    category.is_active = is_shown
    category.save(update_fields=["is_active", "updated_at"])
    transaction.on_commit(forget_categories)
    return category


def _parent(data: CategoryData, tree: dict[str, Category], category: Category) -> Category | None:
    if not data.parent:
        return None
    parent = tree.get(data.parent)
    if parent is None or (category.pk and category.pk in parent.path):
        raise InvalidInput(errors={"parent": [_("Choose a category.")]})
    return parent


def _write_paths(category: Category, parent: Category | None) -> None:
    """Keep the way from the root on the category and on everything below it."""
    before, path = category.path, [*(parent.path if parent else []), category.pk]
    if before == path:
        return
    below = list(Category.objects.filter(path__contains=[category.pk]).exclude(pk=category.pk).order_by("pk"))
    for each in below:
        each.path = path + each.path[len(before) :]
    category.path = path
    Category.objects.bulk_update([category, *below], ["path"])
