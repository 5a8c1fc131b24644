"""
Which facts become messages, to whom, and what may stand in them: filled by every app in `AppConfig.ready()`.

    register_message(
        QuoteSent,
        category=MessageCategory.TRADE,
        variables={"number": Sample("Quote number", "QT261121-518362"), …},
        context=lambda event: {"number": event.quote_number, …},
        recipients=members_holding(OrdersPermission.VIEW_QUOTE),
        link=lambda event, recipient: reverse("storefront:quote", args=[event.quote_id]),
        texts=Texts(subject_zh="报价单 {{ number }}", subject_en="Quotation {{ number }}", body_zh="…", body_en="…"),
    )

`recipients` and `context` are asked once per event, inside the relay's transaction, with the event as their argument.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from accounts.selectors.memberships import list_user_ids_holding
from kernel.events import Event
from messaging.enums import MANDATORY_CATEGORIES, ChannelKind, MessageCategory


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person in a company, or only an e-mail address that the company writes to."""

    organization_id: int
    user_id: int | None = None
    email: str = ""
    name: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a template variable is called and a value to preview it with; a list of mappings allows `{% for %}`."""

    label: str | Promise
    value: Any


@dataclass(frozen=True, slots=True)
class Texts:
    """A subject and a body in both languages, in the template language of `messaging.sandbox`; plain text, no HTML."""

    subject_zh: str
    subject_en: str
    body_zh: str
    body_en: str


Recipients = Callable[[Any], Iterable[Recipient]]


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageType:
    """One kind of message that one event causes."""

    code: str
    event: type[Event]
    category: MessageCategory
    texts: Texts
    recipients: Recipients
    context: Callable[[Any], Mapping[str, Any]]
    variables: Mapping[str, Sample] = field(default_factory=dict)
    # A path on this site, for one recipient; kept with the message.
    link: Callable[[Any, Recipient], str] | None = None
    # A path with a secret in it, made from the context when an e-mail is sent, and never stored.
    secret_link: Callable[[Mapping[str, Any]], str] | None = None
    # In the order in which one stands in for another.
    channels: tuple[ChannelKind, ...] = (ChannelKind.IN_APP, ChannelKind.EMAIL)

    @property
    def is_mandatory(self) -> bool:
        """Tell whether the message is sent whatever a person prefers."""
        return self.category in MANDATORY_CATEGORIES

    @property
    def samples(self) -> dict[str, Any]:
        """Return a value for every variable, for previews."""
        return {name: sample.value for name, sample in self.variables.items()}


_types: dict[str, MessageType] = {}
_listeners: list[Callable[[MessageType], None]] = []


def register_message(event: type[Event], *, code: str = "", **members: Any) -> MessageType:
    """Declare a message; `code` is the event's wire name unless several messages follow from one event."""
    message_type = MessageType(code=code or event.name, event=event, **members)
    _types[message_type.code] = message_type
    for listener in _listeners:
        listener(message_type)
    return message_type


def on_registration(listener: Callable[[MessageType], None]) -> None:
    """Call `listener` for every message type, those already there included."""
    _listeners.append(listener)
    for message_type in _types.values():
        listener(message_type)


def message_types() -> dict[str, MessageType]:
    """Return every message type by code, in the order of codes."""
    return dict(sorted(_types.items()))


def get_message_type(code: str) -> MessageType | None:
    """Return a message type, or nothing when no app knows it any more."""
    return _types.get(code)


def members_holding(permission: str, *, organization_ids: Callable[[Any], Iterable[int]] | None = None) -> Recipients:
    """Return a `recipients` function: the members of the event's organizations, or of those named, who hold a permission."""

    def recipients(event: Event) -> Iterable[Recipient]:
        owners = event.organization_ids if organization_ids is None else organization_ids(event)
        for organization_id in owners:
            for user_id in list_user_ids_holding(organization_id=organization_id, permission=permission):
                yield Recipient(user_id=user_id, organization_id=organization_id)

    return recipients
