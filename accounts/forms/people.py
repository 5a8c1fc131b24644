"""Forms about people: oneself, members, roles, teams, invitations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import time_zone_choices
from accounts.models import Membership, Role
from accounts.permissions import PermissionSet, expand, permission_label


class ProfileForm(forms.Form):
    """A person's own data."""

    name = forms.CharField(label=_("Name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=lambda: [("", _("As the browser")), *settings.LANGUAGES]
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False, choices=time_zone_choices)


class RoleChoiceForm(forms.Form):
    """A choice among the roles that the actor may hand out."""

    role_ids = forms.MultipleChoiceField(
        label=_("Roles"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role_ids"].choices = [(role.public_id, role.name) for role in roles]  # type: ignore[attr-defined]


class InvitationForm(RoleChoiceForm):
    """Whom to invite."""

    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    field_order = ("email", "name", "role_ids")


class MemberForm(RoleChoiceForm):
    """Which roles a member holds."""


class AcceptInvitationForm(forms.Form):
    """What somebody new tells when joining."""

    name = forms.CharField(label=_("Your name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 10 characters, not only digits, nothing that is easy to guess."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class RoleForm(forms.Form):
    """A role: two names and a selection of permission sets."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80)
    sets = forms.MultipleChoiceField(
        label=_("May do"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one set.")},
    )

    def __init__(self, *args: Any, sets: Iterable[PermissionSet], held: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = [(each, each.permissions <= held) for each in sets]
        self.fields["sets"].choices = [(each.code, each.label) for each, _may in self.offered]  # type: ignore[attr-defined]

    def rows(self) -> list[dict[str, Any]]:
        """Return the sets as the matrix shows them: what each gives, whether it is chosen, whether the actor may give it."""
        chosen = set(self["sets"].value() or ())
        return [
            {
                "code": each.code,
                "label": each.label,
                "description": each.description,
                "permissions": sorted(permission_label(code) for code in expand([each.code])),
                "is_chosen": each.code in chosen,
                "is_offered": may_grant,
            }
            for each, may_grant in self.offered
        ]


class TeamForm(forms.Form):
    """A team: a name and its members."""

    name = forms.CharField(label=_("Name"), max_length=80)
    member_ids = forms.MultipleChoiceField(label=_("Members"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, members: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member_ids"].choices = [(each.public_id, each.user.name) for each in members]  # type: ignore[attr-defined]
