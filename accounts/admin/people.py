"""People, who works where with which role, and staff acting for customers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from accounts.admin.base import ReadOnlyInline, ReasonForm, Section, StaffModelAdmin, StaffRequest, staff_action
from accounts.enums import MembershipStatus
from accounts.models import Impersonation, Invitation, Membership, Role, User
from accounts.permissions import StaffAccountsPermission, permission_sets
from accounts.selectors.back_office import permissions_of_member
from accounts.services.impersonations import end_impersonation, start_impersonation
from accounts.services.profiles import deactivate_user, reactivate_user
from accounts.services.second_factor import reset_second_factor
from accounts.sessions import remember_impersonation

DURATIONS = [(15, _("15 minutes")), (30, _("30 minutes")), (60, _("1 hour")), (240, _("4 hours")), (480, _("8 hours"))]


class ActForForm(BaseDialogForm):
    """Why, in what and for how long staff act for a member."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("The customer can read it."), widget=UnfoldAdminTextareaWidget(attrs={"rows": 3})
    )
    scope = forms.ChoiceField(label=_("Scope"), required=False, widget=UnfoldAdminSelectWidget)
    minutes = forms.TypedChoiceField(
        label=_("Ends after"), choices=DURATIONS, coerce=int, initial=30, widget=UnfoldAdminSelectWidget
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = permissions_of_member(
            actor=self.request.actor, membership_id=int(self.object_id) if str(self.object_id).isdigit() else 0
        )
        offered = [(each.code, each.label) for each in permission_sets() if each.permissions & held]
        self.fields["scope"].choices = [("", _("Everything that may be lent")), *offered]

    def permissions(self) -> frozenset[str] | None:
        """Return the permissions of the chosen set, or none for everything."""
        chosen = self.cleaned_data["scope"]
        return next((each.permissions for each in permission_sets() if each.code == chosen), None)


class UserMembershipInline(ReadOnlyInline):
    view_permission = StaffAccountsPermission.VIEW_ORGANIZATION
    model = Membership
    fields = readonly_fields = ("organization", "status", "job_title", "created_at")
    show_change_link = True


@admin.register(User)
class UserAdmin(StaffModelAdmin):
    """Everybody with an account; passwords and secrets are nowhere to be seen."""

    view_permission = StaffAccountsPermission.VIEW_ORGANIZATION
    section, icon, position = Section.COMPANIES, "person", 40
    list_display = ("person", "phone", "is_active", "is_staff", "has_second_factor", "last_login", "created_at")
    list_filter = ("is_active", "is_staff")
    search_fields = ("name", "email", "phone", "public_id")
    ordering = ("-id",)
    fields = (
        ("name", "email"),
        ("phone", "public_id"),
        ("language", "time_zone"),
        ("is_active", "is_staff"),
        "last_login",
    )
    readonly_fields = ("public_id",)
    inlines = (UserMembershipInline,)
    actions_detail = ("deactivate", "reactivate", "reset_second_factor")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch the second factors of all people shown at once."""
        return super().get_queryset(request).prefetch_related("authenticator_set")

    @display(description=_("Person"), ordering="name", header=True)
    def person(self, user: User) -> tuple[str, str]:
        """Return name and e-mail."""
        return user.name, user.email

    @display(description=_("Second factor"), boolean=True)
    def has_second_factor(self, user: Any) -> bool:
        """Tell whether sign-in asks for a code."""
        return bool(user.authenticator_set.all())

    @staff_action(
        _("Disable"),
        permission=StaffAccountsPermission.EDIT_ORGANIZATION,
        icon="person_off",
        variant=ActionVariant.DANGER,
        explanation=_("The person is signed out everywhere and cannot sign in any more."),
        form_class=ReasonForm,
        when=lambda user: user.is_active,
    )
    def deactivate(self, request: StaffRequest, user: User, form: ReasonForm) -> str:
        """Lock the person out."""
        deactivate_user(actor=request.actor, user_id=user.public_id, reason=form.reason)
        return str(_("The person was disabled."))

    @staff_action(
        _("Enable"),
        permission=StaffAccountsPermission.EDIT_ORGANIZATION,
        icon="person_check",
        when=lambda user: not user.is_active,
    )
    def reactivate(self, request: StaffRequest, user: User, form: Any) -> str:
        """Let the person sign in again."""
        reactivate_user(actor=request.actor, user_id=user.public_id)
        return str(_("The person may sign in again."))

    @staff_action(
        _("Reset second factor"),
        permission=StaffAccountsPermission.EDIT_ORGANIZATION,
        icon="phonelink_erase",
        explanation=_("Make sure on another way that it is really this person who asks."),
        form_class=ReasonForm,
    )
    def reset_second_factor(self, request: StaffRequest, user: User, form: ReasonForm) -> str:
        """Remove the authenticator app and the backup codes."""
        reset_second_factor(actor=request.actor, user_id=user.public_id, reason=form.reason, now=timezone.now())
        return str(_("The second factor was removed."))


@admin.register(Membership)
class MembershipAdmin(StaffModelAdmin):
    """Who works where; acting for a customer begins here."""

    view_permission = StaffAccountsPermission.VIEW_ORGANIZATION
    section, icon, position = Section.COMPANIES, "badge", 41
    list_display = ("user", "organization", "role_names", "status_label", "created_at")
    list_filter = (("status", ChoicesDropdownFilter), ("organization__kind", ChoicesDropdownFilter))
    list_select_related = ("user", "organization")
    search_fields = ("user__name", "user__email", "organization__name_zh", "organization__name_en")
    ordering = ("-id",)
    fields = (("user", "organization"), "role_names", ("status", "job_title"), "created_at")
    readonly_fields = ("role_names", "created_at")
    actions_detail = ("act_for",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch the roles of all members shown at once."""
        return super().get_queryset(request).prefetch_related("roles")

    @admin.display(description=_("Roles"))
    def role_names(self, member: Membership) -> str:
        """Return what the member may be."""
        return ", ".join(role.name for role in member.roles.all()) or "–"

    @display(description=_("Status"), ordering="status", label={MembershipStatus.ACTIVE: "success"})
    def status_label(self, member: Membership) -> tuple[str, str]:
        """Return the status in its colour."""
        return member.status, member.get_status_display()

    @staff_action(
        _("Act for this person"),
        permission=StaffAccountsPermission.IMPERSONATE,
        icon="support_agent",
        explanation=_(
            "You see what the customer sees. Every step is recorded with both names, and the customer is told."
        ),
        submit=_("Begin"),
        form_class=ActForForm,
        when=lambda member: member.status == MembershipStatus.ACTIVE and not member.user.is_staff,
    )
    def act_for(self, request: StaffRequest, member: Membership, form: ActForForm) -> HttpResponse:
        """Begin to act for the member and go to their face of the platform."""
        period = start_impersonation(
            actor=request.actor,
            member_id=member.public_id,
            reason=form.cleaned_data["reason"],
            duration=timedelta(minutes=form.cleaned_data["minutes"]),
            permissions=form.permissions(),
            now=timezone.now(),
        )
        remember_impersonation(request, period)
        target = "/seller/" if member.organization.can_sell and not member.organization.can_buy else "/"
        return HttpResponse(headers={"HX-Redirect": target})


@admin.register(Role)
class RoleAdmin(StaffModelAdmin):
    """Roles of all companies and of the staff; companies change theirs themselves."""

    view_permission = StaffAccountsPermission.VIEW_ORGANIZATION
    section, icon, position = Section.COMPANIES, "admin_panel_settings", 42
    list_display = ("name_zh", "name_en", "organization", "audience", "code")
    list_filter = (("audience", ChoicesDropdownFilter), "code")
    list_select_related = ("organization",)
    search_fields = ("name_zh", "name_en", "organization__name_zh", "organization__name_en")
    ordering = ("-id",)


@admin.register(Invitation)
class InvitationAdmin(StaffModelAdmin):
    """Invitations of all companies; their links are nowhere to be seen."""

    view_permission = StaffAccountsPermission.VIEW_ORGANIZATION
    section, icon, position = Section.COMPANIES, "forward_to_inbox", 43
    list_display = ("email", "organization", "status", "invited_by", "expires_at", "accepted_at")
    list_filter = (("status", ChoicesDropdownFilter),)
    list_select_related = ("organization", "invited_by")
    search_fields = ("email", "organization__name_zh", "organization__name_en")
    ordering = ("-id",)


@admin.register(Impersonation)
class ImpersonationAdmin(StaffModelAdmin):
    """Who acted for whom, when and why."""

    view_permission = StaffAccountsPermission.VIEW_AUDIT
    section, icon, position = Section.PLATFORM, "supervisor_account", 21
    list_display = ("staff", "user", "organization", "reason", "started_at", "expires_at", "ended_at")
    list_select_related = ("staff", "user", "organization")
    search_fields = ("staff__name", "user__name", "organization__name_zh", "organization__name_en", "reason")
    ordering = ("-id",)
    actions_detail = ("end",)

    @staff_action(
        _("End now"),
        permission=StaffAccountsPermission.IMPERSONATE,
        icon="stop_circle",
        explanation=_("Ends your own acting for this customer."),
        when=lambda period: period.ended_at is None,
    )
    def end(self, request: StaffRequest, period: Impersonation, form: Any) -> str:
        """Stop acting for the customer."""
        end_impersonation(actor=request.actor, now=timezone.now())
        return str(_("Ended."))
