from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.enums import DeliveryStatus
from kernel.public_ids import PublicIdField


class OutboxEvent(models.Model):
    """A fact written in the transaction that made it true, waiting to be handed to its receivers, at least once."""

    event_id = PublicIdField("evt")
    name = models.CharField(_("name"), max_length=80)
    payload = models.JSONField(_("payload"))
    occurred_at = models.DateTimeField(_("occurred at"))
    organization_ids = models.JSONField(default=list)
    is_relayed = models.BooleanField(_("relayed"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("outbox event")
        verbose_name_plural = _("outbox events")
        # Serves the relay's "oldest that is still to do".
        indexes = [models.Index(fields=["id"], condition=Q(is_relayed=False), name="outbox_pending_idx")]

    def __str__(self) -> str:
        return f"{self.name} {self.event_id}"


class OutboxDelivery(models.Model):
    """What became of one event at one receiver."""

    event = models.ForeignKey(OutboxEvent, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("event"))
    receiver = models.CharField(_("receiver"), max_length=80)
    status = models.CharField(_("status"), max_length=10, choices=DeliveryStatus, default=DeliveryStatus.RETRY)
    attempt_count = models.PositiveIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt at"), null=True)
    last_error = models.TextField(_("last error"), blank=True)
    done_at = models.DateTimeField(_("done at"), null=True)

    class Meta:
        verbose_name = _("outbox delivery")
        verbose_name_plural = _("outbox deliveries")
        constraints = [models.UniqueConstraint(fields=["event", "receiver"], name="outbox_delivery_once_per_receiver")]
        indexes = [models.Index(fields=["next_attempt_at"], condition=Q(status="retry"), name="outbox_retry_idx")]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.receiver}: {self.status}"
