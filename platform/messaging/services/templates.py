"""Change the wording of messages."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from kernel.actors import Actor
from kernel.errors import InvalidInput
from messaging.models import MessageTemplate
from messaging.permissions import StaffMessagesPermission
from messaging.registry import message_types
from reference.caching import announce_change


@transaction.atomic
def save_template(*, actor: Actor, template: MessageTemplate) -> None:
    """
    Store the operator's wording of a message, once it works on the sample values.

    :raises Forbidden: when the actor lacks `staff.messages.manage`.
    :raises InvalidInput: when a text is not a valid template.
    """
    actor.require(StaffMessagesPermission.MANAGE_MESSAGES)
    try:
        template.full_clean()
    except ValidationError as error:
        raise InvalidInput(errors=error.message_dict) from error
    template.save()
    announce_change()


@transaction.atomic
def ensure_templates() -> None:
    """Give every message that an app sends a row to edit; rows that are there stay as they are."""
    MessageTemplate.objects.bulk_create(
        [
            MessageTemplate(code=message_type.code, channel=channel)
            for message_type in message_types().values()
            for channel in message_type.channels
        ],
        ignore_conflicts=True,
    )
