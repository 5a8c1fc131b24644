from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.models import TimestampedModel

if TYPE_CHECKING:
    from kernel.actors import Actor

DEFAULT_SYSTEM = "erp"


class ExternalIdQuerySet(models.QuerySet["ExternalId"]):
    def visible_to(self, actor: Actor) -> ExternalIdQuerySet:
        """Keep the ids of the actor's own company."""
        return self.filter(organization_id=actor.organization_id or 0)


class ExternalId(TimestampedModel):
    """What a company's own system calls one of our objects; `object_id` is our public id."""

    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="external_ids")
    system = models.CharField(_("system"), max_length=40, default=DEFAULT_SYSTEM)
    kind = models.CharField(_("kind"), max_length=40)
    external_id = models.CharField(_("external id"), max_length=200)
    object_id = models.CharField(_("object"), max_length=40)

    objects = ExternalIdQuerySet.as_manager()

    class Meta:
        verbose_name = _("external id")
        verbose_name_plural = _("external ids")
        constraints = [
            models.UniqueConstraint(fields=["organization", "system", "kind", "external_id"], name="external_id_once"),
        ]
        # Serves the way back: what does the company call this object?
        indexes = [models.Index(fields=["organization", "kind", "object_id"], name="external_id_object_idx")]

    def __str__(self) -> str:
        return f"{self.system}/{self.kind}/{self.external_id}"
