"""Change public configuration: the only way for every face, so that each process hears of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models, transaction

from kernel.actors import Actor
from kernel.errors import InvalidInput
from reference.caching import announce_change
from reference.errors import RecordInUse
from reference.models import ReferenceRecord
from reference.permissions import StaffConfigPermission
from reference.registry import count_usages


@transaction.atomic
def save_record(*, actor: Actor, record: ReferenceRecord) -> None:
    """
    Add or change one row of public configuration.

    :raises Forbidden: when the actor lacks `staff.config.manage`.
    :raises InvalidInput: when the row is not valid.
    """
    actor.require(StaffConfigPermission.MANAGE_CONFIG)
    try:
        record.full_clean()
    except ValidationError as error:
        raise InvalidInput(errors=error.message_dict) from error
    record.save()
    announce_change()


@transaction.atomic
def delete_record(*, actor: Actor, record: ReferenceRecord) -> None:
    """
    Delete a row that nothing uses.

    :raises Forbidden: when the actor lacks `staff.config.manage`.
    :raises RecordInUse: when a document or another row refers to it.
    """
    actor.require(StaffConfigPermission.MANAGE_CONFIG)
    if usages := list_usages(record):
        raise RecordInUse(record=str(record), count=sum(usages.values()))
    record.delete()
    announce_change()


def list_usages(record: ReferenceRecord) -> dict[str, int]:
    """Return where a row is used and how often: rows that point to it, and columns that higher apps have declared."""
    found: dict[str, int] = {}
    for relation in record._meta.related_objects:
        is_history = relation.related_model.__name__.endswith("Event")
        if is_history or relation.on_delete is models.CASCADE:
            continue
        rows = relation.related_model._default_manager.filter(**{relation.field.name: record.pk})
        if count := rows.count():
            found[str(relation.related_model._meta.verbose_name_plural)] = count
    return {**found, **dict(count_usages(*record.usage_key))}
