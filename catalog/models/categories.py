from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kernel.models import TimestampedModel
from kernel.public_ids import PublicIdField


class BilingualName(models.Model):
    """A name in Chinese and in English; `name` is the one in the active language."""

    name_zh = models.CharField(_("name in Chinese"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the active language, or the one there is."""
        english = (get_language() or "").startswith("en")
        return (self.name_en or self.name_zh) if english else (self.name_zh or self.name_en)


class Category(BilingualName, TimestampedModel):
    """A node of the category tree."""

    public_id = PublicIdField("cat")
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    # Ancestors from the root down and the row itself last; kept by the service that moves categories.
    path = ArrayField(models.BigIntegerField(), default=list, editable=False)
    position = models.PositiveIntegerField(_("position"), default=0)
    icon = models.CharField(_("icon"), max_length=40, blank=True)
    is_active = models.BooleanField(_("shown"), default=True)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        indexes = [GinIndex(fields=["path"], name="category_path_idx")]


class Brand(BilingualName, TimestampedModel):
    """A maker's mark."""

    public_id = PublicIdField("brd")
    logo = models.ForeignKey("kernel.StoredFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")
        constraints = [models.UniqueConstraint(fields=["name_zh"], name="brand_name_once")]
