from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.memberships import OwnedQuerySet
from kernel.models import TimestampedModel
from kernel.public_ids import PublicIdField


class Impersonation(TimestampedModel):
    """A period in which one member of staff acts for one customer's user, within a scope and until an expiry (M20)."""

    public_id = PublicIdField("imp")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="impersonations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="impersonated")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="impersonations")
    # Permissions the staff may use; always a part of what the customer's user holds.
    permissions = ArrayField(models.CharField(max_length=60))
    reason = models.TextField(_("reason"))
    started_at = models.DateTimeField(_("started at"))
    expires_at = models.DateTimeField(_("ends at the latest"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = OwnedQuerySet["Impersonation"].as_manager()

    class Meta:
        verbose_name = _("acting for a customer")
        verbose_name_plural = _("acting for customers")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("started_at")), name="impersonation_expires_after_start"
            ),
            models.CheckConstraint(condition=~Q(staff=F("user")), name="impersonation_of_somebody_else"),
            models.UniqueConstraint(fields=["staff"], condition=Q(ended_at=None), name="impersonation_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} as {self.user_id}"

    def is_running(self, at: datetime) -> bool:
        """Tell whether the staff may still act for the customer."""
        return self.ended_at is None and at < self.expires_at
