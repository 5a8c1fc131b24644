"""Papers of persons and companies: handed in with their check digits tested offline, then looked at by a person (F005, F006)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum.cn import ric, uscc

from accounts.enums import OrganizationStatus, SuspensionCause, VerificationKind, VerificationStatus
from accounts.errors import SelfReview, VerificationPending
from accounts.events import VerificationReviewed, VerificationSubmitted
from accounts.models import Organization, Verification
from accounts.permissions import StaffAccountsPermission
from accounts.selectors.access import lock_editable_organization
from accounts.selectors.papers import get_verification
from accounts.services.organizations import given, reinstate
from accounts.services.registration import credit_code_sentence, save_unless_taken
from kernel import events
from kernel.actors import Actor
from kernel.errors import InvalidInput, NotFound
from kernel.models import StoredFile
from kernel.transitions import Step, record_transition

DOCUMENT_TYPE = "verification"
PENDING_CONSTRAINT = "verification_pending_once"


@transaction.atomic
def submit_person_verification(
    *,
    actor: Actor,
    legal_name: str,
    document_number: str,
    file_ids: Sequence[str],
    now: datetime,
    valid_until: date | None = None,
    organization_id: str | None = None,
) -> Verification:
    """
    Hand in the identity of the person in charge: name, number and pictures. A Chinese resident ID is checked by its last digit.

    :raises NotFound: when the company is not the actor's to manage, or a file is not theirs.
    :raises Forbidden: when the actor may not edit the company.
    :raises InvalidInput: when the name, the number or the pictures are missing or wrong.
    :raises VerificationPending: when this person's papers are waiting already.
    """
    organization = lock_editable_organization(actor=actor, organization_id=organization_id)
    number = document_number.strip().upper()
    errors = _common_errors(actor, legal_name, file_ids)
    if not number or (organization.country == "CN" and not ric.is_valid(number)):
        errors["document_number"] = [
            _("This is not a valid resident identity number: the last digit checks the others.")
        ]
    paper = Verification(
        kind=VerificationKind.PERSON,
        user_id=actor.on_behalf_of_user_id or actor.user_id,
        legal_name=legal_name.strip(),
        document_number=number,
        valid_until=valid_until,
    )
    return _hand_in(paper, organization, actor=actor, file_ids=file_ids, errors=errors, now=now)


@transaction.atomic
def submit_company_verification(
    *,
    actor: Actor,
    legal_name: str,
    credit_code: str,
    legal_representative: str,
    valid_until: date | None,
    file_ids: Sequence[str],
    now: datetime,
    organization_id: str | None = None,
) -> Verification:
    """
    Hand in the company's licence. Outside China the number is the foreign registration number and has no check digit.

    :raises NotFound: when the company is not the actor's to manage, or a file is not theirs.
    :raises Forbidden: when the actor may not edit the company.
    :raises InvalidInput: when something is missing, the check digit is wrong or the licence has ended.
    :raises VerificationPending: when the company's papers are waiting already.
    """
    organization = lock_editable_organization(actor=actor, organization_id=organization_id)
    number = credit_code.strip().upper()
    errors = _common_errors(actor, legal_name, file_ids)
    if not number or (organization.country == "CN" and not uscc.is_valid(number)):
        errors["credit_code"] = [credit_code_sentence()]
    if not legal_representative.strip():
        errors["legal_representative"] = [_("Enter the legal representative.")]
    if valid_until is not None and valid_until < timezone.localdate(now):
        errors["valid_until"] = [_("This licence has expired.")]
    paper = Verification(
        kind=VerificationKind.COMPANY,
        legal_name=legal_name.strip(),
        document_number=number,
        legal_representative=legal_representative.strip(),
        valid_until=valid_until,
    )
    return _hand_in(paper, organization, actor=actor, file_ids=file_ids, errors=errors, now=now)


def _common_errors(actor: Actor, legal_name: str, file_ids: Sequence[str]) -> dict[str, list[str]]:
    errors = {}
    if not legal_name.strip():
        errors["legal_name"] = [_("Enter the name as it stands on the paper.")]
    if not file_ids and not actor.is_system:
        errors["files"] = [_("Add pictures of the paper.")]
    return errors


def _hand_in(
    paper: Verification,
    organization: Organization,
    *,
    actor: Actor,
    file_ids: Sequence[str],
    errors: dict[str, list[str]],
    now: datetime,
) -> Verification:
    if errors:
        raise InvalidInput(errors=errors)
    files = _own_files(organization, file_ids)
    paper.organization, paper.submitted_by_id = organization, actor.user_id
    try:
        with transaction.atomic():
            paper.save()
    except IntegrityError as error:
        if PENDING_CONSTRAINT not in str(error):
            raise
        raise VerificationPending from error
    paper.files.set(files)
    _record(paper, "", actor=actor, at=now)
    events.publish(
        VerificationSubmitted(
            occurred_at=now,
            organization_ids=(organization.pk,),
            verification_id=paper.public_id,
            organization_id=organization.public_id,
            kind=paper.kind,
        )
    )
    return paper


def _own_files(organization: Organization, file_ids: Sequence[str]) -> list[StoredFile]:
    wanted = set(file_ids)
    files = list(StoredFile.objects.filter(public_id__in=wanted, organization_id=organization.pk))
    if len(files) != len(wanted):
        raise NotFound
    return files


@transaction.atomic
def approve_verification(*, actor: Actor, verification_id: str, now: datetime) -> Verification:
    """
    Find papers in order. A company's become its master data, and a new licence ends a suspension for the old one.

    :raises NotFound: when there are no such papers.
    :raises Forbidden: when the actor does not review papers, or handed these in.
    :raises IllegalTransition: when they were reviewed already.
    :raises CreditCodeTaken: when another company has the credit code.
    """
    paper = _lock_for_review(actor, verification_id)
    before = paper.status
    paper.mark_verified(reviewer_id=actor.user_id, at=now)
    paper.save(update_fields=["status", "reviewed_by", "reviewed_at", "reason", "updated_at"])
    _record(paper, before, actor=actor, at=now)
    if paper.kind == VerificationKind.COMPANY:
        _take_over(paper, now=now)
    _announce_review(paper, now=now)
    return paper


@transaction.atomic
def reject_verification(*, actor: Actor, verification_id: str, reason: str, now: datetime) -> Verification:
    """
    Refuse papers for a reason that the applicant reads.

    :raises NotFound: when there are no such papers.
    :raises Forbidden: when the actor does not review papers, or handed these in.
    :raises ReasonRequired: when no reason is given.
    :raises IllegalTransition: when they were reviewed already.
    """
    paper = _lock_for_review(actor, verification_id)
    before = paper.status
    paper.mark_rejected(reviewer_id=actor.user_id, at=now, reason=given(reason))
    paper.save(update_fields=["status", "reviewed_by", "reviewed_at", "reason", "updated_at"])
    _record(paper, before, actor=actor, at=now, reason=paper.reason)
    _announce_review(paper, now=now)
    return paper


def _lock_for_review(actor: Actor, verification_id: str) -> Verification:
    """Lock the company first and then its papers, as everybody does."""
    paper = get_verification(actor=actor, verification_id=verification_id)
    actor.require(StaffAccountsPermission.REVIEW_VERIFICATION)
    if actor.user_id is not None and paper.submitted_by_id == actor.user_id:
        raise SelfReview
    organization = Organization.objects.locked().get(pk=paper.organization_id)
    paper = get_verification(actor=actor, verification_id=verification_id, lock=True)
    paper.organization = organization
    return paper


def _take_over(paper: Verification, *, now: datetime) -> None:
    organization = paper.organization
    organization.license_expires_on = paper.valid_until
    organization.legal_representative = paper.legal_representative or organization.legal_representative
    changed = ["license_expires_on", "legal_representative", "updated_at"]
    if organization.country == "CN":
        organization.credit_code = paper.document_number
        changed.append("credit_code")
    save_unless_taken(organization, update_fields=changed)
    is_stopped = organization.status == OrganizationStatus.SUSPENDED
    if is_stopped and organization.suspension_cause == SuspensionCause.LICENCE_EXPIRED:
        reinstate(organization, actor=Actor.system(), now=now)


def _announce_review(paper: Verification, *, now: datetime) -> None:
    events.publish(
        VerificationReviewed(
            occurred_at=now,
            organization_ids=(paper.organization_id,),
            verification_id=paper.public_id,
            organization_id=paper.organization.public_id,
            kind=paper.kind,
            status=paper.status,
            reason=paper.reason,
        )
    )


def _record(paper: Verification, before: str, *, actor: Actor, at: datetime, reason: str = "") -> None:
    after = paper.status if before else VerificationStatus.PENDING
    step = Step(DOCUMENT_TYPE, paper.pk, before, after, reason=reason, organization_id=paper.organization_id)
    record_transition(step, actor=actor, at=at)
