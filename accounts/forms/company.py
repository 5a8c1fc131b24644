"""Forms about a company: profile, branches, addresses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.enums import AddressKind
from accounts.forms.fields import country_field, dictionary_field, region_field, time_zone_choices
from accounts.services.addresses import AddressDetails
from reference.selectors.regions import full_name, list_ancestors, region_choices

LONG = forms.Textarea(attrs={"rows": 4})


class CompanyForm(forms.Form):
    """A company's master data; what papers vouch for is locked once they were checked."""

    name_zh = forms.CharField(label=_("Company name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Company name in English"), max_length=200, required=False)
    credit_code = forms.CharField(label=_("Unified social credit code"), max_length=18, required=False)
    tax_number = forms.CharField(label=_("Tax number"), max_length=40, required=False)
    legal_representative = forms.CharField(label=_("Legal representative"), max_length=100, required=False)
    party_type = dictionary_field("party_type", label=_("Kind of business"))
    country = country_field()
    region_code = region_field(label=_("Province"), required=False)
    industry = dictionary_field("industry", label=_("Industry"))
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    bank_name = forms.CharField(label=_("Bank"), max_length=200, required=False)
    bank_account = forms.CharField(label=_("Bank account"), max_length=60, required=False)
    language = forms.ChoiceField(label=_("Language of documents"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=lambda: time_zone_choices()[1:])
    about_zh = forms.CharField(label=_("About the company, in Chinese"), widget=LONG, required=False)
    about_en = forms.CharField(label=_("About the company, in English"), widget=LONG, required=False)

    sections = (
        (
            _("Name and registration"),
            ("name_zh", "name_en", "credit_code", "tax_number", "legal_representative", "party_type"),
        ),
        (_("Where and how to reach it"), ("country", "region_code", "industry", "phone", "email", "website")),
        (_("Bank and documents"), ("bank_name", "bank_account", "language", "time_zone")),
        (_("About"), ("about_zh", "about_en")),
    )

    def __init__(self, *args: Any, locked: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.initial.get("region_code", "")
        if region:
            # The province is chosen here; a finer code that was stored stays as it is.
            self.fields["region_code"].choices = [(region, full_name(region)), *region_choices()]  # type: ignore[attr-defined]
        for column in locked & self.fields.keys():
            self.fields[column].disabled = True

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the fields in the sections that the page shows."""
        return [(title, [self[column] for column in columns]) for title, columns in self.sections]


class BranchForm(forms.Form):
    """A branch below the company."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    parent_id = forms.ChoiceField(label=_("Below"))
    region_code = region_field(label=_("Province"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)

    def __init__(self, *args: Any, parents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent_id"].choices = parents  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a name in one of the languages."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not (cleaned.get("name_zh") or cleaned.get("name_en")):
            self.add_error("name_zh", _("Enter a name in Chinese or in English."))
        return cleaned


class RegionSelect(forms.Select):
    """One of the three linked choices; a change asks the server for the ones below it."""

    def __init__(self, **kwargs: Any) -> None:
        below = "#region-fields"
        attrs = {"hx-get": "", "hx-target": below, "hx-swap": "outerHTML", "hx-include": f"{below} select"}
        super().__init__(attrs=attrs, **kwargs)


class AddressForm(forms.Form):
    """An address; in China province, city and district are chosen one after the other."""

    kind = forms.ChoiceField(label=_("Used for"), choices=AddressKind.choices)
    label = forms.CharField(
        label=_("Name of the place"),
        max_length=60,
        required=False,
        help_text=_("For yourselves, such as “Warehouse 2”."),
    )
    recipient = forms.CharField(label=_("Recipient"), max_length=100)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    country = country_field()
    province_code = forms.ChoiceField(label=_("Province"), required=False, widget=RegionSelect)
    city_code = forms.ChoiceField(label=_("City"), required=False, widget=RegionSelect)
    district_code = forms.ChoiceField(label=_("District"), required=False)
    province = forms.CharField(label=_("State or province"), max_length=80, required=False)
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    street = forms.CharField(label=_("Street and number"), max_length=300)
    postal_code = forms.CharField(label=_("Postal code"), max_length=20, required=False)
    is_default = forms.BooleanField(label=_("Use this one unless another is chosen"), required=False)

    levels = ("province_code", "city_code", "district_code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above: str | None = None
        for level in self.levels:
            below = region_choices(above) if above is not None or level == self.levels[0] else []
            self.fields[level].choices = [("", "–"), *below]  # type: ignore[attr-defined]
            chosen = self[level].value() or ""
            above = chosen if chosen in dict(below) else "none"

    @staticmethod
    def region_initial(region_code: str) -> dict[str, str]:
        """Return the three choices that lead to a stored region code."""
        if not region_code:
            return {}
        return dict(zip(AddressForm.levels, (region.code for region in list_ancestors(region_code)), strict=False))

    def clean(self) -> dict[str, Any]:
        """Turn the chosen codes into one region code and its names; elsewhere the typed names count."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        codes = [cleaned.pop(level, "") for level in self.levels]
        finest = next((code for code in reversed(codes) if code), "")
        if cleaned.get("country") == "CN":
            if not finest:
                self.add_error("province_code", _("Choose the province."))
                return cleaned
            names = [region.name_zh for region in list_ancestors(finest)]
            cleaned |= dict(zip(("province", "city", "district"), [*names, "", ""], strict=False))
        cleaned["region_code"] = finest if cleaned.get("country") == "CN" else ""
        return cleaned

    def address(self) -> AddressDetails:
        """Return the address as it was entered."""
        return AddressDetails(**{name: value for name, value in self.cleaned_data.items() if name != "is_default"})
