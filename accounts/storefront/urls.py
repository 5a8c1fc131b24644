"""Pages under /account/; the company's own are mounted a second time in the seller office."""

from django.urls import URLPattern, include, path

from accounts.faces import Face
from accounts.storefront import addresses, company, papers, people, person


def company_patterns(face: Face) -> list[URLPattern]:
    """Return the pages about a company and its people, in the frame of one face."""
    return [
        path("profile/", company.OrganizationView.as_view(face=face), name="organization"),
        path("activity/", company.ActivityView.as_view(face=face), name="activity"),
        path("branches/", company.BranchListView.as_view(face=face), name="branch_list"),
        path("branches/new/", company.BranchCreateView.as_view(face=face), name="branch_create"),
        path("verification/", papers.VerificationView.as_view(face=face), name="verification"),
        path("verification/person/", papers.IdentityView.as_view(face=face), name="verification_person"),
        path("verification/company/", papers.LicenceView.as_view(face=face), name="verification_company"),
        path("certificates/new/", papers.CertificateCreateView.as_view(face=face), name="certificate_create"),
        path(
            "certificates/<str:certificate_id>/delete/",
            papers.CertificateDeleteView.as_view(face=face),
            name="certificate_delete",
        ),
        path("esg/new/", papers.EsgCreateView.as_view(face=face), name="esg_create"),
        path("esg/<str:record_id>/delete/", papers.EsgDeleteView.as_view(face=face), name="esg_delete"),
        *_people_patterns(face),
        *_address_patterns(face),
    ]


def _people_patterns(face: Face) -> list[URLPattern]:
    return [
        path("members/", people.MemberListView.as_view(face=face), name="member_list"),
        path("members/invite/", people.InvitationCreateView.as_view(face=face), name="invitation_create"),
        path("members/<str:member_id>/", people.MemberView.as_view(face=face), name="member"),
        path("members/<str:member_id>/position/", people.MemberPositionView.as_view(face=face), name="member_position"),
        path("members/<str:member_id>/disable/", people.MemberDisableView.as_view(face=face), name="member_disable"),
        path("members/<str:member_id>/enable/", people.MemberEnableView.as_view(face=face), name="member_enable"),
        path("members/<str:member_id>/remove/", people.MemberRemoveView.as_view(face=face), name="member_remove"),
        path(
            "members/invitations/<str:invitation_id>/resend/",
            people.InvitationResendView.as_view(face=face),
            name="invitation_resend",
        ),
        path(
            "members/invitations/<str:invitation_id>/revoke/",
            people.InvitationRevokeView.as_view(face=face),
            name="invitation_revoke",
        ),
        path("roles/", people.RoleListView.as_view(face=face), name="role_list"),
        path("roles/new/", people.RoleCreateView.as_view(face=face), name="role_create"),
        path("roles/<str:role_id>/", people.RoleView.as_view(face=face), name="role"),
        path("roles/<str:role_id>/delete/", people.RoleDeleteView.as_view(face=face), name="role_delete"),
        path("teams/", people.TeamListView.as_view(face=face), name="team_list"),
        path("teams/new/", people.TeamCreateView.as_view(face=face), name="team_create"),
        path("teams/<str:team_id>/", people.TeamView.as_view(face=face), name="team"),
        path("teams/<str:team_id>/delete/", people.TeamDeleteView.as_view(face=face), name="team_delete"),
    ]


def _address_patterns(face: Face) -> list[URLPattern]:
    return [
        path("addresses/", addresses.AddressListView.as_view(face=face), name="address_list"),
        path("addresses/new/", addresses.AddressCreateView.as_view(face=face), name="address_create"),
        path("addresses/<str:address_id>/", addresses.AddressView.as_view(face=face), name="address"),
        path(
            "addresses/<str:address_id>/default/",
            addresses.AddressDefaultView.as_view(face=face),
            name="address_default",
        ),
        path(
            "addresses/<str:address_id>/delete/", addresses.AddressDeleteView.as_view(face=face), name="address_delete"
        ),
    ]


def _under(prefix: str, patterns: list[URLPattern]) -> list[URLPattern]:
    return [path(f"{prefix}{each.pattern}", each.callback, name=each.name) for each in patterns]


account_patterns = [
    path("files/<str:file_id>/", papers.FileView.as_view(), name="file"),
    path("account/", person.HomeView.as_view(), name="home"),
    path("account/submit/", person.SubmitView.as_view(), name="submit"),
    path("account/profile/", person.ProfileView.as_view(), name="profile"),
    path("account/switch/", person.SwitchOrganizationView.as_view(), name="switch_organization"),
    path("account/acting/stop/", person.StopActingView.as_view(), name="stop_acting"),
    path("account/credit-code/", person.CreditCodeView.as_view(), name="check_credit_code"),
    path("account/companies/new/", person.CompanyCreateView.as_view(), name="company_create"),
    path("account/invitations/<str:token>/", person.InvitationView.as_view(), name="invitation"),
    *_under("account/company/", company_patterns(Face.STOREFRONT)),
]

# Names stay `account:…` in the storefront and, for the pages about a company, in the seller office.
urlpatterns = [path("", include((account_patterns, "account")))]
