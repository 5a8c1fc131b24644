"""The company itself: profile, branches, what happened to it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import OrganizationStatus
from accounts.faces import ActorFormView, CompanyView, PageRequest
from accounts.forms.company import BranchForm, CompanyForm
from accounts.models import Organization
from accounts.permissions import CompanyPermission
from accounts.selectors.impersonations import list_impersonations
from accounts.selectors.organizations import get_own_organization, list_branches, list_timeline
from accounts.services.branches import create_branch
from accounts.services.profiles import APPLYING, VOUCHED_COLUMNS, update_organization
from accounts.services.registration import CompanyDetails


class OrganizationView(ActorFormView, CompanyView):
    """GET, POST …/company/"""

    template_name = "storefront/account/organization.html"
    permission = CompanyPermission.VIEW_COMPANY
    form_class = CompanyForm

    @cached_property
    def company(self) -> Organization:
        return get_own_organization(actor=self.request.actor)

    def get_form_kwargs(self) -> dict[str, Any]:
        columns = CompanyForm.base_fields
        locked = frozenset() if self.company.status in APPLYING else VOUCHED_COLUMNS
        return {"initial": {column: getattr(self.company, column) for column in columns}, "locked": locked}

    def get_context(self) -> dict[str, Any]:
        return {
            "company": self.company,
            "is_vouched": self.company.status not in APPLYING,
            "may_edit": self.request.actor.has(CompanyPermission.EDIT_COMPANY),
        }

    def submit(self, form: CompanyForm) -> HttpResponse:
        update_organization(actor=self.request.actor, changes=form.cleaned_data, now=timezone.now())
        return self.done("account:organization", message=_("Saved."))


class BranchListView(CompanyView):
    """GET …/branches/"""

    template_name = "storefront/account/branch_list.html"
    permission = CompanyPermission.VIEW_HIERARCHY

    def get(self, request: PageRequest) -> HttpResponse:
        return self.page(
            company=request.organization,
            branches=list_branches(actor=request.actor),
            may_edit=request.actor.has(CompanyPermission.EDIT_COMPANY),
        )


class BranchCreateView(ActorFormView, CompanyView):
    """GET, POST …/branches/new/"""

    template_name = "storefront/account/form_page.html"
    permission = CompanyPermission.EDIT_COMPANY
    form_class = BranchForm

    def get_form_kwargs(self) -> dict[str, Any]:
        company = get_own_organization(actor=self.request.actor)
        below = [company, *list_branches(actor=self.request.actor)]
        return {"parents": [(each.public_id, each.name) for each in below]}

    def get_context(self) -> dict[str, Any]:
        return {"heading": _("New branch"), "parent": _("Branches"), "back": self.url("account:branch_list")}

    def submit(self, form: BranchForm) -> HttpResponse:
        details = dict(form.cleaned_data)
        parent_id = details.pop("parent_id")
        create_branch(
            actor=self.request.actor, parent_id=parent_id, company=CompanyDetails(**details), now=timezone.now()
        )
        return self.done("account:branch_list", message=_("The branch was created."))


class ActivityView(CompanyView):
    """GET …/activity/: what happened to the company, and when staff acted for its people."""

    template_name = "storefront/account/activity.html"
    permission = CompanyPermission.VIEW_COMPANY

    def get(self, request: PageRequest) -> HttpResponse:
        steps = list_timeline(actor=request.actor)[:50]
        return self.page(
            timeline=[(step, OrganizationStatus(step.to_status).label) for step in steps],
            impersonations=list_impersonations(actor=request.actor)[:50],
        )
