"""Registration: a person and their company on one page."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import SignupForm
from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc

from accounts.enums import OrganizationKind
from accounts.faces import add_refusal
from accounts.forms.fields import country_field, dictionary_field, region_field
from accounts.models import User
from accounts.services.registration import (
    CompanyDetails,
    credit_code_sentence,
    register_organization,
    register_user,
)
from kernel.actors import Actor
from kernel.errors import DomainError

KIND_CHOICES = [
    (OrganizationKind.BUYER.value, _("We want to buy")),
    (OrganizationKind.SUPPLIER.value, _("We want to sell")),
]


class CompanyFieldsForm(forms.Form):
    """What is asked of a company when it registers."""

    kind = forms.ChoiceField(label=_("What brings you here?"), choices=KIND_CHOICES, widget=forms.RadioSelect)
    name_zh = forms.CharField(label=_("Company name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Company name in English"), max_length=200, required=False)
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        max_length=18,
        required=False,
        help_text=_("18 characters, printed on the business licence. Companies outside China leave it empty."),
    )
    party_type = dictionary_field("party_type", label=_("Kind of business"))
    country = country_field()
    region_code = region_field(label=_("Province"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)

    def clean_credit_code(self) -> str:
        """Test form and check digit (GB 32100-2015)."""
        code = str(self.cleaned_data["credit_code"]).strip().upper()
        if code and not uscc.is_valid(code):
            raise forms.ValidationError(credit_code_sentence())
        return code

    def clean(self) -> dict[str, Any]:
        """Ask for a name in one of the languages."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not (cleaned.get("name_zh") or cleaned.get("name_en")):
            self.add_error("name_zh", _("Enter the company's name in Chinese or in English."))
        return cleaned

    def company(self) -> CompanyDetails:
        """Return the company as it was entered."""
        cleaned = self.cleaned_data
        return CompanyDetails(
            name_zh=cleaned["name_zh"],
            name_en=cleaned["name_en"],
            credit_code=cleaned["credit_code"],
            party_type=cleaned["party_type"],
            region_code=cleaned["region_code"],
            country=cleaned["country"],
            phone=cleaned["phone"],
            language=get_language() or "zh-hans",
        )


class RegistrationForm(CompanyFieldsForm, SignupForm):
    """Allauth's form for a new account, with the name of the person and their company."""

    name = forms.CharField(label=_("Your name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ("kind", "name", "email", "password1", "name_zh", "name_en", "credit_code", "party_type", "country")

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Register, or show on the form why not."""
        try:
            saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        except DomainError as refusal:
            add_refusal(self, refusal)
            return None, render(request, "account/signup.html", {"form": self}, status=int(refusal.status))
        return saved

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """Create the person, then their company, or neither."""
        visitor = Actor.anonymous()
        user = register_user(
            actor=visitor,
            email=self.cleaned_data["email"],
            name=self.cleaned_data["name"],
            password=self.cleaned_data["password1"],
            language=get_language() or "",
            phone=self.cleaned_data["phone"],
        )
        founder = Actor(user_id=user.pk, organization_id=None, name=user.name)
        register_organization(
            actor=founder, kind=OrganizationKind(self.cleaned_data["kind"]), company=self.company(), now=timezone.now()
        )
        setup_user_email(request, user, [EmailAddress(email=user.email)])
        return user


class CompanyRegistrationForm(CompanyFieldsForm):
    """A company of somebody who has an account already."""
