from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.actors import Actor
from openplatform.enums import CredentialKind
from openplatform.selectors.clients import list_grantable_scopes


class ClientForm(forms.Form):
    """What an API client is called, may do and may call from."""

    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("The system that will call, such as “SAP” or “WMS”.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("Scopes"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Give no more than the system needs. You can give only what you may do yourself."),
    )
    allowed_networks = forms.CharField(
        label=_("Allowed addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One address or network per line, such as 203.0.113.0/24. Empty: from anywhere."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = set(self.initial.get("scopes", ()))
        choices = [(scope.code, scope.label) for scope in list_grantable_scopes(actor=actor, including=kept)]
        self.fields["scopes"].choices = choices  # type: ignore[attr-defined]

    def clean_allowed_networks(self) -> list[str]:
        """Return the lines that hold something."""
        return [line.strip() for line in self.cleaned_data["allowed_networks"].splitlines() if line.strip()]


class NewClientForm(ClientForm):
    """A client with the kind of its first secret."""

    kind = forms.ChoiceField(
        label=_("How it signs in"),
        initial=CredentialKind.CLIENT_SECRET,
        widget=forms.RadioSelect,
        choices=[
            (CredentialKind.CLIENT_SECRET, _("OAuth 2 client credentials: tokens that last an hour (recommended)")),
            (CredentialKind.API_KEY, _("API key: one long-lived key, for systems that cannot do OAuth")),
        ],
    )
    field_order = ["name", "kind", "scopes", "allowed_networks"]
