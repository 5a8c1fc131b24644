"""What a person wants to be told, and through which channel."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.faces import ActorFormView, PersonView
from messaging.enums import ChannelKind, MessageCategory
from messaging.selectors.preferences import ChannelChoice, list_choices
from messaging.services.preferences import set_preferences


class PreferencesForm(forms.Form):
    """A box for each category and channel; fixed ones cannot be cleared."""

    first_channel = forms.ChoiceField(
        label=gettext_lazy("Try first"),
        choices=ChannelKind.choices,
        help_text=gettext_lazy("When a message cannot be delivered there, the other channel stands in."),
    )

    def __init__(self, *args: Any, choices: list[ChannelChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for choice in choices:
            self.fields[f"{choice.category}-{choice.channel}"] = forms.BooleanField(
                label=f"{choice.category.label}: {choice.channel.label}",
                required=False,
                initial=choice.is_on,
                disabled=choice.is_fixed,
            )
        self.fields["first_channel"].initial = (
            min(choices, key=lambda choice: choice.position).channel if choices else None
        )

    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the boxes by category, for the table."""
        return [
            (str(category.label), [self[f"{category.value}-{channel.value}"] for channel in ChannelKind])
            for category in MessageCategory
        ]

    def wanted(self) -> dict[tuple[str, str], bool]:
        """Return what was ticked."""
        return {
            (category.value, channel.value): bool(self.cleaned_data[f"{category.value}-{channel.value}"])
            for category in MessageCategory
            for channel in ChannelKind
        }

    def order(self) -> list[str]:
        """Return the channels with the chosen one first."""
        first = self.cleaned_data["first_channel"]
        return [first, *(channel for channel in ChannelKind.values if channel != first)]


class NotificationsView(ActorFormView, PersonView):
    """GET, POST /notifications/: choose channels."""

    template_name = "storefront/messaging/notifications.html"
    form_class = PreferencesForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return the boxes as they are stored."""
        return {"choices": list_choices(actor=self.request.actor)}

    def get_context(self) -> dict[str, Any]:
        """Return the head of the table."""
        return {"channels": [channel.label for channel in ChannelKind]}

    def submit(self, form: PreferencesForm) -> HttpResponse:
        """Store the choice."""
        set_preferences(actor=self.request.actor, wanted=form.wanted(), order=form.order())
        return self.done(f"{self.face.value}:notifications", message=_("Your choice was saved."))
