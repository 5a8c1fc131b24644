"""Companies, their papers and what they have on record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter, DropdownFilter
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldBooleanSwitchWidget

from accounts.admin.base import ReadOnlyInline, ReasonForm, Section, StaffModelAdmin, StaffRequest, staff_action
from accounts.checklist import checklist_of
from accounts.enums import OperatingMode, OrganizationStatus, VerificationStatus
from accounts.models import Address, Certificate, EsgRecord, Membership, Organization, Role, Verification
from accounts.permissions import StaffAccountsPermission
from accounts.services.organizations import (
    approve_organization,
    close_organization,
    reinstate_organization,
    reject_organization,
    suspend_organization,
)
from accounts.services.profiles import set_sides
from accounts.services.verifications import approve_verification, reject_verification
from reference.selectors.dictionaries import choices_for, label_of
from reference.selectors.regions import full_name, region_choices

ORGANIZATION_TONES = {
    OrganizationStatus.PENDING: "info",
    OrganizationStatus.IN_REVIEW: "warning",
    OrganizationStatus.ACTIVE: "success",
    OrganizationStatus.REJECTED: "danger",
    OrganizationStatus.SUSPENDED: "danger",
}
VERIFICATION_TONES = {
    VerificationStatus.PENDING: "warning",
    VerificationStatus.VERIFIED: "success",
    VerificationStatus.REJECTED: "danger",
}


class CompanyInline(ReadOnlyInline):
    """Something of a company."""

    view_permission = StaffAccountsPermission.VIEW_ORGANIZATION
    show_change_link = True


class MembershipInline(CompanyInline):
    model = Membership
    fields = readonly_fields = ("user", "status", "job_title", "role_names", "created_at")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch people and roles at once."""
        return super().get_queryset(request).select_related("user").prefetch_related("roles")

    @admin.display(description=_("Roles"))
    def role_names(self, member: Membership) -> str:
        """Return what the member may be."""
        return ", ".join(role.name for role in member.roles.all())


class RoleInline(CompanyInline):
    model = Role
    fields = readonly_fields = ("name_zh", "name_en", "audience", "code", "permission_sets")


class AddressInline(CompanyInline):
    model = Address
    show_change_link = False
    fields = readonly_fields = ("kind", "recipient", "phone", "line", "is_default", "is_active")

    @admin.display(description=_("Address"))
    def line(self, address: Address) -> str:
        """Return the address as one line."""
        return address.one_line()


class CertificateInline(CompanyInline):
    model = Certificate
    fields = readonly_fields = ("certificate_type", "number", "issuer", "valid_from", "valid_until")


class VerificationInline(CompanyInline):
    model = Verification
    fields = readonly_fields = (
        "kind",
        "status",
        "legal_name",
        "document_number",
        "valid_until",
        "reviewed_at",
        "reason",
    )


class PartyTypeFilter(DropdownFilter):
    """Narrow companies by their kind of business."""

    title, parameter_name = _("party type"), "party_type"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        """Offer what the dictionary holds."""
        return choices_for("party_type")

    def queryset(self, request: Any, queryset: Any) -> Any:
        """Keep the companies of the chosen kind."""
        return queryset.filter(party_type=self.value()) if self.value() else queryset


class RegionFilter(DropdownFilter):
    """Narrow companies by province."""

    title, parameter_name = _("region"), "region"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        """Offer the provinces."""
        return region_choices()

    def queryset(self, request: Any, queryset: Any) -> Any:
        """Keep the companies of the province, by the first two digits of their region (GB/T 2260)."""
        return queryset.filter(region_code__startswith=self.value()[:2]) if self.value() else queryset


class SidesForm(BaseDialogForm):
    """What a company does on the platform."""

    can_buy = forms.BooleanField(label=_("May buy"), required=False, widget=UnfoldBooleanSwitchWidget)
    can_sell = forms.BooleanField(label=_("May sell"), required=False, widget=UnfoldBooleanSwitchWidget)
    operating_mode = forms.ChoiceField(
        label=_("Operating mode"), choices=OperatingMode.choices, widget=UnfoldAdminSelectWidget
    )


def is_applicant(company: Organization) -> bool:
    """Tell whether a company waits for a decision."""
    return company.status == OrganizationStatus.IN_REVIEW


@admin.register(Organization)
class OrganizationAdmin(StaffModelAdmin):
    """Every company, and what the operator decides about it."""

    view_permission = StaffAccountsPermission.VIEW_ORGANIZATION
    section, icon, position = Section.COMPANIES, "domain", 10
    list_display = ("company", "kind", "status_label", "party", "region", "credit_code", "created_at")
    list_filter = (
        ("status", ChoicesDropdownFilter),
        ("kind", ChoicesDropdownFilter),
        PartyTypeFilter,
        RegionFilter,
        "can_buy",
        "can_sell",
    )
    search_fields = ("name_zh", "name_en", "credit_code", "public_id", "email", "phone")
    ordering = ("-id",)
    inlines = (MembershipInline, RoleInline, VerificationInline, CertificateInline, AddressInline)
    readonly_fields = ("checklist", "region", "party")
    actions_detail = ("approve", "reject", "suspend", "reinstate", "change_sides", "close")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("name_zh", "name_en"),
                    ("kind", "status"),
                    "checklist",
                    "suspension_reason",
                    "rejection_reason",
                )
            },
        ),
        (
            _("Registration"),
            {
                "fields": (
                    ("credit_code", "tax_number"),
                    ("legal_representative", "license_expires_on"),
                    ("party", "industry"),
                )
            },
        ),
        (_("Contact"), {"fields": (("country", "region"), ("phone", "email"), "website")}),
        (
            _("Trade"),
            {
                "fields": (
                    ("can_buy", "can_sell", "operating_mode"),
                    ("currency", "language", "time_zone"),
                    ("parent", "segments"),
                    "activated_at",
                )
            },
        ),
    )

    @display(description=_("Company"), ordering="name_zh", header=True)
    def company(self, company: Organization) -> tuple[str, str]:
        """Return name and the name in the other language."""
        other = company.name_en if company.name == company.name_zh else company.name_zh
        return company.name, other

    @display(description=_("Status"), ordering="status", label=ORGANIZATION_TONES)
    def status_label(self, company: Organization) -> tuple[str, str]:
        """Return the status in its colour."""
        return company.status, company.get_status_display()

    @admin.display(description=_("Party type"), ordering="party_type")
    def party(self, company: Organization) -> str:
        """Return the kind of business in words."""
        return label_of("party_type", company.party_type) if company.party_type else "–"

    @admin.display(description=_("Region"), ordering="region_code")
    def region(self, company: Organization) -> str:
        """Return the region in words."""
        return full_name(company.region_code) if company.region_code else "–"

    @admin.display(description=_("Checklist"))
    def checklist(self, company: Organization) -> SafeString:
        """Return where the company stands with each step."""
        return SafeString(render_to_string("admin/accounts/checklist.html", {"checklist": checklist_of(company)}))

    @staff_action(
        _("Approve"),
        permission=StaffAccountsPermission.REVIEW_ORGANIZATION,
        icon="check_circle",
        variant=ActionVariant.PRIMARY,
        explanation=_("The company may trade from then on."),
        when=is_applicant,
    )
    def approve(self, request: StaffRequest, company: Organization, form: Any) -> str:
        """Let the company trade."""
        approve_organization(actor=request.actor, organization_id=company.public_id, now=timezone.now())
        return str(_("The company was approved."))

    @staff_action(
        _("Reject"),
        permission=StaffAccountsPermission.REVIEW_ORGANIZATION,
        icon="block",
        explanation=_("The applicant reads the reason."),
        form_class=ReasonForm,
        when=is_applicant,
    )
    def reject(self, request: StaffRequest, company: Organization, form: ReasonForm) -> str:
        """Refuse the application."""
        reject_organization(
            actor=request.actor, organization_id=company.public_id, reason=form.reason, now=timezone.now()
        )
        return str(_("The company was rejected."))

    @staff_action(
        _("Suspend"),
        permission=StaffAccountsPermission.REVIEW_ORGANIZATION,
        icon="pause_circle",
        variant=ActionVariant.DANGER,
        explanation=_("The company stops trading at once and reads the reason."),
        form_class=ReasonForm,
        when=lambda company: company.status == OrganizationStatus.ACTIVE,
    )
    def suspend(self, request: StaffRequest, company: Organization, form: ReasonForm) -> str:
        """Stop the company from trading."""
        suspend_organization(
            actor=request.actor, organization_id=company.public_id, reason=form.reason, now=timezone.now()
        )
        return str(_("The company was suspended."))

    @staff_action(
        _("Reinstate"),
        permission=StaffAccountsPermission.REVIEW_ORGANIZATION,
        icon="play_circle",
        explanation=_("The company may trade again."),
        when=lambda company: company.status == OrganizationStatus.SUSPENDED,
    )
    def reinstate(self, request: StaffRequest, company: Organization, form: Any) -> str:
        """Let the company trade again."""
        reinstate_organization(actor=request.actor, organization_id=company.public_id, now=timezone.now())
        return str(_("The company was reinstated."))

    @staff_action(
        _("Sides and mode"),
        permission=StaffAccountsPermission.EDIT_ORGANIZATION,
        icon="swap_horiz",
        explanation=_("Whether the company buys, sells or both, and under whose name."),
        submit=_("Save"),
        form_class=SidesForm,
    )
    def change_sides(self, request: StaffRequest, company: Organization, form: SidesForm) -> str:
        """Set what the company does on the platform."""
        chosen = {name: form.cleaned_data[name] for name in ("can_buy", "can_sell", "operating_mode")}
        set_sides(actor=request.actor, organization_id=company.public_id, now=timezone.now(), **chosen)
        return str(_("Saved."))

    @staff_action(
        _("Close for good"),
        permission=StaffAccountsPermission.REVIEW_ORGANIZATION,
        icon="cancel",
        variant=ActionVariant.DANGER,
        explanation=_("Nothing leads back. Orders that are open or money that is owed stand in the way."),
        form_class=ReasonForm,
        when=lambda company: company.status != OrganizationStatus.CLOSED,
    )
    def close(self, request: StaffRequest, company: Organization, form: ReasonForm) -> str:
        """Close the company for good."""
        close_organization(
            actor=request.actor, organization_id=company.public_id, reason=form.reason, now=timezone.now()
        )
        return str(_("The company was closed."))


@admin.register(Verification)
class VerificationAdmin(StaffModelAdmin):
    """The queue of papers, oldest first, with the pictures beside what was typed."""

    view_permission = StaffAccountsPermission.REVIEW_VERIFICATION
    section, icon, position = Section.COMPANIES, "verified_user", 20
    list_display = (
        "legal_name",
        "kind",
        "status_label",
        "organization",
        "document_number",
        "created_at",
        "reviewed_by",
    )
    list_filter = (("status", ChoicesDropdownFilter), ("kind", ChoicesDropdownFilter))
    list_select_related = ("organization", "reviewed_by")
    search_fields = ("legal_name", "document_number", "organization__name_zh", "organization__name_en")
    ordering = ("status", "id")
    actions_detail = ("approve", "reject")
    readonly_fields = ("pictures",)
    fields = (
        ("organization", "kind"),
        ("legal_name", "document_number"),
        ("legal_representative", "valid_until"),
        ("user", "submitted_by"),
        "pictures",
        ("status", "reviewed_by", "reviewed_at"),
        "reason",
    )

    @display(description=_("Status"), ordering="status", label=VERIFICATION_TONES)
    def status_label(self, paper: Verification) -> tuple[str, str]:
        """Return the status in its colour."""
        return paper.status, paper.get_status_display()

    @admin.display(description=_("Pictures"))
    def pictures(self, paper: Verification) -> SafeString:
        """Return the pictures side by side; a PDF as a link."""
        return SafeString(render_to_string("admin/accounts/pictures.html", {"files": paper.files.order_by("pk")}))

    @staff_action(
        _("Approve"),
        permission=StaffAccountsPermission.REVIEW_VERIFICATION,
        icon="check_circle",
        variant=ActionVariant.PRIMARY,
        explanation=_("The papers agree with what was typed and are in order."),
        when=lambda paper: paper.status == VerificationStatus.PENDING,
    )
    def approve(self, request: StaffRequest, paper: Verification, form: Any) -> str:
        """Find the papers in order."""
        approve_verification(actor=request.actor, verification_id=paper.public_id, now=timezone.now())
        return str(_("The papers were approved."))

    @staff_action(
        _("Reject"),
        permission=StaffAccountsPermission.REVIEW_VERIFICATION,
        icon="block",
        explanation=_("The applicant reads the reason."),
        form_class=ReasonForm,
        when=lambda paper: paper.status == VerificationStatus.PENDING,
    )
    def reject(self, request: StaffRequest, paper: Verification, form: ReasonForm) -> str:
        """Refuse the papers."""
        reject_verification(
            actor=request.actor, verification_id=paper.public_id, reason=form.reason, now=timezone.now()
        )
        return str(_("The papers were rejected."))


@admin.register(Certificate)
class CertificateAdmin(StaffModelAdmin):
    """Certificates of all companies."""

    view_permission = StaffAccountsPermission.VIEW_ORGANIZATION
    section, icon, position = Section.COMPANIES, "workspace_premium", 30
    list_display = ("type_label", "number", "organization", "issuer", "valid_from", "valid_until")
    list_filter = ("certificate_type",)
    list_select_related = ("organization",)
    search_fields = ("number", "issuer", "organization__name_zh", "organization__name_en")
    ordering = ("valid_until", "id")

    @admin.display(description=_("Type"), ordering="certificate_type")
    def type_label(self, certificate: Certificate) -> str:
        """Return the type in words."""
        return label_of("certificate_type", certificate.certificate_type)


@admin.register(EsgRecord)
class EsgRecordAdmin(StaffModelAdmin):
    """Environmental, social and governance figures of all companies."""

    view_permission = StaffAccountsPermission.VIEW_ORGANIZATION
    section, icon, position = Section.COMPANIES, "eco", 31
    list_display = (
        "organization",
        "period_start",
        "period_end",
        "environment_score",
        "social_score",
        "governance_score",
    )
    list_select_related = ("organization",)
    search_fields = ("organization__name_zh", "organization__name_en")
    ordering = ("-period_end", "-id")
