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

TRACKED = ("OrganizationEvent", "UserEvent", "MembershipEvent", "RoleEvent", "MembershipRoleEvent", "VerificationEvent")


class ChangeEventAdmin(StaffModelAdmin):
    """The changes of one kind of record."""

    view_permission = StaffAccountsPermission.VIEW_AUDIT
    section, icon, position = Section.PLATFORM, "history", 40
    list_display = ("pgh_created_at", "pgh_label", "record", "made_by")
    list_filter = (("pgh_created_at", RangeDateTimeFilter), "pgh_label")
    list_select_related = ("pgh_context", "pgh_obj")
    search_fields = ("pgh_obj_id",)
    ordering = ("-pgh_id",)
    readonly_fields = ("context",)

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


for _name in TRACKED:
    admin.site.register(apps.get_model("accounts", _name), ChangeEventAdmin)
