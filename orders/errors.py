"""What orders refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError, InvalidInput


class EmptyOrder(InvalidInput):
    """There is nothing to order."""

    code = "empty_order"
    title = _("Nothing to order")
    message = _("Put at least one article in the cart first.")


class TooManyLines(InvalidInput):
    """The order is longer than one transaction should be."""

    code = "too_many_lines"
    title = _("Too many lines")
    message = _("An order may have up to %(limit)s lines. Split it.")


class MixedCurrencies(DomainError):
    """The lines are priced in several currencies."""

    code = "mixed_currencies"
    title = _("Several currencies")
    message = _("One order has one currency. Order the articles in %(currencies)s apart from each other.")


class PricesChanged(DomainError):
    """What the buyer saw is no longer the price; `changes` lists offer, seen and current unit price."""

    code = "prices_changed"
    title = _("Prices have changed")
    message = _("Prices have changed since you looked. Check the new total and place the order again.")


class OrderAlreadyShipped(DomainError):
    """Part of the order has left the supplier."""

    code = "order_already_shipped"
    title = _("Already shipped")
    message = _(
        "Part of this order has been shipped, so it cannot be cancelled any more. Ask the supplier for a return."
    )


class QuantityTooLarge(InvalidInput):
    """More than what is open on the line; `open` tells how much that is."""

    code = "quantity_too_large"
    title = _("More than is open")
    message = _("Line %(line)s: only %(open)s are open.")


class UnknownLine(InvalidInput):
    """The order has no such line."""

    code = "unknown_line"
    title = _("No such line")
    message = _("There is no line %(line)s.")


class PromiseInThePast(InvalidInput):
    """The promised day is over."""

    code = "promise_in_the_past"
    title = _("Date in the past")
    message = _("Promise a day from today on.")


class NothingToDo(InvalidInput):
    """No line has a quantity."""

    code = "nothing_to_do"
    title = _("No quantities")
    message = _("Enter a quantity for at least one line.")


class ReasonMissing(InvalidInput):
    """The other side must be told why."""

    code = "reason_missing"
    title = _("Reason missing")
    message = _("Give a reason: the other side will read it.")


class OwnOffer(DomainError):
    """A company cannot buy from itself."""

    code = "own_offer"
    title = _("Your own article")
    message = _("A company cannot order from itself. Choose another supplier.")
