from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.public_ids import PublicIdField
from messaging.enums import ChannelKind, DeliveryState

# After each failure wait this long; after the last one the delivery is given up and another channel stands in.
BACKOFF_SECONDS = (30, 300, 1800, 7200, 6 * 3600)
# A worker that has not reported back after this long is dead, and another one takes over.
LEASE_SECONDS = 300


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, now: datetime) -> DeliveryQuerySet:
        """Keep what is to be sent now, and what a dead worker has left behind."""
        return self.filter(state__in=[DeliveryState.QUEUED, DeliveryState.SENDING], next_attempt_at__lte=now)


class Delivery(models.Model):
    """One message to one person through one channel: the log and, while it waits, the job itself."""

    public_id = PublicIdField("dlv")
    event_id = models.CharField(_("event"), max_length=40)
    code = models.CharField(_("message"), max_length=80)
    channel = models.CharField(_("channel"), max_length=10, choices=ChannelKind)
    # "user:12" or "email:<hash>", with the company: whom the unique key protects from a second copy.
    recipient_key = models.CharField(max_length=100)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("person")
    )
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    # The full address only for people without an account, and only until the message is sent or given up.
    address = models.EmailField(blank=True, editable=False)
    masked_address = models.CharField(_("address"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=10)
    # What the text is made from; secrets are added when it is sent.
    values = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=DeliveryState, default=DeliveryState.QUEUED)
    attempt_count = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt at"), null=True)
    last_error = models.TextField(_("last error"), blank=True)
    provider_id = models.CharField(_("provider's id"), max_length=200, blank=True)
    stands_in_for = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, related_name="substitute", verbose_name=_("stands in for")
    )
    created_at = models.DateTimeField(_("created at"))
    sent_at = models.DateTimeField(_("sent at"), null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("message delivery")
        verbose_name_plural = _("message deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["event_id", "code", "recipient_key", "channel"], name="delivery_once_per_event"
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENT) | Q(sent_at__isnull=False), name="delivery_sent_at_a_moment"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[DeliveryState.QUEUED, DeliveryState.SENDING]) | Q(address=""),
                name="delivery_forgets_the_address",
            ),
        ]
        indexes = [
            # Serves the sender's "what is due".
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state__in=[DeliveryState.QUEUED, DeliveryState.SENDING]),
                name="delivery_due_idx",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} → {self.masked_address}"

    def mark_sending(self, *, at: datetime) -> None:
        """Set what starting an attempt sets: the lease after which somebody else may try."""
        self.state = DeliveryState.SENDING
        self.attempt_count += 1
        self.next_attempt_at = at + timedelta(seconds=LEASE_SECONDS)

    def mark_sent(self, *, at: datetime, provider_id: str = "") -> None:
        """Set what success sets."""
        self._close(DeliveryState.SENT)
        self.sent_at, self.provider_id, self.last_error = at, provider_id, ""

    def mark_failed(self, *, at: datetime, error: str, is_final: bool) -> None:
        """Set what a failure sets: another attempt later, or none when it is final or the last."""
        self.last_error = error[-2000:]
        if is_final or self.attempt_count > len(BACKOFF_SECONDS):
            self._close(DeliveryState.DEAD)
        else:
            self.state = DeliveryState.QUEUED
            self.next_attempt_at = at + timedelta(seconds=BACKOFF_SECONDS[self.attempt_count - 1])

    def mark_withdrawn(self, *, reason: str) -> None:
        """Set what losing the point sets, such as an invitation that was answered before its mail went out."""
        self._close(DeliveryState.WITHDRAWN)
        self.last_error = reason

    def mark_queued_again(self, *, at: datetime) -> None:
        """Set what a person sets who wants it tried from the beginning."""
        self.state, self.attempt_count, self.next_attempt_at, self.last_error = DeliveryState.QUEUED, 0, at, ""

    def _close(self, state: DeliveryState) -> None:
        self.state, self.next_attempt_at, self.address = state, None, ""
