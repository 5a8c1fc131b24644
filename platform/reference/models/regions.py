from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reference.enums import RegionLevel
from reference.models.base import NamedRecord, fixed, versioned


@versioned
class Region(NamedRecord):
    """A province, city or county with its six-digit code (GB/T 2260)."""

    usage_kind = "region"

    code = models.CharField(
        _("code"),
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^[0-9]{6}$", _("A region code is six digits."))],
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=RegionLevel)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    pinyin = models.CharField(_("pinyin"), max_length=120, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            models.CheckConstraint(
                condition=Q(level=RegionLevel.PROVINCE, parent=None)
                | Q(level__in=[RegionLevel.CITY, RegionLevel.COUNTY], parent__isnull=False),
                name="region_below_a_parent",
            )
        ]
        triggers = fixed("code", "level")
