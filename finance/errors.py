"""What finance refuses."""

from __future__ import annotations

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class NothingToInvoice(DomainError):
    """The shipment has an invoice already, or nothing on it costs anything."""

    code = "nothing_to_invoice"
    title = _("Nothing to invoice")
    message = _("This shipment has been invoiced already.")


class UnbalancedEntry(DomainError):
    """Debits and credits of a journal entry differ."""

    code = "unbalanced_entry"
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    title = _("Entry does not balance")
    message = _("The journal entry does not balance; nothing was booked.")
