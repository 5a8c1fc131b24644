"""
The applicant's checklist: what a company must do before it may trade (F009).

The steps are a registry. Higher apps add theirs (the deposit, the contract) in `AppConfig.ready()`:

    register_step(Step("deposit", _("Pay the deposit"), url_name="account:deposit", order=50, required_for=…, status=…))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import MembershipStatus, OrganizationKind, StepStatus, VerificationKind, VerificationStatus
from accounts.models import Organization, Verification

Required = Callable[[Organization], bool]
Status = Callable[[Organization], StepStatus]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: for whom it is required, where it stands, and the name of the page where it is done."""

    code: str
    label: str | Promise
    url_name: str
    required_for: Required
    status: Status
    description: str | Promise = ""
    order: int = 100


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A step of one company as the applicant sees it."""

    code: str
    label: str
    description: str
    url_name: str
    status: StepStatus

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left to do or to review."""
        return self.status == StepStatus.DONE

    @property
    def is_waiting(self) -> bool:
        """Tell whether the applicant has done their part."""
        return self.status == StepStatus.WAITING


@dataclass(frozen=True, slots=True)
class Checklist:
    """Every step that one company needs, in order."""

    items: tuple[ChecklistItem, ...]

    @property
    def todo(self) -> list[ChecklistItem]:
        """Return what the applicant still has to do."""
        return [item for item in self.items if item.status == StepStatus.TODO]

    @property
    def open(self) -> list[ChecklistItem]:
        """Return what stands between the company and its activation."""
        return [item for item in self.items if not item.is_done]

    @property
    def done_count(self) -> int:
        """Return the number of completed steps."""
        return sum(item.is_done for item in self.items)

    @property
    def can_be_submitted(self) -> bool:
        """Tell whether the applicant has done everything on their side."""
        return not self.todo


_steps: dict[str, Step] = {}


def register_step(step: Step) -> None:
    """Add a step, or replace the one of the same code."""
    _steps[step.code] = step


def checklist_of(organization: Organization) -> Checklist:
    """Return where a company stands with every step required of it."""
    steps = sorted(_steps.values(), key=lambda step: (step.order, step.code))
    return Checklist(tuple(_item(step, organization) for step in steps if step.required_for(organization)))


def _item(step: Step, organization: Organization) -> ChecklistItem:
    return ChecklistItem(step.code, str(step.label), str(step.description), step.url_name, step.status(organization))


def is_trader(organization: Organization) -> bool:
    """Tell whether a company buys or sells on its own account: a branch stands under its parent's papers."""
    return organization.kind != OrganizationKind.PLATFORM and organization.parent_id is None


def _email_status(organization: Organization) -> StepStatus:
    confirmed = EmailAddress.objects.filter(
        verified=True,
        user__memberships__organization_id=organization.pk,
        user__memberships__status=MembershipStatus.ACTIVE,
    )
    return StepStatus.DONE if confirmed.exists() else StepStatus.TODO


PROFILE_COLUMNS = ("party_type", "region_code", "phone")


def _profile_status(organization: Organization) -> StepStatus:
    columns = PROFILE_COLUMNS if organization.country == "CN" else ("party_type", "phone")
    filled = all(getattr(organization, column) for column in columns)
    return StepStatus.DONE if filled else StepStatus.TODO


def _verification_status(kind: VerificationKind) -> Status:
    def status(organization: Organization) -> StepStatus:
        found = set(
            Verification.objects.filter(organization_id=organization.pk, kind=kind).values_list("status", flat=True)
        )
        if VerificationStatus.VERIFIED in found:
            return StepStatus.DONE
        return StepStatus.WAITING if VerificationStatus.PENDING in found else StepStatus.TODO

    return status


register_step(
    Step(
        "email",
        _("Confirm your e-mail address"),
        url_name="account_email",
        required_for=lambda organization: organization.kind != OrganizationKind.PLATFORM,
        status=_email_status,
        description=_("Open the link that was sent to you."),
        order=10,
    )
)
register_step(
    Step(
        "profile",
        _("Complete the company profile"),
        url_name="account:organization",
        required_for=lambda organization: organization.kind != OrganizationKind.PLATFORM,
        status=_profile_status,
        description=_("Kind of company, region and telephone."),
        order=20,
    )
)
register_step(
    Step(
        "identity",
        _("Verify the person in charge"),
        url_name="account:verification",
        required_for=is_trader,
        status=_verification_status(VerificationKind.PERSON),
        description=_("Name, number and pictures of the identity card."),
        order=30,
    )
)
register_step(
    Step(
        "certification",
        _("Verify the company"),
        url_name="account:verification",
        required_for=is_trader,
        status=_verification_status(VerificationKind.COMPANY),
        description=_("Unified social credit code, legal representative and the licence."),
        order=40,
    )
)
