from __future__ import annotations

from django.db import models

from kernel.models.base import append_only


class TransitionLog(models.Model):
    """One step of a document's state machine: from, to, who, for whom, when and why. The database refuses to change it."""

    document_type = models.CharField(max_length=40)
    document_id = models.BigIntegerField()
    from_status = models.CharField(max_length=40, blank=True)
    to_status = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    actor_user_id = models.BigIntegerField(null=True)
    actor_client_id = models.BigIntegerField(null=True)
    actor_organization_id = models.BigIntegerField(null=True)
    on_behalf_of_user_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=20)
    occurred_at = models.DateTimeField()

    class Meta:
        # Serves the timeline of one document.
        indexes = [models.Index(fields=["document_type", "document_id", "id"], name="transition_document_idx")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.document_type} {self.document_id}: {self.from_status or '∅'} → {self.to_status}"
