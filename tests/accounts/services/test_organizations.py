from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress

from accounts.checklist import Step, checklist_of, register_step
from accounts.checklist import _steps as registered
from accounts.enums import StepStatus, SuspensionCause
from accounts.errors import ChecklistIncomplete, LicenceExpired, OrganizationNotActive, ReasonRequired
from accounts.gates import organization_activation, organization_closing
from accounts.models import Organization
from accounts.services.organizations import (
    approve_organization,
    close_organization,
    reinstate_organization,
    reject_organization,
    submit_organization,
    suspend_organization,
)
from accounts.services.trading import ensure_may_trade, remind_of_expiring_licences, suspend_expired_licences
from kernel.errors import DomainError, Forbidden, IllegalTransition, NotFound
from kernel.models import OutboxEvent, TransitionLog
from tests.factories.accounts import (
    NOW,
    BuyerFactory,
    MembershipFactory,
    OrganizationFactory,
    SupplierFactory,
    VerificationFactory,
    actor_of,
    staff_actor,
    supplier_actor,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture
def applicant():
    """Return a member of a company that has done its part."""
    membership = MembershipFactory(organization=OrganizationFactory(supplier=True, pending=True))
    EmailAddress.objects.create(user=membership.user, email=membership.user.email, verified=True, primary=True)
    VerificationFactory(organization=membership.organization, person=True, user=membership.user)
    VerificationFactory(organization=membership.organization)
    return membership


def review_papers(organization):
    for paper in organization.verifications.all():
        paper.mark_verified(reviewer_id=None, at=NOW)
        paper.save()


def test_an_application_goes_from_pending_to_active(applicant, published, steps):
    organization = applicant.organization
    submit_organization(actor=actor_of(applicant), now=NOW)
    review_papers(organization)

    approve_organization(actor=staff_actor(), organization_id=organization.public_id, now=NOW)

    organization.refresh_from_db()
    assert (organization.status, organization.activated_at) == ("active", NOW)
    assert steps("organization") == [("pending", "in_review"), ("in_review", "active")]
    assert published() == ["accounts.organization.submitted", "accounts.organization.approved"]
    ensure_may_trade(organization=organization, now=NOW)


def test_submit_organization_names_what_is_missing():
    membership = MembershipFactory(organization=OrganizationFactory(pending=True, phone=""))

    with pytest.raises(ChecklistIncomplete) as refusal:
        submit_organization(actor=actor_of(membership), now=NOW)

    assert refusal.value.params["steps"] == ["email", "profile", "identity", "certification"]
    membership.organization.refresh_from_db()
    assert membership.organization.status == "pending"


def test_approve_organization_waits_for_the_papers(applicant):
    organization = applicant.organization
    submit_organization(actor=actor_of(applicant), now=NOW)

    with pytest.raises(ChecklistIncomplete) as refusal:
        approve_organization(actor=staff_actor(), organization_id=organization.public_id, now=NOW)

    assert refusal.value.params["steps"] == ["identity", "certification"]
    organization.refresh_from_db()
    assert organization.status == "in_review"


def test_steps_of_higher_apps_join_the_checklist(applicant):
    register_step(
        Step(
            "deposit",
            "Pay the deposit",
            "account:deposit",
            required_for=lambda organization: organization.can_sell,
            status=lambda _: StepStatus.TODO,
            order=50,
        )
    )
    try:
        items = {item.code: item.status for item in checklist_of(applicant.organization).items}
        assert items == {
            "email": "done",
            "profile": "done",
            "identity": "waiting",
            "certification": "waiting",
            "deposit": "todo",
        }
        assert "deposit" not in {item.code for item in checklist_of(BuyerFactory()).items}
    finally:
        del registered["deposit"]


def test_a_gate_keeps_a_company_from_becoming_active(applicant):
    organization = applicant.organization
    submit_organization(actor=actor_of(applicant), now=NOW)
    review_papers(organization)

    def refuse(**_):
        raise DomainError

    organization_activation.connect(refuse)
    try:
        with pytest.raises(DomainError):
            approve_organization(actor=staff_actor(), organization_id=organization.public_id, now=NOW)
    finally:
        organization_activation.disconnect(refuse)

    organization.refresh_from_db()
    assert organization.status == "in_review"
    assert not OutboxEvent.objects.filter(name="accounts.organization.approved").exists()


@pytest.mark.django_db(transaction=True)
def test_approve_organization_twice_at_once_activates_once(applicant, at_once):
    organization = applicant.organization
    submit_organization(actor=actor_of(applicant), now=NOW)
    review_papers(organization)
    reviewers = [staff_actor() for _ in range(3)]

    results = at_once(
        *(
            lambda actor=actor: (
                approve_organization(actor=actor, organization_id=organization.public_id, now=NOW).status
            )
            for actor in reviewers
        )
    )

    assert sorted(results) == ["active", "illegal_transition", "illegal_transition"]
    assert TransitionLog.objects.filter(to_status="active").count() == 1
    assert OutboxEvent.objects.filter(name="accounts.organization.approved").count() == 1


def test_reject_organization_gives_a_reason_and_lets_hand_in_again(applicant):
    organization = applicant.organization
    submit_organization(actor=actor_of(applicant), now=NOW)
    with pytest.raises(ReasonRequired):
        reject_organization(actor=staff_actor(), organization_id=organization.public_id, reason=" ", now=NOW)

    reject_organization(actor=staff_actor(), organization_id=organization.public_id, reason="Blurred", now=NOW)

    organization.refresh_from_db()
    assert (organization.status, organization.rejection_reason) == ("rejected", "Blurred")
    submit_organization(actor=actor_of(applicant), now=NOW)
    organization.refresh_from_db()
    assert (organization.status, organization.rejection_reason) == ("in_review", "")


@pytest.mark.parametrize("service", [approve_organization, reinstate_organization])
def test_only_reviewers_decide(service):
    organization = OrganizationFactory(in_review=True)
    service_staff = staff_actor(preset="service")

    with pytest.raises(Forbidden):
        service(actor=service_staff, organization_id=organization.public_id, now=NOW)
    with pytest.raises(Forbidden):
        service(
            actor=actor_of(MembershipFactory(organization=organization)),
            organization_id=organization.public_id,
            now=NOW,
        )
    with pytest.raises(NotFound):
        service(actor=supplier_actor(), organization_id=organization.public_id, now=NOW)

    organization.refresh_from_db()
    assert organization.status == "in_review"


def test_suspend_and_reinstate():
    organization, staff = SupplierFactory(), staff_actor()

    suspend_organization(actor=staff, organization_id=organization.public_id, reason="Complaints", now=NOW)
    organization.refresh_from_db()
    assert (organization.status, organization.suspension_cause) == ("suspended", SuspensionCause.STAFF)
    with pytest.raises(OrganizationNotActive):
        ensure_may_trade(organization=organization, now=NOW)

    with pytest.raises(IllegalTransition):
        approve_organization(actor=staff, organization_id=organization.public_id, now=NOW)
    reinstate_organization(actor=staff, organization_id=organization.public_id, now=NOW)
    organization.refresh_from_db()
    assert (organization.status, organization.suspension_cause, organization.suspension_reason) == ("active", "", "")


def test_close_organization_asks_the_apps_above():
    organization, staff = SupplierFactory(), staff_actor()

    def refuse(**_):
        raise DomainError

    organization_closing.connect(refuse)
    try:
        with pytest.raises(DomainError):
            close_organization(actor=staff, organization_id=organization.public_id, reason="Left", now=NOW)
    finally:
        organization_closing.disconnect(refuse)
    organization.refresh_from_db()
    assert organization.status == "active"

    close_organization(actor=staff, organization_id=organization.public_id, reason="Left", now=NOW)
    organization.refresh_from_db()
    assert organization.status == "closed"


def test_a_branch_trades_only_while_its_parents_do():
    parent = BuyerFactory()
    branch = BuyerFactory(parent=parent, credit_code="")
    ensure_may_trade(organization=branch, now=NOW)

    Organization.objects.filter(pk=parent.pk).update(license_expires_on=TODAY - timedelta(days=1))

    with pytest.raises(LicenceExpired):
        ensure_may_trade(organization=branch, now=NOW)


def test_an_expired_licence_stops_trade_before_the_job_has_run():
    organization = SupplierFactory(license_expires_on=TODAY - timedelta(days=1))

    with pytest.raises(LicenceExpired):
        ensure_may_trade(organization=organization, now=NOW)
    ensure_may_trade(organization=SupplierFactory(license_expires_on=TODAY), now=NOW)


def test_suspend_expired_licences_is_the_same_when_it_runs_twice(published):
    expired = SupplierFactory(license_expires_on=TODAY - timedelta(days=1))
    paper = VerificationFactory(organization=expired, verified=True, valid_until=TODAY - timedelta(days=1))
    valid = SupplierFactory(license_expires_on=TODAY)

    assert suspend_expired_licences(now=NOW) == 1
    assert suspend_expired_licences(now=NOW) == 0

    expired.refresh_from_db()
    valid.refresh_from_db()
    paper.refresh_from_db()
    assert (expired.status, expired.suspension_cause) == ("suspended", "licence_expired")
    assert (valid.status, paper.status) == ("active", "expired")
    assert published() == ["accounts.organization.suspended"]


def test_remind_of_expiring_licences_once(published):
    organization = SupplierFactory(license_expires_on=TODAY + timedelta(days=30))
    VerificationFactory(organization=organization, verified=True, valid_until=TODAY + timedelta(days=30))
    VerificationFactory(verified=True, valid_until=TODAY + timedelta(days=31))

    assert remind_of_expiring_licences(now=NOW) == 1
    assert remind_of_expiring_licences(now=NOW) == 0

    assert published() == ["accounts.licence.expiring"]
