"""Facts that accounts announces. They carry public ids for the outside and, where a receiver inside needs one, the plain id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kernel.events import Event, register


@register
@dataclass(frozen=True, kw_only=True)
class OrganizationRegistered(Event):
    """A company was entered by its applicant or by staff."""

    name = "accounts.organization.registered"
    organization_id: str


@register
@dataclass(frozen=True, kw_only=True)
class OrganizationSubmitted(Event):
    """An applicant handed the company in for review."""

    name = "accounts.organization.submitted"
    organization_id: str


@register
@dataclass(frozen=True, kw_only=True)
class OrganizationApproved(Event):
    """A company may trade from now on."""

    name = "accounts.organization.approved"
    organization_id: str


@register
@dataclass(frozen=True, kw_only=True)
class OrganizationRejected(Event):
    """A company was refused, for a reason it can put right."""

    name = "accounts.organization.rejected"
    organization_id: str
    reason: str


@register
@dataclass(frozen=True, kw_only=True)
class OrganizationSuspended(Event):
    """A company may not trade any more; `cause` is a `SuspensionCause`."""

    name = "accounts.organization.suspended"
    organization_id: str
    cause: str
    reason: str


@register
@dataclass(frozen=True, kw_only=True)
class OrganizationReinstated(Event):
    """A suspended company may trade again."""

    name = "accounts.organization.reinstated"
    organization_id: str


@register
@dataclass(frozen=True, kw_only=True)
class OrganizationClosed(Event):
    """A company left for good."""

    name = "accounts.organization.closed"
    organization_id: str
    reason: str


@register
@dataclass(frozen=True, kw_only=True)
class OrganizationChanged(Event):
    """A company's master data changed; `fields` names what."""

    name = "accounts.organization.changed"
    organization_id: str
    fields: tuple[str, ...]


@register
@dataclass(frozen=True, kw_only=True)
class VerificationSubmitted(Event):
    """Papers of a person or company wait for review."""

    name = "accounts.verification.submitted"
    verification_id: str
    organization_id: str
    kind: str


@register
@dataclass(frozen=True, kw_only=True)
class VerificationReviewed(Event):
    """Papers were found in order, or refused with a reason."""

    name = "accounts.verification.reviewed"
    verification_id: str
    organization_id: str
    kind: str
    status: str
    reason: str


@register
@dataclass(frozen=True, kw_only=True)
class LicenceExpiring(Event):
    """A company's licence ends soon; without a new one trading stops."""

    name = "accounts.licence.expiring"
    organization_id: str
    expires_on: date


@register
@dataclass(frozen=True, kw_only=True)
class MemberInvited(Event):
    """
    Somebody was invited by e-mail, or reminded.

    The link's secret is not in here: whoever sends the mail derives it with `selectors.invitations.get_invitation_token`.
    """

    name = "accounts.member.invited"
    invitation_id: str
    organization_id: str
    email: str


@register
@dataclass(frozen=True, kw_only=True)
class MemberJoined(Event):
    """A person became a member of a company."""

    name = "accounts.member.joined"
    membership_id: str
    organization_id: str
    user_id: str


@register
@dataclass(frozen=True, kw_only=True)
class MemberDisabled(Event):
    """A person may no longer act for a company; sessions and tokens of theirs end."""

    name = "accounts.member.disabled"
    membership_id: str
    organization_id: str
    user_id: str


@register
@dataclass(frozen=True, kw_only=True)
class MemberEnabled(Event):
    """A person may act for a company again."""

    name = "accounts.member.enabled"
    membership_id: str
    organization_id: str
    user_id: str


@register
@dataclass(frozen=True, kw_only=True)
class MemberRemoved(Event):
    """A person is no longer a member of a company."""

    name = "accounts.member.removed"
    organization_id: str
    user_id: str


@register
@dataclass(frozen=True, kw_only=True)
class CertificateExpiring(Event):
    """A certificate ends soon."""

    name = "accounts.certificate.expiring"
    certificate_id: str
    organization_id: str
    valid_until: date


@register
@dataclass(frozen=True, kw_only=True)
class ImpersonationStarted(Event):
    """Staff began to act for a customer's user, who is told."""

    name = "accounts.impersonation.started"
    impersonation_id: str
    organization_id: str
    user_id: str
    staff_id: str
    staff_name: str
    reason: str
    expires_at: str


@register
@dataclass(frozen=True, kw_only=True)
class ImpersonationEnded(Event):
    """Staff stopped acting for a customer's user, or their time was over."""

    name = "accounts.impersonation.ended"
    impersonation_id: str
    organization_id: str
    user_id: str
    staff_id: str
