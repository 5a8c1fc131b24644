from __future__ import annotations

from django.db import models

# How long a caller may repeat a request and still get the first answer.
RETENTION_DAYS = 30


class IdempotencyRecord(models.Model):
    """
    The first answer to a request that creates something, kept so that a repetition gets the same bytes.

    The row is written in the transaction of the work itself: after a crash there is neither the work nor the row.
    """

    # No foreign key in the database: its check would cost the hot path, and the rows are purged after 30 days.
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    # Who chose the key: `client:7` or `user:12`.
    caller = models.CharField(max_length=40)
    key = models.CharField(max_length=255)
    request_hash = models.CharField(max_length=64)
    response_status = models.PositiveSmallIntegerField(null=True)
    response_body = models.BinaryField(null=True)
    response_location = models.CharField(max_length=400, blank=True, db_default="")
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "caller", "key"], name="idempotency_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.caller} {self.key}"
