from __future__ import annotations

from datetime import date, datetime

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import VERIFICATION_TRANSITIONS, VerificationKind, VerificationStatus
from accounts.models.memberships import OwnedQuerySet
from kernel.models import TimestampedModel
from kernel.public_ids import PublicIdField
from kernel.transitions import ensure_transition


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    model_name="VerificationEvent",
    exclude=["created_at", "updated_at"],
)
class Verification(TimestampedModel):
    """Papers handed in for a person (F005) or a company (F006), and what the reviewer found."""

    public_id = PublicIdField("ver")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="verifications")
    kind = models.CharField(_("kind"), max_length=10, choices=VerificationKind)
    status = models.CharField(
        _("status"), max_length=10, choices=VerificationStatus, default=VerificationStatus.PENDING
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="verifications"
    )
    legal_name = models.CharField(_("name on the paper"), max_length=200)
    # A resident ID or a unified social credit code; its check digit was tested when it was handed in.
    document_number = models.CharField(_("number"), max_length=40)
    legal_representative = models.CharField(_("legal representative"), max_length=100, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    files = models.ManyToManyField("kernel.StoredFile", related_name="+", verbose_name=_("images"))
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    # When the company was told that the paper ends soon.
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)

    objects = OwnedQuerySet["Verification"].as_manager()

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "user"],
                condition=Q(status="pending"),
                nulls_distinct=False,
                name="verification_pending_once",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["verified", "rejected"]) | Q(reviewed_at__isnull=False),
                name="verification_reviewed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.legal_name} ({self.get_kind_display()})"

    @property
    def masked_number(self) -> str:
        """Return the number with a person's birthday and more struck out; a company's is public."""
        if self.kind == VerificationKind.COMPANY:
            return self.document_number
        shown = 4
        hidden = "*" * max(len(self.document_number) - 2 * shown, 0)
        return f"{self.document_number[:shown]}{hidden}{self.document_number[-shown:]}"

    def mark_verified(self, *, reviewer_id: int | None, at: datetime) -> None:
        """Set what a successful review sets."""
        self._review(VerificationStatus.VERIFIED, reviewer_id=reviewer_id, at=at, reason="")

    def mark_rejected(self, *, reviewer_id: int | None, at: datetime, reason: str) -> None:
        """Set what a refusal sets; the reason is shown to the applicant."""
        self._review(VerificationStatus.REJECTED, reviewer_id=reviewer_id, at=at, reason=reason)

    def mark_expired(self) -> None:
        """Set what the end of the paper's validity sets."""
        ensure_transition(VERIFICATION_TRANSITIONS, current=self.status, target=VerificationStatus.EXPIRED)
        self.status = VerificationStatus.EXPIRED

    def _review(self, target: VerificationStatus, *, reviewer_id: int | None, at: datetime, reason: str) -> None:
        ensure_transition(VERIFICATION_TRANSITIONS, current=self.status, target=target)
        self.status, self.reviewed_by_id, self.reviewed_at, self.reason = target, reviewer_id, at, reason


class CertificateQuerySet(OwnedQuerySet["Certificate"]):
    def valid_on(self, on: date) -> CertificateQuerySet:
        """Keep the certificates whose validity covers `on`: only these may be shown as badges (F014)."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on), valid_from__lte=on)


class Certificate(TimestampedModel):
    """A paper such as ISO 14001 with its issuer and validity (F014)."""

    public_id = PublicIdField("crt")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="certificates")
    # A code of the dictionary `certificate_type`.
    certificate_type = models.CharField(_("type"), max_length=40)
    number = models.CharField(_("number"), max_length=80)
    issuer = models.CharField(_("issuer"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(fields=["organization", "certificate_type", "number"], name="certificate_once"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="certificate_validity_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_type} {self.number}"

    def is_valid(self, on: date) -> bool:
        """Tell whether the certificate covers `on`."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


class EsgRecord(TimestampedModel):
    """A supplier's environmental, social and governance figures of one period (F015). Scores 0–100, share of one, kg CO₂e per unit."""

    public_id = PublicIdField("esg")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="esg_records")
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    environment_score = models.DecimalField(_("environment"), max_digits=5, decimal_places=2)
    social_score = models.DecimalField(_("social"), max_digits=5, decimal_places=2)
    governance_score = models.DecimalField(_("governance"), max_digits=5, decimal_places=2)
    renewable_share = models.DecimalField(_("renewable energy share"), max_digits=5, decimal_places=4, default=0)
    carbon_per_unit = models.DecimalField(
        _("carbon per unit, kg CO₂e"), max_digits=12, decimal_places=4, null=True, blank=True
    )
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = OwnedQuerySet["EsgRecord"].as_manager()

    class Meta:
        verbose_name = _("ESG record")
        verbose_name_plural = _("ESG records")
        constraints = [
            models.UniqueConstraint(fields=["organization", "period_start", "period_end"], name="esg_period_once"),
            models.CheckConstraint(
                condition=Q(environment_score__range=(0, 100), social_score__range=(0, 100))
                & Q(governance_score__range=(0, 100), renewable_share__range=(0, 1))
                & Q(period_end__gte=F("period_start")),
                name="esg_figures_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.period_start}–{self.period_end}"
