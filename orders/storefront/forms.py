"""What buyers fill in."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Address, Organization
from orders.enums import OrderStatus, PaymentMethod
from orders.models import Shipment
from orders.selectors.orders import OrderFilter
from reference.selectors.dictionaries import choices_for, get_labels


def term_choices() -> list[tuple[str, str]]:
    """Return the payment terms that count days from the delivery."""
    labels = get_labels("payment_term")
    return [
        (code, name)
        for code, name in choices_for("payment_term")
        if labels[code].attributes.get("is_credit") and labels[code].attributes.get("base") == "delivery"
    ]


class CheckoutForm(forms.Form):
    """Where to, under which number, and how it will be paid. Articles, quantities and prices are not part of it."""

    address = forms.ChoiceField(
        label=_("Deliver to"), widget=forms.RadioSelect, error_messages={"required": _("Choose a delivery address.")}
    )
    purchase_order_number = forms.CharField(
        label=_("Your order number"),
        max_length=60,
        required=False,
        help_text=_("Printed on delivery notes and invoices."),
    )
    cost_center = forms.CharField(label=_("Cost centre"), max_length=60, required=False)
    payment_method = forms.ChoiceField(label=_("Payment"), choices=PaymentMethod.choices, widget=forms.RadioSelect)
    payment_term = forms.ChoiceField(label=_("Payment term"), required=False)
    note = forms.CharField(
        label=_("Note to the suppliers"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, addresses: Iterable[Address], may_pay_on_terms: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].choices = [(each.public_id, each.one_line()) for each in addresses]  # type: ignore[attr-defined]
        self.fields["payment_term"].choices = term_choices()  # type: ignore[attr-defined]
        self.fields["payment_term"].required = self["payment_method"].value() == PaymentMethod.TERMS
        if not may_pay_on_terms:
            self.fields["payment_method"].choices = [  # type: ignore[attr-defined]
                (PaymentMethod.BANK_TRANSFER.value, PaymentMethod.BANK_TRANSFER.label)
            ]


class OrderFilterForm(forms.Form):
    """What a list of orders is narrowed to; what cannot be read is left out."""

    # Not "q": the search in the header means products.
    search = forms.CharField(label=_("Number or article"), required=False, max_length=100)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("All")), *OrderStatus.choices])
    supplier = forms.ChoiceField(
        label=_("Supplier"), required=False, widget=forms.Select(attrs={"aria-label": _("Supplier")})
    )
    placed_from = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    placed_to = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, suppliers: Iterable[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(each.public_id, each.name) for each in suppliers]
        self.fields["supplier"].choices = [("", _("All suppliers")), *names]  # type: ignore[attr-defined]

    def criteria(self) -> OrderFilter:
        """Return what can be read of the filters."""
        self.is_valid()
        given = self.cleaned_data
        return OrderFilter(
            query=given.get("search", "").strip(),
            status=given.get("status", ""),
            partner=given.get("supplier", ""),
            placed_from=given.get("placed_from"),
            placed_to=given.get("placed_to"),
        )


class ReceiveForm(forms.Form):
    """How much of each line of a shipment arrived; everything unless told otherwise."""

    note = forms.CharField(
        label=_("Note"),
        max_length=500,
        required=False,
        help_text=_("Damage, missing parts: the supplier reads it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, shipment: Shipment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [line for line in shipment.lines.all() if line.open_quantity > 0]
        for line in self.lines:
            self.fields[f"line_{line.order_line.position}"] = forms.DecimalField(
                label=line.order_line.name,
                min_value=0,
                max_value=line.open_quantity,
                max_digits=18,
                decimal_places=6,
                initial=line.open_quantity,
            )

    def rows(self) -> list[tuple[Any, forms.BoundField]]:
        """Return each line with its field."""
        return [(line, self[f"line_{line.order_line.position}"]) for line in self.lines]

    def quantities(self) -> dict[int, Decimal]:
        """Return what arrived by line position."""
        return {line.order_line.position: self.cleaned_data[f"line_{line.order_line.position}"] for line in self.lines}


class CancelForm(forms.Form):
    """Why an order is cancelled."""

    reason = forms.ChoiceField(label=_("Reason"))
    text = forms.CharField(
        label=_("Anything the supplier should know"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = get_labels("cancellation_reason")
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            (code, name)
            for code, name in choices_for("cancellation_reason")
            if labels[code].attributes.get("side", "buyer") == "buyer"
        ]

    def words(self) -> str:
        """Return the reason as the other side reads it."""
        chosen = dict(self.fields["reason"].choices)[self.cleaned_data["reason"]]  # type: ignore[attr-defined]
        return " – ".join(filter(None, [str(chosen), self.cleaned_data["text"].strip()]))
