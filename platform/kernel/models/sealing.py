from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.models.base import append_only


class Seal(models.Model):
    """
    One link of the tamper-evident chain (F045): the digest of one stored record and the hash over it and the link before.

    Whoever edits or removes a sealed record, or a link, breaks the chain at a place that `manage.py verify` names.
    """

    source = models.CharField(_("source"), max_length=60)
    record_id = models.BigIntegerField(_("record"))
    digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField(_("sealed at"))

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        constraints = [models.UniqueConstraint(fields=["source", "record_id"], name="seal_once_per_record")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.source} {self.record_id}"
