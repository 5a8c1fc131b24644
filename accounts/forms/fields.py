"""Fields whose choices come from the public configuration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reference.selectors.dictionaries import choices_for
from reference.selectors.regions import region_choices

# What people in trade with China pick from; any other zone can still be set through the API.
USUAL_TIME_ZONES = (
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Europe/Moscow",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/London",
    "Africa/Johannesburg",
    "America/Sao_Paulo",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "Australia/Sydney",
    "UTC",
)
# ISO 3166 codes of the places that most trade goes to.
COUNTRIES = (
    ("CN", gettext_lazy("China")),
    ("HK", gettext_lazy("Hong Kong, China")),
    ("MO", gettext_lazy("Macao, China")),
    ("TW", gettext_lazy("Taiwan, China")),
    ("SG", gettext_lazy("Singapore")),
    ("MY", gettext_lazy("Malaysia")),
    ("TH", gettext_lazy("Thailand")),
    ("VN", gettext_lazy("Vietnam")),
    ("ID", gettext_lazy("Indonesia")),
    ("JP", gettext_lazy("Japan")),
    ("KR", gettext_lazy("South Korea")),
    ("IN", gettext_lazy("India")),
    ("AE", gettext_lazy("United Arab Emirates")),
    ("TR", gettext_lazy("Türkiye")),
    ("RU", gettext_lazy("Russia")),
    ("DE", gettext_lazy("Germany")),
    ("FR", gettext_lazy("France")),
    ("IT", gettext_lazy("Italy")),
    ("ES", gettext_lazy("Spain")),
    ("NL", gettext_lazy("Netherlands")),
    ("PL", gettext_lazy("Poland")),
    ("GB", gettext_lazy("United Kingdom")),
    ("US", gettext_lazy("United States")),
    ("CA", gettext_lazy("Canada")),
    ("MX", gettext_lazy("Mexico")),
    ("BR", gettext_lazy("Brazil")),
    ("ZA", gettext_lazy("South Africa")),
    ("AU", gettext_lazy("Australia")),
)
Choices = list[tuple[str, str]]


def dictionary_field(dictionary: str, *, label: Any, required: bool = False) -> forms.ChoiceField:
    """Return a choice among a dictionary's entries, read when the form is shown."""
    return forms.ChoiceField(label=label, required=required, choices=_with_blank(lambda: choices_for(dictionary)))


def region_field(*, label: Any, required: bool = False) -> forms.ChoiceField:
    """Return a choice among the provinces."""
    return forms.ChoiceField(label=label, required=required, choices=_with_blank(region_choices))


def country_field() -> forms.ChoiceField:
    """Return a choice among countries, China first."""
    return forms.ChoiceField(label=gettext_lazy("Country or region"), choices=COUNTRIES, initial="CN")


def time_zone_choices() -> Choices:
    """Return the usual zones that this machine knows."""
    known = available_timezones()
    return [("", _("As the company")), *((zone, zone.replace("_", " ")) for zone in USUAL_TIME_ZONES if zone in known)]


def _with_blank(choices: Callable[[], Choices]) -> Callable[[], Any]:
    return lambda: [("", _("Please choose")), *choices()]
