"""What buyers narrow their invoices by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from finance.selectors.invoices import InvoiceFilter


class InvoiceFilterForm(forms.Form):
    """The parameters of the list; what cannot be read is left out."""

    search = forms.CharField(label=_("Number"), required=False, max_length=100)
    supplier = forms.ChoiceField(
        label=_("Supplier"), required=False, widget=forms.Select(attrs={"aria-label": _("Supplier")})
    )
    issued_from = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    issued_to = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, suppliers: Iterable[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(each.public_id, each.name) for each in suppliers]
        self.fields["supplier"].choices = [("", _("All suppliers")), *names]  # type: ignore[attr-defined]

    def criteria(self) -> InvoiceFilter:
        """Return what can be read of the filters."""
        self.is_valid()
        given = self.cleaned_data
        return InvoiceFilter(
            query=given.get("search", "").strip(),
            partner=given.get("supplier", ""),
            issued_from=given.get("issued_from"),
            issued_to=given.get("issued_to"),
        )
