"""The operator's back office: every list and page opens for staff who may, and its buttons call the services."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib import admin
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from accounts.admin.base import StaffModelAdmin
from accounts.enums import OrganizationStatus, VerificationStatus
from accounts.models import Impersonation, Invitation, Organization, Verification
from accounts.permissions import StaffAccountsPermission
from kernel.enums import DeliveryStatus
from kernel.models import OutboxDelivery, OutboxEvent, TransitionLog
from tests.accounts.pages.conftest import sign_in
from tests.factories.accounts import (
    BuyerFactory,
    CertificateFactory,
    EsgRecordFactory,
    ImpersonationFactory,
    InvitationFactory,
    MembershipFactory,
    OrganizationFactory,
    SupplierFactory,
    UserFactory,
    VerificationFactory,
    staff_membership,
)

pytestmark = pytest.mark.django_db

OURS = [model for model in admin.site._registry if model._meta.app_label in {"accounts", "kernel"}]


def names_of(model: type[Model]) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}"


def page_of(row: Model) -> str:
    return reverse(f"{names_of(type(row))}_change", args=[row.pk])


def press(visitor, row, button, **data):
    url = reverse(f"{names_of(type(row))}_{button}", args=[row.pk])
    return visitor.client.post(url, {"_form_submitted": "True", **data})


@pytest.fixture
def populated():
    """One row of everything that accounts shows."""
    member = MembershipFactory(organization=BuyerFactory())
    VerificationFactory(organization=member.organization)
    CertificateFactory(organization=member.organization)
    EsgRecordFactory(organization=member.organization)
    InvitationFactory(organization=member.organization)
    ImpersonationFactory(organization=member.organization, user=member.user, ended_at=timezone.now())
    event = OutboxEvent.objects.create(name="accounts.organization.approved", payload={}, occurred_at=timezone.now())
    OutboxDelivery.objects.create(event=event, receiver="somebody")


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label_lower)
def test_list_and_page_open_for_the_administrator(staff, populated, model):
    assert staff.client.get(reverse(f"{names_of(model)}_changelist"), {"q": "x"}).status_code == 200
    assert staff.client.get(reverse(f"{names_of(model)}_changelist")).status_code == 200
    row = model._default_manager.first()
    if row is not None:
        assert staff.client.get(page_of(row)).status_code == 200


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label_lower)
def test_list_refuses_staff_without_the_permission(staff, model):
    staff.member.roles.clear()

    assert staff.client.get(reverse(f"{names_of(model)}_changelist")).status_code == 403


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label_lower)
def test_nothing_is_added_or_deleted_by_hand(staff, populated, model):
    row = model._default_manager.first()

    assert staff.client.get(reverse(f"{names_of(model)}_add")).status_code == 403
    if row is not None:
        assert staff.client.post(reverse(f"{names_of(model)}_delete", args=[row.pk])).status_code == 403
        assert model._default_manager.filter(pk=row.pk).exists()


def test_site_shows_only_what_names_its_permissions():
    assert all(isinstance(each, StaffModelAdmin) for each in admin.site._registry.values())


def test_site_refuses_a_plain_admin_of_our_own():
    class Plain(admin.ModelAdmin):
        pass

    Plain.__module__ = "orders.admin"

    with pytest.raises(TypeError, match="StaffModelAdmin"):
        admin.site.register(TransitionLog, Plain)


def test_overview_shows_the_cards_that_the_reader_may_see(staff):
    OrganizationFactory(in_review=True)

    cards = {each.card.code: each.value for each in staff.client.get("/admin/").context["dashboard"]}
    assert (cards["accounts.in_review"], cards["kernel.dead_letters"]) == (1, 0)

    staff.member.roles.clear()
    assert staff.client.get("/admin/").context["dashboard"] == []


def test_looking_at_a_dialog_changes_nothing(staff):
    company = OrganizationFactory(in_review=True)

    response = staff.client.get(reverse("admin:accounts_organization_reject", args=[company.pk]))

    assert response.status_code == 200
    company.refresh_from_db()
    assert company.status == OrganizationStatus.IN_REVIEW


def test_rejecting_needs_a_reason_and_records_it(staff):
    company = OrganizationFactory(in_review=True)

    press(staff, company, "reject")
    company.refresh_from_db()
    assert company.status == OrganizationStatus.IN_REVIEW

    response = press(staff, company, "reject", reason_text="No licence")
    company.refresh_from_db()
    assert (company.status, company.rejection_reason) == (OrganizationStatus.REJECTED, "No licence")
    assert response["HX-Redirect"] == page_of(company)
    step = TransitionLog.objects.get(document_type="organization", document_id=company.pk)
    assert (step.actor_user_id, step.reason, step.channel) == (staff.user.pk, "No licence", "admin")


def test_refusal_of_a_service_is_shown_as_a_message(staff):
    company = OrganizationFactory(in_review=True)

    press(staff, company, "approve")

    assert "Some steps of the checklist are not complete yet" in staff.client.get(page_of(company)).content.decode()
    company.refresh_from_db()
    assert company.status == OrganizationStatus.IN_REVIEW


def test_company_is_suspended_and_reinstated(staff):
    company = SupplierFactory()

    press(staff, company, "suspend", reason_text="Complaints")
    company.refresh_from_db()
    assert company.status == OrganizationStatus.SUSPENDED
    press(staff, company, "reinstate")
    company.refresh_from_db()
    assert company.status == OrganizationStatus.ACTIVE


def test_company_gets_a_second_side(staff):
    company = BuyerFactory()

    press(staff, company, "change_sides", can_buy="on", can_sell="on", operating_mode="self_operated")

    company.refresh_from_db()
    assert (company.can_buy, company.can_sell, company.operating_mode) == (True, True, "self_operated")


@pytest.mark.parametrize("button", ["approve", "reject", "suspend", "reinstate", "change_sides", "close"])
def test_button_is_refused_without_its_permission(client, button):
    member = staff_membership(permissions=[StaffAccountsPermission.VIEW_ORGANIZATION])
    visitor = sign_in(client, member, "admin")
    TOTP.activate(member.user, generate_totp_secret())
    company = OrganizationFactory(in_review=True)

    response = press(visitor, company, button, reason_text="Because", operating_mode="third_party")

    assert response.status_code == 403
    assert Organization.objects.get(pk=company.pk).status == OrganizationStatus.IN_REVIEW


def test_dialog_is_refused_without_its_permission(client):
    member = staff_membership(permissions=[StaffAccountsPermission.VIEW_ORGANIZATION])
    visitor = sign_in(client, member, "admin")
    TOTP.activate(member.user, generate_totp_secret())
    customer = MembershipFactory(organization=BuyerFactory())

    page = visitor.client.get(page_of(customer)).content.decode()
    dialog = visitor.client.get(reverse("admin:accounts_membership_act_for", args=[customer.pk]))

    assert "Act for this person" not in page
    assert dialog.status_code == 403


def test_papers_are_reviewed(staff):
    good, bad = VerificationFactory(), VerificationFactory()

    press(staff, good, "approve")
    press(staff, bad, "reject", reason_text="Blurred")

    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.status, good.reviewed_by) == (VerificationStatus.VERIFIED, staff.user)
    assert (bad.status, bad.reason) == (VerificationStatus.REJECTED, "Blurred")
    assert Verification.objects.filter(status=VerificationStatus.PENDING).count() == 0


def test_person_is_disabled_enabled_and_loses_the_second_factor(staff):
    person = MembershipFactory(organization=BuyerFactory()).user
    TOTP.activate(person, generate_totp_secret())

    press(staff, person, "deactivate", reason_text="Left the company")
    person.refresh_from_db()
    assert not person.is_active
    press(staff, person, "reactivate")
    press(staff, person, "reset_second_factor", reason_text="Lost the phone")
    person.refresh_from_db()
    assert person.is_active
    assert not Authenticator.objects.filter(user=person).exists()
    step = TransitionLog.objects.get(document_type="user", from_status="second_factor")
    assert (step.document_id, step.reason) == (person.pk, "Lost the phone")


def test_no_page_shows_a_password_or_the_secret_of_a_link(staff, populated):
    person = UserFactory()

    invitation = Invitation.objects.get()

    assert person.password not in staff.client.get(page_of(person)).content.decode()
    assert invitation.token_hash not in staff.client.get(page_of(invitation)).content.decode()


def test_staff_act_for_a_customer_with_a_banner_and_stop(staff):
    member = MembershipFactory(organization=BuyerFactory())

    begun = press(staff, member, "act_for", reason="Asked on the phone", minutes="30", scope="")
    page = staff.client.get(reverse("account:address_list"))
    assert begun["HX-Redirect"] == "/"
    assert "acting-banner" in page.content.decode()
    assert page.context["request"].actor.on_behalf_of_user_id == member.user_id
    staff.client.post(reverse("account:address_create"), {"recipient": ""})

    stopped = staff.client.post(reverse("account:stop_acting"))

    assert stopped["Location"] == "/admin/"
    assert staff.client.get(reverse("account:address_list")).status_code == 404
    period = Impersonation.objects.get()
    assert (period.staff, period.user, period.reason) == (staff.user, member.user, "Asked on the phone")
    assert period.ended_at is not None


def test_acting_stays_within_its_scope(staff):
    member = MembershipFactory(organization=BuyerFactory())

    press(staff, member, "act_for", reason="Address", minutes="15", scope="buyer.company_read")

    assert staff.client.get(reverse("account:address_list")).status_code == 200
    assert staff.client.get(reverse("account:address_create")).status_code == 403


def test_dead_letters_are_tried_again(staff):
    event = OutboxEvent.objects.create(
        name="accounts.organization.approved", payload={}, occurred_at=timezone.now(), is_relayed=True
    )
    dead = [
        OutboxDelivery.objects.create(event=event, receiver=f"r{number}", status=DeliveryStatus.DEAD, attempt_count=7)
        for number in range(2)
    ]

    press(staff, dead[0], "try_again")
    staff.client.post(
        reverse("admin:kernel_outboxdelivery_changelist"),
        {"action": "try_selected_again", "_selected_action": [dead[1].pk]},
    )

    states = OutboxDelivery.objects.order_by("pk").values_list("status", "attempt_count")
    assert list(states) == [(DeliveryStatus.RETRY, 0)] * 2
    assert not OutboxEvent.objects.get(pk=event.pk).is_relayed
