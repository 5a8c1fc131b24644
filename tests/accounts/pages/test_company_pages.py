"""What members do on the pages of their company, in both faces."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.enums import InvitationStatus, MembershipStatus, VerificationStatus
from accounts.models import Address, Certificate, EsgRecord, Invitation, Membership, Organization, Role, Team, User
from accounts.selectors.invitations import derive_token
from accounts.services.invitations import invite_member
from kernel.models import StoredFile
from tests.accounts.pages.conftest import sign_in
from tests.factories.accounts import (
    PASSWORD,
    AddressFactory,
    BuyerFactory,
    CertificateFactory,
    EsgRecordFactory,
    InvitationFactory,
    MembershipFactory,
    OrganizationFactory,
    RoleFactory,
    TeamFactory,
    UserFactory,
    VerificationFactory,
    actor_of,
)

pytestmark = pytest.mark.django_db


def role_of(visitor, code):
    return Role.objects.get(organization=visitor.company, code=code)


def test_invite_sends_one_invitation_with_the_chosen_role(visitor):
    role = role_of(visitor, "warehouse")

    response = visitor.client.post(
        reverse(f"{visitor.namespace}:invitation_create"), {"email": "new@example.com", "role_ids": [role.public_id]}
    )

    assert response["Location"] == reverse(f"{visitor.namespace}:member_list")
    invitation = Invitation.objects.get()
    assert (invitation.email, list(invitation.roles.all())) == ("new@example.com", [role])


def test_invite_shows_a_refusal_on_the_form(visitor):
    role = role_of(visitor, "warehouse")

    response = visitor.client.post(
        reverse(f"{visitor.namespace}:invitation_create"),
        {"email": visitor.user.email, "role_ids": [role.public_id]},
    )

    assert response.status_code == 409
    assert "is a member of the company already" in response.content.decode()
    assert Invitation.objects.count() == 0


def test_invite_offers_no_role_of_another_company(visitor):
    foreign = RoleFactory()

    response = visitor.client.post(
        reverse(f"{visitor.namespace}:invitation_create"), {"email": "new@example.com", "role_ids": [foreign.public_id]}
    )

    assert response.status_code == 422
    assert Invitation.objects.count() == 0


def test_member_list_shows_expired_invitations_as_such(visitor):
    InvitationFactory(organization=visitor.company, expires_at=timezone.now() - timedelta(days=1))

    assert "Expired" in visitor.client.get(reverse(f"{visitor.namespace}:member_list")).content.decode()


@pytest.mark.parametrize("members", [1, 3])
def test_member_list_asks_the_same_number_of_questions_however_many_members(
    visitor, members, django_assert_max_num_queries
):
    for _member in range(members):
        MembershipFactory(organization=visitor.company)
    visitor.client.get(reverse(f"{visitor.namespace}:member_list"))

    with django_assert_max_num_queries(16):
        visitor.client.get(reverse(f"{visitor.namespace}:member_list"))


def test_withdrawn_invitation_no_longer_opens(buyer, client):
    invitation = invite_member(
        actor=actor_of(buyer.member),
        email="new@example.com",
        role_ids=[role_of(buyer, "purchaser").public_id],
        now=timezone.now(),
    )

    buyer.client.post(reverse("account:invitation_revoke", args=[invitation.public_id]))

    invitation.refresh_from_db()
    assert invitation.status == InvitationStatus.REVOKED
    page = client.get(reverse("account:invitation", args=[derive_token(invitation)]))
    assert page.status_code == 410
    assert "Ask for a new one" in page.content.decode()


@pytest.fixture
def invitation():
    """An open invitation of a buying company to new@example.com."""
    host = MembershipFactory(organization=BuyerFactory())
    role = Role.objects.get(organization=host.organization, code="purchaser")
    return invite_member(actor=actor_of(host), email="new@example.com", role_ids=[role.public_id], now=timezone.now())


def test_somebody_new_joins_by_invitation_and_is_signed_in(client, invitation):
    url = reverse("account:invitation", args=[derive_token(invitation)])
    assert client.get(url).status_code == 200

    response = client.post(url, {"name": "Han Mei", "password": PASSWORD})

    assert response.status_code == 302
    member = Membership.objects.get(user__email="new@example.com")
    assert client.session["_auth_user_id"] == str(member.user_id)
    assert [role.code for role in member.roles.all()] == ["purchaser"]
    assert client.get(reverse("account:home")).context["company"] == invitation.organization


def test_weak_password_does_not_join(client, invitation):
    response = client.post(
        reverse("account:invitation", args=[derive_token(invitation)]), {"name": "Han Mei", "password": "123"}
    )

    assert response.status_code == 422
    assert not User.objects.filter(email="new@example.com").exists()


def test_person_with_an_account_joins_with_one_click(client, invitation):
    user = UserFactory(email="new@example.com")
    client.force_login(user)

    client.post(reverse("account:invitation", args=[derive_token(invitation)]))

    assert Membership.objects.filter(user=user, organization=invitation.organization).exists()


def test_invitation_of_somebody_else_is_refused(client, invitation):
    client.force_login(UserFactory())
    url = reverse("account:invitation", args=[derive_token(invitation)])

    response = client.post(url, HTTP_REFERER=f"http://testserver{url}", follow=True)

    assert "sent to another e-mail address" in response.content.decode()
    assert Membership.objects.filter(organization=invitation.organization).count() == 1


def test_made_up_invitation_is_not_there(client):
    assert client.get(reverse("account:invitation", args=["made-up"])).status_code == 404


def test_administrator_changes_roles_position_and_access(visitor):
    member = MembershipFactory(organization=visitor.company, preset="warehouse")
    role = role_of(visitor, "administrator")

    def post(name, data=None):
        return visitor.client.post(reverse(f"{visitor.namespace}:{name}", args=[member.public_id]), data or {})

    post("member", {"role_ids": [role.public_id]})
    post("member_position", {"job_title": "Head of purchasing"})
    post("member_disable")
    member.refresh_from_db()
    assert [held.code for held in member.roles.all()] == ["administrator"]
    assert (member.job_title, member.status) == ("Head of purchasing", MembershipStatus.DISABLED)
    post("member_enable")
    member.refresh_from_db()
    assert member.status == MembershipStatus.ACTIVE
    post("member_remove")
    assert not Membership.objects.filter(pk=member.pk, status=MembershipStatus.ACTIVE).exists()


def test_last_administrator_stays_and_reads_why(visitor):
    url = reverse(f"{visitor.namespace}:member", args=[visitor.member.public_id])

    response = visitor.client.post(url, {"role_ids": [role_of(visitor, "warehouse").public_id]})

    assert response.status_code == 409
    assert "at least one active administrator" in response.content.decode()
    assert [role.code for role in visitor.member.roles.all()] == ["administrator"]


def test_custom_role_is_made_and_deleted(visitor):
    audience = {"account": "buyer", "seller_account": "seller"}[visitor.namespace]

    visitor.client.post(
        reverse(f"{visitor.namespace}:role_create"),
        {"name_zh": "查看", "name_en": "Reader", "sets": [f"{audience}.company_read"]},
    )
    role = Role.objects.get(name_en="Reader")
    assert (role.organization, role.audience, role.permission_sets) == (
        visitor.company,
        audience,
        [f"{audience}.company_read"],
    )
    visitor.client.post(reverse(f"{visitor.namespace}:role_delete", args=[role.public_id]))
    assert not Role.objects.filter(pk=role.pk).exists()


def test_role_cannot_give_what_its_maker_does_not_hold(client):
    company = BuyerFactory()
    maker = MembershipFactory(
        organization=company,
        permissions=["role.manage", "user.view", "company.view", "company.hierarchy.view", "address.view"],
    )
    sign_in(client, maker)

    page = client.get(reverse("account:role_create"))
    response = client.post(
        reverse("account:role_create"), {"name_zh": "全部", "name_en": "All", "sets": ["buyer.company_admin"]}
    )

    rows = {row["code"]: row["is_offered"] for row in page.context["form"].rows()}
    assert (rows["buyer.company_read"], rows["buyer.company_admin"]) == (True, False)
    assert response.status_code == 403
    assert not Role.objects.filter(name_en="All").exists()


def test_team_is_made_changed_and_deleted(visitor):
    member = MembershipFactory(organization=visitor.company)

    visitor.client.post(reverse(f"{visitor.namespace}:team_create"), {"name": "East", "member_ids": [member.public_id]})
    team = Team.objects.get()
    assert (team.name, list(team.members.all())) == ("East", [member])
    visitor.client.post(reverse(f"{visitor.namespace}:team", args=[team.public_id]), {"name": "South"})
    team.refresh_from_db()
    assert (team.name, list(team.members.all())) == ("South", [])
    visitor.client.post(reverse(f"{visitor.namespace}:team_delete", args=[team.public_id]))
    assert not Team.objects.exists()


def test_team_of_a_taken_name_is_refused(visitor):
    TeamFactory(organization=visitor.company, name="East")

    response = visitor.client.post(reverse(f"{visitor.namespace}:team_create"), {"name": "East"})

    assert response.status_code == 409
    assert Team.objects.count() == 1


ADDRESS = {
    "kind": "shipping",
    "recipient": "Li Lei",
    "country": "CN",
    "province_code": "440000",
    "city_code": "440300",
    "district_code": "440305",
    "street": "Keyuan Road 1",
}


def test_chinese_address_takes_its_names_from_the_regions(visitor):
    response = visitor.client.post(reverse(f"{visitor.namespace}:address_create"), ADDRESS)

    assert response.status_code == 302
    address = Address.objects.get()
    assert (address.region_code, address.province, address.city, address.district) == (
        "440305",
        "广东省",
        "深圳市",
        "南山区",
    )
    assert address.is_default


def test_foreign_address_keeps_what_was_typed(visitor):
    foreign = {**ADDRESS, "country": "DE", "city": "Hamburg", "province": "Hamburg"}

    visitor.client.post(reverse(f"{visitor.namespace}:address_create"), foreign)

    address = Address.objects.get()
    assert (address.country, address.city, address.region_code) == ("DE", "Hamburg", "")


def test_region_choices_follow_what_was_chosen_above(visitor):
    response = visitor.client.get(
        reverse(f"{visitor.namespace}:address_create"), {"province_code": "440000"}, headers={"HX-Request": "true"}
    )

    content = response.content.decode()
    assert "440300" in content
    assert "<html" not in content


def test_address_is_changed_made_default_and_deleted(visitor):
    first = AddressFactory(organization=visitor.company, is_default=True)
    second = AddressFactory(organization=visitor.company)

    visitor.client.post(
        reverse(f"{visitor.namespace}:address", args=[second.public_id]), {**ADDRESS, "recipient": "Han Mei"}
    )
    visitor.client.post(reverse(f"{visitor.namespace}:address_default", args=[second.public_id]))
    visitor.client.post(reverse(f"{visitor.namespace}:address_delete", args=[first.public_id]))

    first.refresh_from_db()
    second.refresh_from_db()
    assert (second.recipient, second.is_default, first.is_active) == ("Han Mei", True, False)


def test_applicant_changes_every_column_of_the_profile(client):
    company = OrganizationFactory(pending=True, credit_code="", party_type="")
    sign_in(client, MembershipFactory(organization=company))
    form = {
        "name_zh": "新名有限公司",
        "party_type": "wholesaler",
        "country": "CN",
        "region_code": "310000",
        "phone": "021-1",
        "language": "en",
        "time_zone": "Asia/Shanghai",
    }

    response = client.post(reverse("account:organization"), form)

    assert response.status_code == 302
    company.refresh_from_db()
    assert (company.name_zh, company.party_type, company.phone) == ("新名有限公司", "wholesaler", "021-1")


def test_active_company_keeps_what_its_papers_vouch_for(visitor):
    before = visitor.company.name_zh

    visitor.client.post(
        reverse(f"{visitor.namespace}:organization"),
        {"name_zh": "Another", "phone": "021-2", "language": "en", "time_zone": "Asia/Shanghai", "country": "CN"},
    )

    visitor.company.refresh_from_db()
    assert (visitor.company.name_zh, visitor.company.phone) == (before, "021-2")


def test_branch_hangs_below_the_company(visitor):
    visitor.client.post(
        reverse(f"{visitor.namespace}:branch_create"),
        {"name_en": "Suzhou plant", "parent_id": visitor.company.public_id},
    )

    branch = Organization.objects.get(name_en="Suzhou plant")
    assert (branch.parent, branch.path) == (visitor.company, [visitor.company.pk])


def identity_form(picture, **changes):
    form = {"legal_name": "Li Lei", "document_number": "11010519491231002X", "front": picture}
    back = SimpleUploadedFile("back.png", picture.read(), content_type="image/png")
    picture.seek(0)
    return {**form, "back": back, **changes}


def test_identity_papers_are_handed_in_with_private_pictures(visitor, picture):
    response = visitor.client.post(reverse(f"{visitor.namespace}:verification_person"), identity_form(picture))

    assert response.status_code == 302
    paper = visitor.company.verifications.get()
    assert (paper.status, paper.files.count()) == (VerificationStatus.PENDING, 2)
    stored = paper.files.first()
    assert (stored.is_public, stored.organization_id) == (False, visitor.company.pk)
    page = visitor.client.get(reverse(f"{visitor.namespace}:verification")).content.decode()
    assert "1101••••••••••002X" in page
    assert "11010519491231002X" not in page


def test_file_that_is_no_picture_is_refused(visitor, picture):
    form = identity_form(picture, back=SimpleUploadedFile("back.png", b"<script>", content_type="image/png"))

    response = visitor.client.post(reverse(f"{visitor.namespace}:verification_person"), form)

    assert response.status_code == 422
    assert "back" in response.context["form"].errors
    assert not visitor.company.verifications.exists()


def test_identity_number_with_a_wrong_check_digit_is_refused(visitor, picture):
    form = identity_form(picture, document_number="110105194912310021")

    response = visitor.client.post(reverse(f"{visitor.namespace}:verification_person"), form)

    assert "document_number" in response.context["form"].errors
    assert StoredFile.objects.count() == 0


def test_licence_is_handed_in(visitor, picture):
    response = visitor.client.post(
        reverse(f"{visitor.namespace}:verification_company"),
        {
            "legal_name": visitor.company.name_zh,
            "credit_code": visitor.company.credit_code,
            "legal_representative": "Li Lei",
            "licence": picture,
        },
    )

    assert response.status_code == 302
    assert visitor.company.verifications.get().document_number == visitor.company.credit_code


def test_reason_of_refused_papers_is_shown(visitor):
    VerificationFactory(
        organization=visitor.company, status="rejected", reviewed_at=timezone.now(), reason="The picture is blurred"
    )

    page = visitor.client.get(reverse(f"{visitor.namespace}:verification")).content.decode()

    assert "The picture is blurred" in page
    assert "Hand in again" in page


def test_file_opens_for_its_company_only(buyer, picture):
    buyer.client.post(reverse("account:verification_person"), identity_form(picture))
    url = reverse("account:file", args=[StoredFile.objects.first().public_id])

    own = buyer.client.get(url)
    stranger = buyer.client.__class__()
    stranger.force_login(MembershipFactory(organization=BuyerFactory()).user)

    assert (own.status_code, own["Content-Type"], own["Cache-Control"]) == (200, "image/png", "private, no-store")
    assert stranger.get(url).status_code == 404
    assert buyer.client.__class__().get(url).status_code == 404


def test_certificate_and_esg_figures_are_added_and_deleted(visitor):
    visitor.client.post(
        reverse(f"{visitor.namespace}:certificate_create"),
        {"certificate_type": "iso_14001", "number": "C1", "issuer": "CQC", "valid_from": "2026-01-01"},
    )
    visitor.client.post(
        reverse(f"{visitor.namespace}:esg_create"),
        {
            "period_start": "2025-01-01",
            "period_end": "2025-12-31",
            "environment_score": "80",
            "social_score": "70",
            "governance_score": "75",
            "renewable_percent": "40",
        },
    )

    certificate, record = Certificate.objects.get(), EsgRecord.objects.get()
    assert (certificate.number, str(record.renewable_share)) == ("C1", "0.4000")
    visitor.client.post(reverse(f"{visitor.namespace}:certificate_delete", args=[certificate.public_id]))
    visitor.client.post(reverse(f"{visitor.namespace}:esg_delete", args=[record.public_id]))
    assert (Certificate.objects.count(), EsgRecord.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("factory", "name"), [(CertificateFactory, "certificate_delete"), (EsgRecordFactory, "esg_delete")]
)
def test_papers_of_another_company_are_not_there(visitor, factory, name):
    other = factory()

    assert visitor.client.post(reverse(f"{visitor.namespace}:{name}", args=[other.public_id])).status_code == 404
    assert type(other).objects.filter(pk=other.pk).exists()


def test_handing_in_an_incomplete_application_says_what_is_missing(client):
    company = OrganizationFactory(pending=True)
    sign_in(client, MembershipFactory(organization=company, user=UserFactory(language="en")))

    response = client.post(reverse("account:submit"), follow=True)

    assert "Some steps of the checklist are not complete yet" in response.content.decode()
    company.refresh_from_db()
    assert company.status == "pending"


def test_profile_is_saved(buyer):
    buyer.client.post(
        reverse("account:profile"),
        {"name": "Han Meimei", "phone": "1", "language": "zh-hans", "time_zone": "Europe/Berlin"},
    )

    buyer.user.refresh_from_db()
    assert (buyer.user.name, buyer.user.language, buyer.user.time_zone) == ("Han Meimei", "zh-hans", "Europe/Berlin")
