from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import StaffAccountsPermission
from kernel.models import TimestampedModel
from kernel.public_ids import PublicIdField
from openplatform.enums import ApiClientStatus, CredentialKind

if TYPE_CHECKING:
    from kernel.actors import Actor


class ApiClientQuerySet(models.QuerySet["ApiClient"]):
    def visible_to(self, actor: Actor) -> ApiClientQuerySet:
        """Keep the clients of the actor's own company; staff who watch the platform see all."""
        if actor.has(StaffAccountsPermission.MANAGE_PLATFORM):
            return self
        return self.filter(organization_id=actor.organization_id or 0)

    def locked(self) -> ApiClientQuerySet:
        """Lock rows in primary-key order, so two lockers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    model_name="ApiClientEvent",
    exclude=["created_at", "updated_at", "last_used_at"],
)
class ApiClient(TimestampedModel):
    """A company's own system that calls the API in the company's name, within its scopes (S16)."""

    public_id = PublicIdField("cli")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="api_clients")
    # What the OAuth endpoint knows; its own secret column holds nothing that opens anything.
    application = models.OneToOneField(
        "oauth2_provider.Application", on_delete=models.PROTECT, related_name="api_client", editable=False
    )
    name = models.CharField(_("name"), max_length=100)
    scopes = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=_("scopes"))
    status = models.CharField(_("status"), max_length=10, choices=ApiClientStatus, default=ApiClientStatus.ACTIVE)
    # Addresses or networks, such as 203.0.113.0/24; none means any.
    allowed_networks = ArrayField(
        models.CharField(max_length=49), default=list, blank=True, verbose_name=_("allowed addresses")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("created by")
    )
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = ApiClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("API client")
        verbose_name_plural = _("API clients")
        indexes = [models.Index(fields=["organization", "id"], name="api_client_owner_idx")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        """Tell whether the client may call."""
        return self.status == ApiClientStatus.ACTIVE

    def mark_revoked(self, *, at: datetime) -> None:
        """Set what revoking sets; revoking twice changes nothing."""
        self.status, self.revoked_at = ApiClientStatus.REVOKED, self.revoked_at or at


class ApiCredentialQuerySet(models.QuerySet["ApiCredential"]):
    def live(self, at: datetime) -> ApiCredentialQuerySet:
        """Keep the secrets that open something at `at`."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at), revoked_at=None)


class ApiCredential(models.Model):
    """A client's secret, stored as its SHA-256 only; two of a kind may live at once while the caller changes over."""

    public_id = PublicIdField("cre")
    client = models.ForeignKey(ApiClient, on_delete=models.CASCADE, related_name="credentials")
    kind = models.CharField(_("kind"), max_length=20, choices=CredentialKind)
    # The beginning of the secret, by which people tell one from another.
    prefix = models.CharField(_("begins with"), max_length=20)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = ApiCredentialQuerySet.as_manager()

    class Meta:
        verbose_name = _("API secret")
        verbose_name_plural = _("API secrets")
        indexes = [models.Index(fields=["client", "kind"], name="api_credential_client_idx")]

    def __str__(self) -> str:
        return f"{self.prefix}…"

    def is_live(self, at: datetime) -> bool:
        """Tell whether the secret opens something at `at`."""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > at)
