from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.transitions import Transitions


class OrganizationKind(models.TextChoices):
    """What a company is on the platform (F013)."""

    BUYER = "buyer", _("Buyer")
    SUPPLIER = "supplier", _("Supplier")
    LOGISTICS = "logistics", _("Logistics provider")
    FINANCIAL = "financial", _("Financial institution")
    SERVICE = "service", _("Service provider")
    PLATFORM = "platform", _("Platform operator")


class OrganizationStatus(models.TextChoices):
    """Whether a company may trade."""

    PENDING = "pending", _("Being set up")
    IN_REVIEW = "in_review", _("In review")
    ACTIVE = "active", _("Active")
    REJECTED = "rejected", _("Rejected")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")


ORGANIZATION_TRANSITIONS: Transitions = {
    OrganizationStatus.PENDING: frozenset(
        {OrganizationStatus.IN_REVIEW, OrganizationStatus.ACTIVE, OrganizationStatus.CLOSED}
    ),
    OrganizationStatus.IN_REVIEW: frozenset(
        {OrganizationStatus.ACTIVE, OrganizationStatus.REJECTED, OrganizationStatus.PENDING, OrganizationStatus.CLOSED}
    ),
    OrganizationStatus.REJECTED: frozenset({OrganizationStatus.IN_REVIEW, OrganizationStatus.CLOSED}),
    OrganizationStatus.ACTIVE: frozenset({OrganizationStatus.SUSPENDED, OrganizationStatus.CLOSED}),
    OrganizationStatus.SUSPENDED: frozenset({OrganizationStatus.ACTIVE, OrganizationStatus.CLOSED}),
    OrganizationStatus.CLOSED: frozenset(),
}


class SuspensionCause(models.TextChoices):
    """Why a company may not trade; only an expired licence is lifted by a new one without staff."""

    LICENCE_EXPIRED = "licence_expired", _("The licence has expired")
    STAFF = "staff", _("Decision of the platform")


class OperatingMode(models.TextChoices):
    """Who stands behind a store (F010)."""

    THIRD_PARTY = "third_party", _("Third party")
    SELF_OPERATED = "self_operated", _("Self-operated")


class StepStatus(models.TextChoices):
    """Where a step of the applicant's checklist stands (F009)."""

    TODO = "todo", _("To do")
    WAITING = "waiting", _("Being reviewed")
    DONE = "done", _("Done")


class MembershipStatus(models.TextChoices):
    """Whether a person may act for a company."""

    ACTIVE = "active", _("Active")
    DISABLED = "disabled", _("Disabled")


class InvitationStatus(models.TextChoices):
    """What became of an invitation; `expired` is read from the clock."""

    PENDING = "pending", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    REVOKED = "revoked", _("Withdrawn")


class VerificationKind(models.TextChoices):
    """What is verified (F005, F006)."""

    PERSON = "person", _("Person")
    COMPANY = "company", _("Company")


class VerificationStatus(models.TextChoices):
    """Where a verification stands."""

    PENDING = "pending", _("Waiting for review")
    VERIFIED = "verified", _("Verified")
    REJECTED = "rejected", _("Rejected")
    EXPIRED = "expired", _("Expired")


VERIFICATION_TRANSITIONS: Transitions = {
    VerificationStatus.PENDING: frozenset({VerificationStatus.VERIFIED, VerificationStatus.REJECTED}),
    VerificationStatus.VERIFIED: frozenset({VerificationStatus.EXPIRED}),
    VerificationStatus.REJECTED: frozenset(),
    VerificationStatus.EXPIRED: frozenset(),
}


class AddressKind(models.TextChoices):
    """What an address is used for."""

    SHIPPING = "shipping", _("Delivery")
    BILLING = "billing", _("Billing")
    RETURNS = "returns", _("Returns")
    REGISTERED = "registered", _("Registered office")


class Audience(models.TextChoices):
    """Whose vocabulary a permission belongs to; buyers' and staff's are never shared."""

    BUYER = "buyer", _("Buyer")
    SELLER = "seller", _("Supplier")
    STAFF = "staff", _("Platform staff")
