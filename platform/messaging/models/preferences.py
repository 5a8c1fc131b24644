from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.models import TimestampedModel
from messaging.enums import MANDATORY_CATEGORIES, ChannelKind, MessageCategory


class ChannelPreference(TimestampedModel):
    """Whether a person wants messages of a category through a channel, and which channel stands in first (F222)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="channel_preferences")
    category = models.CharField(_("category"), max_length=12, choices=MessageCategory)
    channel = models.CharField(_("channel"), max_length=10, choices=ChannelKind)
    is_on = models.BooleanField(_("wanted"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("channel preference")
        verbose_name_plural = _("channel preferences")
        constraints = [
            models.UniqueConstraint(fields=["user", "category", "channel"], name="channel_preference_once"),
            models.CheckConstraint(
                condition=Q(is_on=True) | ~Q(category__in=sorted(MANDATORY_CATEGORIES)),
                name="channel_preference_mandatory_stays_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.category} {self.channel}: {self.is_on}"
