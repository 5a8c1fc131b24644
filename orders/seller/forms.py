"""What suppliers fill in to answer and ship orders."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from orders.enums import OrderStatus
from orders.models import Order, OrderLine
from orders.selectors.orders import OrderFilter
from reference.selectors.dictionaries import choices_for, get_labels


class SalesFilterForm(forms.Form):
    """What the list of orders is narrowed to; what cannot be read is left out."""

    q = forms.CharField(label=_("Number or article"), required=False, max_length=100)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("All")), *OrderStatus.choices])
    buyer = forms.ChoiceField(
        label=_("Customer"), required=False, widget=forms.Select(attrs={"aria-label": _("Customer")})
    )
    placed_from = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    placed_to = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, customers: Iterable[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(each.public_id, each.name) for each in customers]
        self.fields["buyer"].choices = [("", _("All customers")), *names]  # type: ignore[attr-defined]

    def criteria(self) -> OrderFilter:
        """Return what can be read of the filters."""
        self.is_valid()
        given = self.cleaned_data
        return OrderFilter(
            query=given.get("q", "").strip(),
            status=given.get("status", ""),
            partner=given.get("buyer", ""),
            placed_from=given.get("placed_from"),
            placed_to=given.get("placed_to"),
        )


class LineQuantitiesForm(forms.Form):
    """A quantity for each line of an order, as much as is open unless told otherwise."""

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [line for line in order.lines.all() if line.open_quantity > 0]
        for line in self.lines:
            self.fields[self._name(line)] = forms.DecimalField(
                label=line.name,
                min_value=0,
                max_value=line.open_quantity,
                max_digits=18,
                decimal_places=6,
                initial=line.open_quantity,
            )

    @staticmethod
    def _name(line: OrderLine) -> str:
        return f"line_{line.position}"

    def rows(self) -> list[tuple[OrderLine, forms.BoundField]]:
        """Return each line with its field."""
        return [(line, self[self._name(line)]) for line in self.lines]

    def quantities(self) -> dict[int, Decimal]:
        """Return what was entered by line position."""
        return {line.position: self.cleaned_data[self._name(line)] for line in self.lines}


def supplier_reasons() -> list[tuple[str, str]]:
    """Return the reasons for which a supplier does not deliver."""
    labels = get_labels("cancellation_reason")
    return [
        (code, name)
        for code, name in choices_for("cancellation_reason")
        if labels[code].attributes.get("side", "supplier") == "supplier"
    ]


class ReasonFields(forms.Form):
    """Why goods are not delivered: one of the known reasons and anything else the buyer should know."""

    reason = forms.ChoiceField(label=_("Reason"), help_text=_("The buyer reads it."))
    text = forms.CharField(
        label=_("Message to the buyer"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        first = [] if field.required else [("", _("Everything is delivered"))]
        field.choices = [*first, *supplier_reasons()]  # type: ignore[attr-defined]

    def words(self) -> str:
        """Return the reason as the buyer reads it, or nothing."""
        given = self.cleaned_data
        chosen = dict(supplier_reasons()).get(given["reason"], "")
        return " – ".join(filter(None, [str(chosen), given["text"].strip()]))


class RejectForm(ReasonFields):
    """Why an order is refused."""


class ConfirmForm(ReasonFields, LineQuantitiesForm):
    """How much of each line will be delivered, and by when."""

    promised_on = forms.DateField(
        label=_("Promised for"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The day on which the goods leave your house."),
    )
    reason = forms.ChoiceField(
        label=_("Reason, if less is delivered"),
        required=False,
        help_text=_("What is not confirmed goes back into stock; the buyer reads why."),
    )
    field_order = ("promised_on", "reason", "text")


class ShipForm(LineQuantitiesForm):
    """What leaves, with whom, under which number."""

    carrier = forms.ChoiceField(label=_("Carrier"))
    tracking_number = forms.CharField(label=_("Tracking number"), max_length=80, required=False)
    note = forms.CharField(
        label=_("Note"),
        max_length=500,
        required=False,
        help_text=_("Printed on the delivery note."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("carrier", "tracking_number", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carrier"].choices = [("", _("Choose")), *choices_for("carrier")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the number of a carrier that gives one."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        carrier = get_labels("carrier").get(given.get("carrier", ""))
        needs_number = carrier is not None and carrier.attributes.get("needs_tracking", True)
        if needs_number and not given.get("tracking_number", "").strip():
            self.add_error("tracking_number", _("Enter the carrier's number, so that the buyer can follow the goods."))
        return given
