from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.public_ids import PublicIdField

if TYPE_CHECKING:
    from kernel.actors import Actor

STAFF_VIEW_FILES = "staff.files.view"

_guards: dict[str, frozenset[str]] = {}


def guard_files(purpose: str, permissions: Iterable[str]) -> None:
    """Let only members with one of these permissions open their organization's files of a purpose; apps call it when they load."""
    _guards[purpose] = frozenset(str(code) for code in permissions)


def _closed_to(actor: Actor) -> list[str]:
    return [purpose for purpose, codes in _guards.items() if not any(actor.has(code) for code in codes)]


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, actor: Actor) -> StoredFileQuerySet:
        """
        Keep public files, and those of the actor's organization or shared with it unless `guard_files` closes their purpose to the
        actor; staff with the permission see all.
        """
        if actor.has(STAFF_VIEW_FILES):
            return self
        shared = FileGrant.objects.filter(organization_id=actor.organization_id or 0).values("file_id")
        mine = (Q(organization_id=actor.organization_id) | Q(pk__in=shared)) & ~Q(purpose__in=_closed_to(actor))
        return self.filter(Q(is_public=True) | mine) if actor.organization_id else self.filter(is_public=True)


class StoredFile(models.Model):
    """Bytes on disk under a random name, with their hash; the original name is only shown. Never changed once stored."""

    public_id = PublicIdField("fil")
    organization_id = models.BigIntegerField(_("owner"), null=True)
    purpose = models.CharField(_("purpose"), max_length=40)
    path = models.CharField(max_length=200, unique=True)
    name = models.CharField(_("name"), max_length=255)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64, db_index=True)
    is_public = models.BooleanField(_("public"), default=False)
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [models.Index(fields=["organization_id", "purpose"], name="file_owner_idx")]

    def __str__(self) -> str:
        return self.name


class FileGrant(models.Model):
    """Lets one more organization read a file."""

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="grants")
    organization_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "organization_id"], name="file_grant_once")]

    def __str__(self) -> str:
        return f"{self.file_id} → {self.organization_id}"
