"""The wording of messages: the operator's where there is one, the product's otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import translation

from kernel.actors import Actor
from messaging.models import MessageTemplate
from messaging.models.templates import TEXT_FIELDS
from messaging.permissions import StaffMessagesPermission
from messaging.registry import MessageType, get_message_type
from messaging.sandbox import render_subject, render_text
from reference.caching import cached_until_changed


class Wording(NamedTuple):
    """A subject and a body, ready for a reader."""

    subject: str
    body: str


@cached_until_changed
def _own_texts() -> Mapping[tuple[str, str], tuple[bool, dict[str, str]]]:
    rows = MessageTemplate.objects.order_by("pk").values("code", "channel", "is_active", *TEXT_FIELDS)
    return {
        (row["code"], row["channel"]): (row["is_active"], {name: row[name] for name in TEXT_FIELDS if row[name]})
        for row in rows
    }


def is_sent_through(message_type: MessageType, channel: str) -> bool:
    """Tell whether the operator has left the message switched on in a channel; what is mandatory always is."""
    is_active, _texts = _own_texts().get((message_type.code, channel), (True, {}))
    return is_active or message_type.is_mandatory


def word_message(message_type: MessageType, *, channel: str, language: str, values: Mapping[str, Any]) -> Wording:
    """Return subject and body of a message in one language."""
    _is_active, own = _own_texts().get((message_type.code, channel), (True, {}))
    suffix = "en" if language.startswith("en") else "zh"
    subject = own.get(f"subject_{suffix}") or getattr(message_type.texts, f"subject_{suffix}")
    body = own.get(f"body_{suffix}") or getattr(message_type.texts, f"body_{suffix}")
    with translation.override(language):
        return Wording(render_subject(subject, values), render_text(body, values))


def list_templates(*, actor: Actor) -> QuerySet[MessageTemplate]:
    """
    Return the operator's templates by code.

    :raises Forbidden: when the actor lacks `staff.messages.view`.
    """
    actor.require(StaffMessagesPermission.VIEW_MESSAGES)
    return MessageTemplate.objects.order_by("code", "channel")


def preview_template(template: MessageTemplate, *, language: str) -> Wording:
    """Return a template with the sample values of its message; one that no app knows any more prints nothing."""
    message_type = get_message_type(template.code)
    if message_type is None:
        return Wording("", "")
    suffix = "en" if language.startswith("en") else "zh"
    subject = getattr(template, f"subject_{suffix}") or getattr(message_type.texts, f"subject_{suffix}")
    body = getattr(template, f"body_{suffix}") or getattr(message_type.texts, f"body_{suffix}")
    with translation.override(language):
        return Wording(render_subject(subject, message_type.samples), render_text(body, message_type.samples))
