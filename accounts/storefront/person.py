"""The person: home of the account area, profile, companies to work in, invitations."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum.cn import uscc

from accounts.checklist import checklist_of
from accounts.enums import OrganizationKind, OrganizationStatus
from accounts.faces import ActorFormView, PageRequest, PersonView, PublicView
from accounts.forms.people import AcceptInvitationForm, ProfileForm
from accounts.forms.registration import CompanyRegistrationForm
from accounts.models import Invitation, Organization
from accounts.permissions import CompanyPermission
from accounts.selectors.invitations import get_invitation_by_token
from accounts.selectors.memberships import list_organizations_of
from accounts.selectors.organizations import list_timeline
from accounts.selectors.users import get_me
from accounts.services.impersonations import end_impersonation
from accounts.services.invitations import accept_invitation
from accounts.services.members import switch_organization
from accounts.services.organizations import submit_organization
from accounts.services.profiles import update_me
from accounts.services.registration import credit_code_sentence, register_organization
from accounts.sessions import forget_impersonation, remember_organization


class HomeView(PersonView):
    """GET /account/: the applicant's checklist, or the way into the account area."""

    template_name = "storefront/account/home.html"

    def get(self, request: PageRequest) -> HttpResponse:
        company = request.organization
        if company is None:
            return self.page(
                "storefront/account/no_company.html", organizations=list_organizations_of(actor=request.actor)
            )
        checklist = checklist_of(company)
        return self.page(
            company=company,
            checklist=checklist,
            steps=[(item, _step_url(item.url_name, company)) for item in checklist.items],
            may_edit=request.actor.has(CompanyPermission.EDIT_COMPANY),
            timeline=[
                (step, OrganizationStatus(step.to_status).label) for step in list_timeline(actor=request.actor)[:10]
            ],
        )


def _step_url(url_name: str, company: Organization) -> str:
    """Return the page of a step: a supplier's company pages are in the seller office. A page not there yet gives nothing."""
    try:
        return reverse(url_name, current_app="seller_account" if company.can_sell and not company.can_buy else None)
    except NoReverseMatch:
        return ""


class SubmitView(PersonView):
    """POST /account/submit/: hand the company in for review."""

    permission = CompanyPermission.EDIT_COMPANY

    def post(self, request: PageRequest) -> HttpResponse:
        submit_organization(actor=request.actor, now=timezone.now())
        return self.done("account:home", message=_("Handed in. We will look at it and write to you."))


class ProfileView(ActorFormView, PersonView):
    """GET, POST /account/profile/"""

    template_name = "storefront/account/form_page.html"
    form_class = ProfileForm

    def get_form_kwargs(self) -> dict[str, Any]:
        me = get_me(actor=self.request.actor)
        return {"initial": {"name": me.name, "phone": me.phone, "language": me.language, "time_zone": me.time_zone}}

    def get_context(self) -> dict[str, Any]:
        return {"heading": _("Profile"), "subtitle": _("What your colleagues and trading partners see of you.")}

    def submit(self, form: ProfileForm) -> HttpResponse:
        update_me(actor=self.request.actor, **form.cleaned_data)
        return self.done("account:profile", message=_("Saved."))


class CompanyCreateView(ActorFormView, PersonView):
    """GET, POST /account/company/new/: a further company of somebody who has an account."""

    template_name = "storefront/account/form_page.html"
    form_class = CompanyRegistrationForm

    def get_context(self) -> dict[str, Any]:
        return {"heading": _("Register a company"), "back": self.url("account:home"), "submit": _("Register")}

    def submit(self, form: CompanyRegistrationForm) -> HttpResponse:
        organization = register_organization(
            actor=self.request.actor,
            kind=OrganizationKind(form.cleaned_data["kind"]),
            company=form.company(),
            now=timezone.now(),
        )
        remember_organization(self.request, organization)
        return self.done("account:home", message=_("Registered. The checklist shows what comes next."))


class SwitchOrganizationView(PersonView):
    """POST /account/switch/: work in another company."""

    def post(self, request: PageRequest) -> HttpResponse:
        organization = switch_organization(actor=request.actor, organization_id=request.POST.get("organization", ""))
        remember_organization(request, organization)
        message = _("You now work for %(company)s.") % {"company": organization.name}
        return self.done("account:home", message=message)


class StopActingView(PersonView):
    """POST /account/acting/stop/: end acting for a customer."""

    def post(self, request: PageRequest) -> HttpResponse:
        end_impersonation(actor=request.actor, now=timezone.now())
        forget_impersonation(request)
        return self.go(reverse("admin:index"))


class CreditCodeView(PublicView):
    """GET /account/credit-code/: tell at once whether a unified social credit code can be right."""

    template_name = "storefront/account/_credit_code.html"

    def get(self, request: PageRequest) -> HttpResponse:
        code = request.GET.get("credit_code", "").strip()
        return self.page(code=code, is_valid=uscc.is_valid(code), sentence=credit_code_sentence())


class InvitationView(ActorFormView, PublicView):
    """GET, POST /account/invitations/{token}/: join a company, with the account one has or a new one."""

    template_name = "storefront/account/invitation.html"
    form_class = AcceptInvitationForm

    @cached_property
    def invitation(self) -> Invitation:
        return get_invitation_by_token(token=self.kwargs["token"], now=timezone.now())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"name": self.invitation.name}}

    def get_context(self) -> dict[str, Any]:
        return {"invitation": self.invitation, "login_url": f"{reverse('account_login')}?next={self.request.path}"}

    def post(self, request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Join at once when signed in; ask name and password otherwise."""
        if not request.actor.is_authenticated:
            return super().post(request, *args, **kwargs)
        membership = accept_invitation(actor=request.actor, token=kwargs["token"], now=timezone.now())
        remember_organization(request, membership.organization)
        return self.done("account:home", message=_("Welcome to the company."))

    def submit(self, form: AcceptInvitationForm) -> HttpResponse:
        membership = accept_invitation(
            actor=self.request.actor, token=self.kwargs["token"], now=timezone.now(), **form.cleaned_data
        )
        response: HttpResponse = perform_login(
            self.request, Login(user=membership.user, redirect_url=self.url("account:home"))
        )
        return response
