"""Forms about papers: identity, licence, certificates, ESG figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric, uscc

from accounts.forms.fields import dictionary_field
from accounts.services.certificates import CertificateDetails, EsgFigures
from accounts.services.registration import credit_code_sentence

ACCEPTED = "image/jpeg,image/png,application/pdf"
IMAGE_HELP = _("JPEG, PNG or PDF, up to 10 MB each.")


def date_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """Return a field for a day, with the browser's calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def file_field(label: Any, *, required: bool = True) -> forms.FileField:
    """Return a field for a scan or photograph."""
    widget = forms.ClearableFileInput(attrs={"accept": ACCEPTED})
    return forms.FileField(label=label, required=required, help_text=IMAGE_HELP, widget=widget)


class IdentityForm(forms.Form):
    """Identity papers of the person in charge (F005)."""

    legal_name = forms.CharField(label=_("Name as on the identity card"), max_length=200)
    document_number = forms.CharField(label=_("Number of the identity card"), max_length=18)
    front = file_field(_("Side with the portrait"))
    back = file_field(_("Side with the emblem"))

    def clean_document_number(self) -> str:
        """Test the check digit of a resident ID (GB 11643-1999)."""
        number = str(self.cleaned_data["document_number"]).strip().upper()
        if not ric.is_valid(number):
            raise forms.ValidationError(
                _(
                    "This is not a valid number: 17 digits and a check digit, which may be an X. Please compare with the card."
                )
            )
        return number


class LicenceForm(forms.Form):
    """The business licence of the company (F006)."""

    legal_name = forms.CharField(label=_("Company name as on the licence"), max_length=200)
    credit_code = forms.CharField(label=_("Unified social credit code"), max_length=18)
    legal_representative = forms.CharField(label=_("Legal representative"), max_length=100)
    valid_until = date_field(_("Valid until"), required=False, help_text=_("Leave empty when the licence has no end."))
    licence = file_field(_("Picture of the licence"))

    def clean_credit_code(self) -> str:
        """Test form and check digit (GB 32100-2015)."""
        code = str(self.cleaned_data["credit_code"]).strip().upper()
        if not uscc.is_valid(code):
            raise forms.ValidationError(credit_code_sentence())
        return code


class CertificateForm(forms.Form):
    """A certificate such as ISO 14001 (F014)."""

    certificate_type = dictionary_field("certificate_type", label=_("Type"), required=True)
    number = forms.CharField(label=_("Number"), max_length=80)
    issuer = forms.CharField(label=_("Issuer"), max_length=200)
    valid_from = date_field(_("Valid from"))
    valid_until = date_field(_("Valid until"), required=False)
    file = file_field(_("Scan"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_until")
        if begins and ends and ends < begins:
            self.add_error("valid_until", _("The end lies before the beginning."))
        return cleaned

    def certificate(self) -> CertificateDetails:
        """Return the certificate as it was entered, without its scan."""
        return CertificateDetails(**{name: value for name, value in self.cleaned_data.items() if name != "file"})


class EsgForm(forms.Form):
    """Environmental, social and governance figures of one period (F015)."""

    period_start = date_field(_("From"))
    period_end = date_field(_("To"))
    environment_score = forms.DecimalField(label=_("Environment, 0–100"), min_value=0, max_value=100, decimal_places=2)
    social_score = forms.DecimalField(label=_("Social, 0–100"), min_value=0, max_value=100, decimal_places=2)
    governance_score = forms.DecimalField(label=_("Governance, 0–100"), min_value=0, max_value=100, decimal_places=2)
    renewable_percent = forms.DecimalField(label=_("Renewable energy, %"), min_value=0, max_value=100, decimal_places=2)
    carbon_per_unit = forms.DecimalField(
        label=_("Carbon per unit, kg CO₂e"), min_value=0, decimal_places=4, max_digits=12, required=False
    )

    def figures(self) -> EsgFigures:
        """Return what is stored: the renewable energy as a share of one."""
        figures = dict(self.cleaned_data)
        figures["renewable_share"] = figures.pop("renewable_percent") / 100
        return EsgFigures(**figures)
