from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.enums import (
    ORGANIZATION_TRANSITIONS,
    OperatingMode,
    OrganizationKind,
    OrganizationStatus,
    SuspensionCause,
)
from accounts.permissions import StaffAccountsPermission
from kernel.models import CurrencyField, TimestampedModel
from kernel.public_ids import PublicIdField
from kernel.transitions import ensure_transition

if TYPE_CHECKING:
    from kernel.actors import Actor


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def visible_to(self, actor: Actor) -> OrganizationQuerySet:
        """Keep the actor's own company with its branches, and every active supplier, whose name is public; staff see all."""
        if actor.has(StaffAccountsPermission.VIEW_ORGANIZATION):
            return self
        public = Q(can_sell=True, status=OrganizationStatus.ACTIVE)
        if actor.organization_id is None:
            return self.filter(public)
        return self.filter(public | Q(pk=actor.organization_id) | Q(path__contains=[actor.organization_id]))

    def managed_by(self, actor: Actor) -> OrganizationQuerySet:
        """Keep the actor's own company and its branches; staff see all. For everything that is not public."""
        if actor.has(StaffAccountsPermission.VIEW_ORGANIZATION):
            return self
        return self.filter(Q(pk=actor.organization_id) | Q(path__contains=[actor.organization_id or 0]))

    def locked(self) -> OrganizationQuerySet:
        """Lock rows in primary-key order, so two lockers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    model_name="OrganizationEvent",
    exclude=["created_at", "updated_at"],
)
class Organization(TimestampedModel):
    """A company, or a branch of one, that buys, sells, carries, finances or runs the platform."""

    public_id = PublicIdField("org")
    kind = models.CharField(_("kind"), max_length=20, choices=OrganizationKind)
    can_buy = models.BooleanField(_("may buy"), default=False)
    can_sell = models.BooleanField(_("may sell"), default=False)
    status = models.CharField(
        _("status"), max_length=20, choices=OrganizationStatus, default=OrganizationStatus.PENDING
    )
    name_zh = models.CharField(_("name in Chinese"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    party_type = models.CharField(_("party type"), max_length=40, blank=True)
    operating_mode = models.CharField(
        _("operating mode"), max_length=20, choices=OperatingMode, default=OperatingMode.THIRD_PARTY
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="branches", verbose_name=_("parent")
    )
    # Ancestors from the root down, without the row itself; kept by the service that moves branches.
    path = ArrayField(models.BigIntegerField(), default=list, editable=False)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True)
    legal_representative = models.CharField(_("legal representative"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=2, default="CN")
    region_code = models.CharField(_("region"), max_length=6, blank=True)
    industry = models.CharField(_("industry"), max_length=40, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    about_zh = models.TextField(_("about, in Chinese"), blank=True)
    about_en = models.TextField(_("about, in English"), blank=True)
    logo = models.ForeignKey("kernel.StoredFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    bank_name = models.CharField(_("bank"), max_length=200, blank=True)
    bank_account = models.CharField(_("bank account"), max_length=60, blank=True)
    currency = CurrencyField(verbose_name=_("currency"))
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    segments = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("segments"))
    license_expires_on = models.DateField(_("licence valid until"), null=True, blank=True)
    suspension_cause = models.CharField(_("cause of suspension"), max_length=20, choices=SuspensionCause, blank=True)
    suspension_reason = models.TextField(_("reason of suspension"), blank=True)
    # What the applicant must put right before handing in again.
    rejection_reason = models.TextField(_("reason of refusal"), blank=True)
    activated_at = models.DateTimeField(_("active since"), null=True, blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=~Q(credit_code="") & Q(parent=None) & ~Q(status__in=["closed", "rejected"]),
                name="organization_credit_code_once",
            ),
            models.CheckConstraint(condition=~Q(name_zh="") | ~Q(name_en=""), name="organization_has_a_name"),
            models.CheckConstraint(condition=Q(status__in=OrganizationStatus.values), name="organization_status_known"),
        ]
        indexes = [
            GinIndex(fields=["path"], name="organization_path_idx"),
            models.Index(fields=["kind", "status"], name="organization_kind_status_idx"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the active language, or the one there is."""
        english = (get_language() or "").startswith("en")
        return (self.name_en or self.name_zh) if english else (self.name_zh or self.name_en)

    @property
    def is_active(self) -> bool:
        """Tell whether the company may trade."""
        return self.status == OrganizationStatus.ACTIVE

    def local_date(self, at: datetime) -> date:
        """Return the day it is for the company at a moment; documents are dated and numbered by it."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()

    def license_is_valid(self, on: date) -> bool:
        """Tell whether the licence, where one is on record, covers `on`."""
        return self.license_expires_on is None or self.license_expires_on >= on

    def mark_in_review(self) -> None:
        """Set what handing in the application sets."""
        self._move_to(OrganizationStatus.IN_REVIEW)
        self.rejection_reason = ""

    def mark_active(self, *, at: datetime) -> None:
        """Set what activation or the end of a suspension sets."""
        self._move_to(OrganizationStatus.ACTIVE)
        self.suspension_cause = self.suspension_reason = ""
        self.activated_at = self.activated_at or at

    def mark_rejected(self, *, reason: str) -> None:
        """Set what a refused application sets."""
        self._move_to(OrganizationStatus.REJECTED)
        self.rejection_reason = reason

    def mark_suspended(self, *, cause: SuspensionCause, reason: str) -> None:
        """Set what a suspension sets."""
        self._move_to(OrganizationStatus.SUSPENDED)
        self.suspension_cause, self.suspension_reason = cause, reason

    def mark_closed(self) -> None:
        """Set what closing sets; nothing leads out of it."""
        self._move_to(OrganizationStatus.CLOSED)

    def _move_to(self, target: OrganizationStatus) -> None:
        ensure_transition(ORGANIZATION_TRANSITIONS, current=self.status, target=target)
        self.status = target
