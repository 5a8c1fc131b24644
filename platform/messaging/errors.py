from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class UndeliverableMessage(DomainError):
    """The message cannot reach anybody, now or later: no address, or what it was about is gone."""

    code = "undeliverable_message"
    title = _("Cannot be delivered")
    message = _("The message cannot be delivered.")


class MessageNotNeeded(DomainError):
    """The message has lost its point before it went out: its person has left, or what it asked for is done."""

    code = "message_not_needed"
    title = _("Not needed any more")
    message = _("The message is not needed any more.")


class InboxOfSomebodyElse(DomainError):
    """Staff act for a customer: they may read the inbox, and leave it as it is."""

    code = "inbox_of_somebody_else"
    title = _("Not your inbox")
    message = _("You are acting for a customer. Their inbox stays as it is.")
