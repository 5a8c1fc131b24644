"""E-mail through Django's mail backend: text and HTML, in the recipient's language."""

from __future__ import annotations

from email.utils import parseaddr
from smtplib import SMTPRecipientsRefused
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import User
from messaging.channels.envelope import Envelope
from messaging.errors import UndeliverableMessage

HTML_TEMPLATE = "messages/message.html"
TEXT_TEMPLATE = "messages/message.txt"


def address_of(user: User) -> str:
    """Return the person's e-mail address."""
    return user.email


def send(envelope: Envelope) -> str:
    """
    Hand one mail to the mail server and return its Message-ID, which is the same however often it is tried.

    :raises UndeliverableMessage: when there is no address, or the server refuses it for good.
    """
    if not envelope.address:
        raise UndeliverableMessage
    message_id = _message_id(envelope)
    with translation.override(envelope.language):
        context = _context(envelope)
        mail = EmailMultiAlternatives(
            subject=envelope.subject,
            body=render_to_string(TEXT_TEMPLATE, context),
            to=[envelope.address],
            headers={
                "Message-ID": message_id,
                "Auto-Submitted": "auto-generated",
                "Content-Language": envelope.language,
            },
        )
        mail.attach_alternative(render_to_string(HTML_TEMPLATE, context), "text/html")
    try:
        mail.send()
    except SMTPRecipientsRefused as error:
        raise UndeliverableMessage(str(error)) from error
    return message_id


def _context(envelope: Envelope) -> dict[str, str]:
    preferences = _absolute(reverse("storefront:notifications")) if envelope.user_id else ""
    return {
        "subject": envelope.subject,
        "body": envelope.body,
        "action_url": _absolute(envelope.link) if envelope.link else "",
        "action_label": gettext("Open"),
        "preferences_url": preferences,
    }


def _absolute(path: str) -> str:
    return urljoin(settings.PUBLIC_URL, path)


def _message_id(envelope: Envelope) -> str:
    """Return the delivery's id as a Message-ID: a mail that is sent twice after a crash is shown once."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{envelope.delivery_id}@{domain}>"
