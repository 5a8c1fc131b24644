"""The inbox pages; the storefront and the seller office have the same ones, each inside its own frame."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.faces import CompanyView, Face, PageRequest
from messaging.enums import MessageCategory
from messaging.models import InboxMessage
from messaging.selectors.inbox import count_unread, list_messages
from messaging.services.inbox import archive_message, mark_all_read, mark_message_unread, read_message


class InboxPage(CompanyView):
    """What the inbox pages share: their names differ by face only."""

    def name(self, page: str) -> str:
        """Return the URL name of a page in this face."""
        return f"{self.face.value}:{page}"

    def row(self, message: InboxMessage) -> HttpResponse:
        """Answer htmx with the message's row as it is now, and the bell with it."""
        unread = count_unread(actor=self.request.actor)
        return self.page("storefront/messaging/inbox.html#row", message=message, unread=unread, is_answer=True)


class InboxView(InboxPage):
    """The list, newest first."""

    template_name = "storefront/messaging/inbox.html"

    def get(self, request: PageRequest) -> HttpResponse:
        """Show one page of messages."""
        category = request.GET.get("category", "")
        view = request.GET.get("view", "")
        found = list_messages(
            actor=request.actor,
            category=category if category in MessageCategory.values else "",
            is_unread=view == "unread",
            is_archived=view == "archived",
            older=request.GET.get("older", ""),
            newer=request.GET.get("newer", ""),
        )
        chosen = {"view": view, "category": category}
        template = f"{self.template_name}#list" if request.htmx and not request.htmx.boosted else self.template_name
        return self.page(
            template,
            found=found,
            tabs=self._tabs(chosen),
            categories=self._categories(chosen),
            older_url=self._url({**chosen, "older": found.older}) if found.older else "",
            newer_url=self._url({**chosen, "newer": found.newer}) if found.newer else "",
            view=view,
            category=category,
        )

    def _url(self, query: dict[str, str]) -> str:
        given = {key: value for key, value in query.items() if value}
        return reverse(self.name("inbox")) + (f"?{urlencode(given)}" if given else "")

    def _tabs(self, chosen: dict[str, str]) -> list[dict[str, Any]]:
        labels = {"": _("All"), "unread": _("Unread"), "archived": _("Archived")}
        return [
            {"url": self._url({**chosen, "view": code}), "label": label, "is_active": chosen["view"] == code}
            for code, label in labels.items()
        ]

    def _categories(self, chosen: dict[str, str]) -> list[dict[str, Any]]:
        choices = [("", _("All topics")), *MessageCategory.choices]
        return [
            {"url": self._url({**chosen, "category": code}), "label": label, "is_active": chosen["category"] == code}
            for code, label in choices
        ]


class InboxMessageView(InboxPage):
    """One message; opening it marks it as read."""

    template_name = "storefront/messaging/message.html"

    def get(self, request: PageRequest, message_id: str) -> HttpResponse:
        """Show the message."""
        return self.page(message=read_message(actor=request.actor, message_id=message_id, now=timezone.now()))


class ReadMessageView(InboxPage):
    """Mark a message as read without opening it."""

    def post(self, request: PageRequest, message_id: str) -> HttpResponse:
        """Mark, then show the row or the inbox."""
        message = read_message(actor=request.actor, message_id=message_id, now=timezone.now())
        return self.row(message) if request.htmx else self.done(self.name("inbox"))


class UnreadMessageView(InboxPage):
    """Make a message look new again."""

    def post(self, request: PageRequest, message_id: str) -> HttpResponse:
        """Mark, then show the row or the inbox."""
        message = mark_message_unread(actor=request.actor, message_id=message_id)
        return self.row(message) if request.htmx else self.done(self.name("inbox"))


class ReadAllView(InboxPage):
    """Mark everything as read."""

    def post(self, request: PageRequest) -> HttpResponse:
        """Mark, then show the inbox."""
        mark_all_read(actor=request.actor, now=timezone.now())
        return self.done(self.name("inbox"), message=_("Everything is marked as read."))


class ArchiveMessageView(InboxPage):
    """Put a message away."""

    def post(self, request: PageRequest, message_id: str) -> HttpResponse:
        """Archive, then show the inbox."""
        archive_message(actor=request.actor, message_id=message_id, now=timezone.now())
        return self.done(self.name("inbox"), message=_("The message was put away."))


def inbox_patterns(face: Face) -> list[URLPattern]:
    """Return the inbox of one face."""
    pages = {
        "inbox/": (InboxView, "inbox"),
        "inbox/read": (ReadAllView, "inbox_read_all"),
        "inbox/<str:message_id>": (InboxMessageView, "inbox_message"),
        "inbox/<str:message_id>/read": (ReadMessageView, "inbox_message_read"),
        "inbox/<str:message_id>/unread": (UnreadMessageView, "inbox_message_unread"),
        "inbox/<str:message_id>/archive": (ArchiveMessageView, "inbox_message_archive"),
    }
    return [path(route, view.as_view(face=face), name=name) for route, (view, name) in pages.items()]
