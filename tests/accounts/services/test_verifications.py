from datetime import date, timedelta

import pytest

from accounts.errors import CreditCodeTaken, ReasonRequired, SelfReview, VerificationPending
from accounts.models import Verification
from accounts.services.organizations import suspend_organization
from accounts.services.trading import suspend_expired_licences
from accounts.services.verifications import (
    approve_verification,
    reject_verification,
    submit_company_verification,
    submit_person_verification,
)
from kernel.errors import Forbidden, IllegalTransition, InvalidInput, NotFound
from tests.factories.accounts import (
    NOW,
    BuyerFactory,
    MembershipFactory,
    OrganizationFactory,
    SupplierFactory,
    VerificationFactory,
    actor_of,
    buyer_actor,
    credit_code,
    staff_actor,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
RESIDENT_ID = "11010519491231002X"


@pytest.fixture
def applicant():
    return MembershipFactory(organization=OrganizationFactory(pending=True, credit_code=""))


@pytest.fixture
def company_papers(applicant, stored_file):
    return {
        "legal_name": "大风机械",
        "credit_code": credit_code(9),
        "legal_representative": "李雷",
        "valid_until": TODAY + timedelta(days=365),
        "file_ids": [stored_file(applicant.organization).public_id],
    }


def test_submit_person_verification_checks_the_last_digit(applicant, stored_file, published, steps):
    files = [stored_file(applicant.organization).public_id]

    with pytest.raises(InvalidInput) as refusal:
        submit_person_verification(
            actor=actor_of(applicant),
            legal_name="李雷",
            document_number="110105194912310021",
            file_ids=files,
            now=NOW,
        )
    assert list(refusal.value.params["errors"]) == ["document_number"]

    paper = submit_person_verification(
        actor=actor_of(applicant), legal_name="李雷", document_number=RESIDENT_ID.lower(), file_ids=files, now=NOW
    )

    assert (paper.status, paper.document_number, paper.user_id) == ("pending", RESIDENT_ID, applicant.user_id)
    assert paper.masked_number == "1101**********002X"
    assert paper.files.count() == 1
    assert published() == ["accounts.verification.submitted"]
    assert steps("verification") == [("", "pending")]


def test_submit_company_verification_names_what_is_wrong(applicant):
    with pytest.raises(InvalidInput) as refusal:
        submit_company_verification(
            actor=actor_of(applicant),
            legal_name=" ",
            credit_code="91350100M000100Y4Z",
            legal_representative="",
            valid_until=TODAY - timedelta(days=1),
            file_ids=[],
            now=NOW,
        )

    assert sorted(refusal.value.params["errors"]) == [
        "credit_code",
        "files",
        "legal_name",
        "legal_representative",
        "valid_until",
    ]
    assert not Verification.objects.exists()


def test_submit_company_verification_refuses_a_second_one_while_the_first_waits(applicant, company_papers):
    submit_company_verification(actor=actor_of(applicant), now=NOW, **company_papers)

    with pytest.raises(VerificationPending):
        submit_company_verification(actor=actor_of(applicant), now=NOW, **company_papers)

    assert Verification.objects.count() == 1


def test_submit_company_verification_refuses_files_of_strangers(applicant, company_papers, stored_file):
    company_papers["file_ids"] = [stored_file(BuyerFactory()).public_id]

    with pytest.raises(NotFound):
        submit_company_verification(actor=actor_of(applicant), now=NOW, **company_papers)

    assert not Verification.objects.exists()


def test_submit_verification_needs_the_right_to_edit(applicant, company_papers):
    reader = actor_of(MembershipFactory(organization=applicant.organization, preset="purchaser"))

    with pytest.raises(Forbidden):
        submit_company_verification(actor=reader, now=NOW, **company_papers)
    with pytest.raises(NotFound):
        submit_company_verification(
            actor=buyer_actor(), organization_id=applicant.organization.public_id, now=NOW, **company_papers
        )


def test_approve_verification_takes_the_licence_over(applicant, company_papers, steps):
    paper = submit_company_verification(actor=actor_of(applicant), now=NOW, **company_papers)
    reviewer = staff_actor(preset="reviewer")

    approve_verification(actor=reviewer, verification_id=paper.public_id, now=NOW)

    paper.refresh_from_db()
    organization = applicant.organization
    organization.refresh_from_db()
    assert (paper.status, paper.reviewed_by_id, paper.reviewed_at) == ("verified", reviewer.user_id, NOW)
    assert organization.credit_code == credit_code(9)
    assert organization.legal_representative == "李雷"
    assert organization.license_expires_on == TODAY + timedelta(days=365)
    assert steps("verification") == [("", "pending"), ("pending", "verified")]


def test_approve_verification_refuses_the_code_of_another_company(applicant, company_papers):
    BuyerFactory(credit_code=credit_code(9))
    paper = submit_company_verification(actor=actor_of(applicant), now=NOW, **company_papers)

    with pytest.raises(CreditCodeTaken):
        approve_verification(actor=staff_actor(), verification_id=paper.public_id, now=NOW)

    paper.refresh_from_db()
    assert paper.status == "pending"


def test_a_new_licence_ends_a_suspension_for_the_old_one_only():
    expired = SupplierFactory(license_expires_on=TODAY - timedelta(days=1))
    suspend_expired_licences(now=NOW)
    renewed = VerificationFactory(organization=expired, valid_until=TODAY + timedelta(days=400))
    blamed = SupplierFactory()
    suspend_organization(actor=staff_actor(), organization_id=blamed.public_id, reason="Complaints", now=NOW)
    other = VerificationFactory(organization=blamed, valid_until=TODAY + timedelta(days=400))

    for paper in (renewed, other):
        approve_verification(actor=staff_actor(), verification_id=paper.public_id, now=NOW)

    expired.refresh_from_db()
    blamed.refresh_from_db()
    assert (expired.status, blamed.status) == ("active", "suspended")


def test_reject_verification_tells_why(published):
    paper = VerificationFactory()
    with pytest.raises(ReasonRequired):
        reject_verification(actor=staff_actor(), verification_id=paper.public_id, reason="", now=NOW)

    reject_verification(actor=staff_actor(), verification_id=paper.public_id, reason="Blurred", now=NOW)

    paper.refresh_from_db()
    assert (paper.status, paper.reason) == ("rejected", "Blurred")
    assert published() == ["accounts.verification.reviewed"]
    with pytest.raises(IllegalTransition):
        approve_verification(actor=staff_actor(), verification_id=paper.public_id, now=NOW)


def test_nobody_reviews_what_they_handed_in():
    staff = staff_actor()
    paper = VerificationFactory(submitted_by_id=staff.user_id)

    with pytest.raises(SelfReview):
        approve_verification(actor=staff, verification_id=paper.public_id, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_one_of_two_reviewers_at_once_decides(at_once):
    paper = VerificationFactory(valid_until=TODAY + timedelta(days=9))
    first, second = staff_actor(), staff_actor()

    results = at_once(
        lambda: approve_verification(actor=first, verification_id=paper.public_id, now=NOW).status,
        lambda: reject_verification(actor=second, verification_id=paper.public_id, reason="No", now=NOW).status,
    )

    paper.refresh_from_db()
    assert sorted(results) == sorted([paper.status, "illegal_transition"])
