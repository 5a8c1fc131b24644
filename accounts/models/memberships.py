from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self, TypeVar

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.enums import Audience, InvitationStatus, MembershipStatus
from accounts.permissions import StaffAccountsPermission, expand
from kernel.models import TimestampedModel
from kernel.public_ids import PublicIdField

if TYPE_CHECKING:
    from kernel.actors import Actor


OwnedModel = TypeVar("OwnedModel", bound=models.Model)


class OwnedQuerySet(models.QuerySet[OwnedModel]):
    """Rows that belong to one company and are seen by its members and by staff."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the rows of the actor's own company; staff who may see companies see all."""
        if actor.has(StaffAccountsPermission.VIEW_ORGANIZATION):
            return self
        return self.filter(organization_id=actor.organization_id)

    def locked(self) -> Self:
        """Lock rows in primary-key order, so two lockers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), model_name="RoleEvent")
class Role(TimestampedModel):
    """A post (岗位) in one organization: named permission sets plus single permissions (F001)."""

    public_id = PublicIdField("rol")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="roles")
    audience = models.CharField(_("audience"), max_length=10, choices=Audience)
    code = models.CharField(_("code"), max_length=40, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    permission_sets = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    permissions = ArrayField(models.CharField(max_length=60), default=list, blank=True)

    objects = OwnedQuerySet["Role"].as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "audience", "code"], condition=~Q(code=""), name="role_code_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the active language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh

    def granted(self) -> frozenset[str]:
        """Return every permission the role gives."""
        return expand(self.permission_sets, self.permissions)


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), model_name="MembershipEvent"
)
class Membership(TimestampedModel):
    """A person's place in an organization, with the roles held there."""

    public_id = PublicIdField("mem")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="memberships")
    status = models.CharField(_("status"), max_length=10, choices=MembershipStatus, default=MembershipStatus.ACTIVE)
    job_title = models.CharField(_("position"), max_length=80, blank=True)
    roles = models.ManyToManyField(Role, through="MembershipRole", related_name="memberships", verbose_name=_("roles"))

    objects = OwnedQuerySet["Membership"].as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [models.UniqueConstraint(fields=["user", "organization"], name="membership_once")]
        indexes = [models.Index(fields=["organization", "status"], name="membership_org_idx")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.organization_id}"


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), model_name="MembershipRoleEvent")
class MembershipRole(models.Model):
    """One role held by one member."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="role_links")
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="member_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "role"], name="membership_role_once")]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.role_id}"


class Team(TimestampedModel):
    """A named group of members inside an organization (F020)."""

    public_id = PublicIdField("tea")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(_("name"), max_length=80)
    region_code = models.CharField(_("region"), max_length=6, blank=True)
    members = models.ManyToManyField(Membership, related_name="teams", blank=True, verbose_name=_("members"))

    objects = OwnedQuerySet["Team"].as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class Invitation(TimestampedModel):
    """An offer by e-mail to join an organization with given roles; the link's token is stored as its hash only."""

    public_id = PublicIdField("inv")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=100, blank=True)
    roles = models.ManyToManyField(Role, related_name="+", verbose_name=_("roles"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=InvitationStatus, default=InvitationStatus.PENDING)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)

    objects = OwnedQuerySet["Invitation"].as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"], condition=Q(status="pending"), name="invitation_pending_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} → {self.organization_id}"

    def is_open(self, at: datetime) -> bool:
        """Tell whether the link still works."""
        return self.status == InvitationStatus.PENDING and at < self.expires_at
