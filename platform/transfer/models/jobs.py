from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import StaffAccountsPermission
from kernel.models import TimestampedModel
from transfer.faults import describe
from transfer.limits import LEASE

if TYPE_CHECKING:
    from kernel.actors import Actor


class JobQuerySet(models.QuerySet[Any]):
    def of_kinds(self, actor: Actor, kinds: Iterable[str]) -> Self:
        """Keep the jobs of the actor's company whose kind the actor may use; staff who watch the platform see all."""
        if actor.has(StaffAccountsPermission.MANAGE_PLATFORM):
            return self
        return self.filter(organization_id=actor.organization_id, kind__in=list(kinds))

    def locked(self) -> Self:
        """Lock rows in primary-key order, so two lockers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))

    def waiting_for_worker(self, *, working: Iterable[str], now: datetime) -> Self:
        """Keep the jobs with work to do that no living worker has taken, and lock the oldest that is free."""
        silent = Q(heartbeat_at=None) | Q(heartbeat_at__lt=now - LEASE)
        return (
            self.filter(silent, status__in=list(working))
            .order_by("pk")
            .select_for_update(skip_locked=True, of=("self",))
        )


class TransferJob(TimestampedModel):
    """What imports and exports have in common: whose they are, how far they are, and which worker is at it."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="+", verbose_name=_("company")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("started by"),
    )
    # Who asked, as far as the account cannot tell any more when the work is done: API client, channel, on whose behalf.
    asked_by = models.JSONField(default=dict, editable=False)
    language = models.CharField(_("language"), max_length=10, blank=True)
    kind = models.CharField(_("kind"), max_length=60)
    options = models.JSONField(_("options"), default=dict, blank=True)
    row_count = models.PositiveIntegerField(_("rows"), null=True, blank=True)
    error_code = models.CharField(max_length=60, blank=True)
    error_message = models.TextField(blank=True)
    error_params = models.JSONField(default=dict, blank=True)
    # The worker that has the job, and when it last said so; another takes over after `LEASE`.
    worker = models.CharField(max_length=32, blank=True, editable=False)
    heartbeat_at = models.DateTimeField(null=True, blank=True, editable=False)
    attempt_count = models.PositiveSmallIntegerField(default=0, editable=False)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"))

    status: Any
    WORKING: ClassVar[frozenset[Any]] = frozenset()

    class Meta:
        abstract = True

    @property
    def failure(self) -> str:
        """Return why the job failed, in the active language."""
        return describe(self.error_message, self.error_params)

    @property
    def is_working(self) -> bool:
        """Tell whether a worker has something to do."""
        return self.status in self.WORKING

    def release(self) -> None:
        """Give the job back, for any worker to go on with."""
        self.worker, self.heartbeat_at = "", None
