"""Keep the brands, for all suppliers alike."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from catalog.errors import DuplicateCode
from catalog.models import Brand
from catalog.permissions import StaffCatalogPermission
from kernel.actors import Actor
from kernel.errors import NotFound


@transaction.atomic
def save_brand(*, actor: Actor, brand_id: str | None, name_zh: str, name_en: str = "") -> Brand:
    """
    Add a brand, or change the names of one.

    :raises Forbidden: without `staff.catalog.manage`.
    :raises NotFound: when there is no such brand.
    :raises DuplicateCode: when there is a brand of this name.
    """
    actor.require(StaffCatalogPermission.MANAGE_CATALOG)
    brand = Brand() if brand_id is None else Brand.objects.filter(public_id=brand_id).select_for_update().first()
    if brand is None:
        raise NotFound
    brand.name_zh, brand.name_en = name_zh.strip(), name_en.strip()
    try:
        with transaction.atomic():
            brand.save()
    except IntegrityError as error:
        raise DuplicateCode(value=name_zh) from error
    return brand
