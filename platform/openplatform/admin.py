from __future__ import annotations

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from accounts.admin.base import ConfirmForm, ReadOnlyInline, Section, StaffModelAdmin, StaffRequest, staff_action
from accounts.permissions import StaffAccountsPermission
from openplatform.enums import ApiClientStatus
from openplatform.models import ApiClient, ApiCredential, ExternalId
from openplatform.services.clients import revoke_client

STATUS_TONES = {ApiClientStatus.ACTIVE: "success", ApiClientStatus.REVOKED: "danger"}


class CredentialInline(ReadOnlyInline):
    view_permission = StaffAccountsPermission.MANAGE_PLATFORM
    model = ApiCredential
    fields = readonly_fields = ("prefix", "kind", "created_at", "expires_at", "revoked_at")


@admin.register(ApiClient)
class ApiClientAdmin(StaffModelAdmin):
    """Companies' systems that call the API; staff can look and, in need, revoke."""

    view_permission = StaffAccountsPermission.MANAGE_PLATFORM
    section, icon, position = Section.INTEGRATION, "api", 10
    list_display = ("name", "organization", "status_label", "scope_list", "last_used_at", "created_at")
    list_filter = (("status", ChoicesDropdownFilter),)
    list_select_related = ("organization",)
    search_fields = ("name", "public_id", "organization__name_zh", "organization__name_en")
    ordering = ("-id",)
    fields = (
        "name", "organization", "public_id", "status", "scope_list", "allowed_networks", "created_by", "created_at",
        "last_used_at", "revoked_at",
    )  # fmt: skip
    readonly_fields = ("scope_list", "created_at", "public_id")
    inlines = (CredentialInline,)
    actions_detail = ("revoke",)

    @display(description=gettext_lazy("Status"), ordering="status", label=STATUS_TONES)
    def status_label(self, client: ApiClient) -> tuple[str, str]:
        """Return the status in its colour."""
        return client.status, client.get_status_display()

    @admin.display(description=gettext_lazy("Scopes"))
    def scope_list(self, client: ApiClient) -> str:
        """Return the scopes, readable."""
        return ", ".join(client.scopes)

    @staff_action(
        gettext_lazy("Revoke"),
        permission=StaffAccountsPermission.MANAGE_PLATFORM,
        icon="block",
        form_class=ConfirmForm,
        explanation=gettext_lazy("Every secret and token of the client stops working within seconds, for good."),
        when=lambda client: client.is_active,
    )
    def revoke(self, request: StaffRequest, client: ApiClient, form: ConfirmForm) -> str:
        """End the client."""
        revoke_client(actor=request.actor, client_id=client.public_id, now=timezone.now())
        return _("The client was revoked.")


@admin.register(ExternalId)
class ExternalIdAdmin(StaffModelAdmin):
    """What companies' own systems call our objects."""

    view_permission = StaffAccountsPermission.MANAGE_PLATFORM
    section, icon, position = Section.INTEGRATION, "link", 20
    list_display = ("organization", "system", "kind", "external_id", "object_id", "updated_at")
    list_select_related = ("organization",)
    list_filter = ("system", "kind")
    search_fields = ("external_id", "object_id")
    ordering = ("-id",)
    show_full_result_count = False
