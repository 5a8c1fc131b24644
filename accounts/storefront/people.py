"""Members, invitations, roles and teams of one's company."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Audience
from accounts.faces import ActorFormView, CompanyView, Face, PageRequest
from accounts.forms.people import InvitationForm, MemberForm, RoleForm, TeamForm
from accounts.models import Membership, Role, Team
from accounts.permissions import CompanyPermission, permission_sets
from accounts.selectors.invitations import list_invitations
from accounts.selectors.memberships import (
    get_member,
    get_role,
    get_team,
    list_grantable_roles,
    list_members,
    list_roles,
    list_teams,
)
from accounts.services.invitations import invite_member, resend_invitation, revoke_invitation
from accounts.services.members import disable_member, enable_member, remove_member, set_member_roles, update_member
from accounts.services.presets import audiences_of
from accounts.services.roles import create_role, delete_role, update_role
from accounts.services.teams import create_team, delete_team, update_team


class MemberListView(CompanyView):
    """GET …/members/"""

    template_name = "storefront/account/member_list.html"
    permission = CompanyPermission.VIEW_USER

    def get(self, request: PageRequest) -> HttpResponse:
        search = request.GET.get("q", "")
        return self.page(
            members=list_members(actor=request.actor, search=search),
            invitations=list_invitations(actor=request.actor),
            search=search,
            now=timezone.now(),
            may_invite=request.actor.has(CompanyPermission.INVITE_USER),
        )


class MemberView(ActorFormView, CompanyView):
    """GET, POST …/members/{id}/"""

    template_name = "storefront/account/member.html"
    permission = CompanyPermission.VIEW_USER
    form_class = MemberForm

    @cached_property
    def member(self) -> Membership:
        return get_member(actor=self.request.actor, member_id=self.kwargs["member_id"])

    def get_form_kwargs(self) -> dict[str, Any]:
        held = list(self.member.roles.all())
        offered = {role.public_id: role for role in [*held, *list_grantable_roles(actor=self.request.actor)]}
        initial = {"role_ids": [role.public_id for role in held]}
        return {"roles": offered.values(), "initial": initial}

    def get_context(self) -> dict[str, Any]:
        actor = self.request.actor
        return {
            "member": self.member,
            "is_me": self.member.user_id == actor.user_id,
            "may_change": actor.has(CompanyPermission.UPDATE_USER),
            "may_remove": actor.has(CompanyPermission.REMOVE_USER),
        }

    def submit(self, form: MemberForm) -> HttpResponse:
        member_id = self.kwargs["member_id"]
        set_member_roles(actor=self.request.actor, member_id=member_id, now=timezone.now(), **form.cleaned_data)
        return self.done("account:member", member_id, message=_("Saved."))


class MemberPositionView(CompanyView):
    """POST …/members/{id}/position/"""

    def post(self, request: PageRequest, member_id: str) -> HttpResponse:
        update_member(actor=request.actor, member_id=member_id, job_title=request.POST.get("job_title", "")[:80])
        return self.done("account:member", member_id, message=_("Saved."))


class MemberDisableView(CompanyView):
    """POST …/members/{id}/disable/"""

    def post(self, request: PageRequest, member_id: str) -> HttpResponse:
        disable_member(actor=request.actor, member_id=member_id, now=timezone.now())
        return self.done("account:member", member_id, message=_("This person can no longer act for the company."))


class MemberEnableView(CompanyView):
    """POST …/members/{id}/enable/"""

    def post(self, request: PageRequest, member_id: str) -> HttpResponse:
        enable_member(actor=request.actor, member_id=member_id, now=timezone.now())
        return self.done("account:member", member_id, message=_("This person can act for the company again."))


class MemberRemoveView(CompanyView):
    """POST …/members/{id}/remove/"""

    def post(self, request: PageRequest, member_id: str) -> HttpResponse:
        remove_member(actor=request.actor, member_id=member_id, now=timezone.now())
        return self.done("account:member_list", message=_("Removed."))


class InvitationCreateView(ActorFormView, CompanyView):
    """GET, POST …/members/invite/"""

    template_name = "storefront/account/form_page.html"
    permission = CompanyPermission.INVITE_USER
    form_class = InvitationForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"roles": list_grantable_roles(actor=self.request.actor)}

    def get_context(self) -> dict[str, Any]:
        return {
            "heading": _("Invite a colleague"),
            "subtitle": _("They get an e-mail with a link that is valid for some days."),
            "parent": _("Members"),
            "back": self.url("account:member_list"),
            "submit": _("Send the invitation"),
        }

    def submit(self, form: InvitationForm) -> HttpResponse:
        invite_member(actor=self.request.actor, now=timezone.now(), **form.cleaned_data)
        sentence = _("The invitation to %(email)s is on its way.") % {"email": form.cleaned_data["email"]}
        return self.done("account:member_list", message=sentence)


class InvitationResendView(CompanyView):
    """POST …/invitations/{id}/resend/"""

    def post(self, request: PageRequest, invitation_id: str) -> HttpResponse:
        resend_invitation(actor=request.actor, invitation_id=invitation_id, now=timezone.now())
        return self.done("account:member_list", message=_("The invitation is on its way again."))


class InvitationRevokeView(CompanyView):
    """POST …/invitations/{id}/revoke/"""

    def post(self, request: PageRequest, invitation_id: str) -> HttpResponse:
        revoke_invitation(actor=request.actor, invitation_id=invitation_id)
        return self.done("account:member_list", message=_("The invitation was withdrawn."))


class RoleListView(CompanyView):
    """GET …/roles/"""

    template_name = "storefront/account/role_list.html"
    permission = CompanyPermission.VIEW_USER

    def get(self, request: PageRequest) -> HttpResponse:
        labels = {each.code: str(each.label) for each in permission_sets()}
        rows = [
            {"role": role, "labels": [labels[code] for code in role.permission_sets if code in labels]}
            for role in list_roles(actor=request.actor)
        ]
        return self.page(rows=rows, may_manage=request.actor.has(CompanyPermission.MANAGE_ROLE))


class RoleFormView(ActorFormView, CompanyView):
    """What creating and changing a role have in common."""

    template_name = "storefront/account/role.html"
    form_class = RoleForm

    @property
    def audience(self) -> Audience:
        """Return whose vocabulary the role draws from."""
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"sets": permission_sets(self.audience), "held": self.request.actor.permissions}

    def get_context(self) -> dict[str, Any]:
        return {"role": None, "may_manage": self.request.actor.has(CompanyPermission.MANAGE_ROLE)}


class RoleCreateView(RoleFormView):
    """GET, POST …/roles/new/"""

    permission = CompanyPermission.MANAGE_ROLE

    @cached_property
    def audience(self) -> Audience:
        company = self.request.organization
        sides = audiences_of(company) if company else []
        wanted = self.request.GET.get("audience")
        return next(
            (side for side in sides if side == wanted), Audience.SELLER if self.face == Face.SELLER else sides[0]
        )

    def submit(self, form: RoleForm) -> HttpResponse:
        create_role(actor=self.request.actor, audience=self.audience, **form.cleaned_data)
        return self.done("account:role_list", message=_("The role was created."))


class RoleView(RoleFormView):
    """GET, POST …/roles/{id}/"""

    permission = CompanyPermission.VIEW_USER

    @cached_property
    def role(self) -> Role:
        return get_role(actor=self.request.actor, role_id=self.kwargs["role_id"])

    @property
    def audience(self) -> Audience:
        return Audience(self.role.audience)

    def get_form_kwargs(self) -> dict[str, Any]:
        role = self.role
        initial = {"name_zh": role.name_zh, "name_en": role.name_en, "sets": role.permission_sets}
        return {**super().get_form_kwargs(), "initial": initial}

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "role": self.role}

    def submit(self, form: RoleForm) -> HttpResponse:
        update_role(
            actor=self.request.actor,
            role_id=self.kwargs["role_id"],
            permissions=self.role.permissions,
            **form.cleaned_data,
        )
        return self.done("account:role_list", message=_("Saved."))


class RoleDeleteView(CompanyView):
    """POST …/roles/{id}/delete/"""

    def post(self, request: PageRequest, role_id: str) -> HttpResponse:
        delete_role(actor=request.actor, role_id=role_id)
        return self.done("account:role_list", message=_("The role was deleted."))


class TeamListView(CompanyView):
    """GET …/teams/"""

    template_name = "storefront/account/team_list.html"
    permission = CompanyPermission.VIEW_USER

    def get(self, request: PageRequest) -> HttpResponse:
        return self.page(
            teams=list_teams(actor=request.actor), may_change=request.actor.has(CompanyPermission.UPDATE_USER)
        )


class TeamFormView(ActorFormView, CompanyView):
    """What creating and changing a team have in common."""

    template_name = "storefront/account/team.html"
    permission = CompanyPermission.UPDATE_USER
    form_class = TeamForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"members": list_members(actor=self.request.actor)}


class TeamCreateView(TeamFormView):
    """GET, POST …/teams/new/"""

    def get_context(self) -> dict[str, Any]:
        return {"team": None}

    def submit(self, form: TeamForm) -> HttpResponse:
        create_team(actor=self.request.actor, **form.cleaned_data)
        return self.done("account:team_list", message=_("The team was created."))


class TeamView(TeamFormView):
    """GET, POST …/teams/{id}/"""

    @cached_property
    def team(self) -> Team:
        return get_team(actor=self.request.actor, team_id=self.kwargs["team_id"])

    def get_form_kwargs(self) -> dict[str, Any]:
        initial = {"name": self.team.name, "member_ids": [member.public_id for member in self.team.members.all()]}
        return {**super().get_form_kwargs(), "initial": initial}

    def get_context(self) -> dict[str, Any]:
        return {"team": self.team}

    def submit(self, form: TeamForm) -> HttpResponse:
        update_team(
            actor=self.request.actor,
            team_id=self.kwargs["team_id"],
            region_code=self.team.region_code,
            **form.cleaned_data,
        )
        return self.done("account:team_list", message=_("Saved."))


class TeamDeleteView(CompanyView):
    """POST …/teams/{id}/delete/"""

    def post(self, request: PageRequest, team_id: str) -> HttpResponse:
        delete_team(actor=request.actor, team_id=team_id)
        return self.done("account:team_list", message=_("The team was deleted."))
