"""What changed in companies, people and roles: each change with who made it, for whom and where."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import RangeDateTimeFilter

from accounts.admin.base import Section, StaffModelAdmin
from accounts.admin.platform import pretty_json
from accounts.permissions import StaffAccountsPermission

TRACKED = {
    "OrganizationEvent": (_("change of a company"), _("changes of companies")),
    "UserEvent": (_("change of a person"), _("changes of people")),
    "MembershipEvent": (_("change of a membership"), _("changes of memberships")),
    "RoleEvent": (_("change of a role"), _("changes of roles")),
    "MembershipRoleEvent": (_("granting of a role"), _("grantings of roles")),
    "VerificationEvent": (_("change of papers"), _("changes of papers")),
}
# What pghistory calls its labels, in words.
LABELS = {"insert": _("Added"), "update": _("Changed"), "delete": _("Removed")}


class ChangeEventAdmin(StaffModelAdmin):
    """The changes of one kind of record."""

    view_permission = StaffAccountsPermission.VIEW_AUDIT
    section, icon, position = Section.PLATFORM, "history", 40
    list_display = ("changed_at", "what", "record", "made_by")
    list_filter = (("pgh_created_at", RangeDateTimeFilter), "pgh_label")
    list_select_related = ("pgh_context", "pgh_obj")
    ordering = ("-pgh_id",)
    readonly_fields = ("context",)

    @admin.display(description=_("When"), ordering="pgh_created_at")
    def changed_at(self, event: Any) -> Any:
        """Return the moment of the change."""
        return event.pgh_created_at

    @admin.display(description=_("What"), ordering="pgh_label")
    def what(self, event: Any) -> str:
        """Return the kind of change in words."""
        return str(LABELS.get(event.pgh_label, event.pgh_label))

    @admin.display(description=_("Record"))
    def record(self, event: Any) -> str:
        """Return what was changed."""
        return str(event.pgh_obj) if event.pgh_obj else f"#{event.pgh_obj_id}"

    @admin.display(description=_("Made by"))
    def made_by(self, event: Any) -> str:
        """Return the person at the keyboard by number, and the page."""
        metadata = event.pgh_context.metadata if event.pgh_context else {}
        return f"{metadata.get('user') or '–'} · {metadata.get('url', '')}"

    @admin.display(description=_("Context"))
    def context(self, event: Any) -> SafeString:
        """Return all that is known of the request."""
        return pretty_json(event.pgh_context.metadata if event.pgh_context else {})


for _model_name, (_singular, _plural) in TRACKED.items():
    _model = apps.get_model("accounts", _model_name)
    # The models are made by pghistory, which gives them no names for people.
    _model._meta.verbose_name, _model._meta.verbose_name_plural = _singular, _plural
    admin.site.register(_model, ChangeEventAdmin)
