"""Why accounts says no."""

from __future__ import annotations

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError, Forbidden


class EmailTaken(DomainError):
    """Somebody is already registered under this e-mail address."""

    code = "email_taken"
    title = _("E-mail address in use")
    message = _("Somebody is already registered with this e-mail address. Sign in instead.")


class CreditCodeTaken(DomainError):
    """Another company is registered under this unified social credit code."""

    code = "credit_code_taken"
    title = _("Company already registered")
    message = _(
        "A company with this unified social credit code is already registered. Ask its administrator to invite you."
    )


class ChecklistIncomplete(DomainError):
    """Steps of the applicant's checklist are missing; `steps` are their codes."""

    code = "checklist_incomplete"
    title = _("Steps are missing")
    message = _("Some steps of the checklist are not complete yet: %(labels)s.")


class OrganizationNotActive(DomainError):
    """The company may not trade: it is not approved yet, suspended or closed."""

    code = "organization_not_active"
    status = HTTPStatus.FORBIDDEN
    title = _("Company may not trade")
    message = _("This company may not trade at present: its state is “%(status)s”.")


class LicenceExpired(DomainError):
    """The company's licence no longer covers today (F006)."""

    code = "licence_expired"
    status = HTTPStatus.FORBIDDEN
    title = _("Licence expired")
    message = _("The business licence expired on %(expired_on)s. Hand in the new one to go on trading.")


class VerificationPending(DomainError):
    """Papers of this kind are waiting for review already."""

    code = "verification_pending"
    title = _("Already handed in")
    message = _("Papers of this kind are waiting for review already.")


class SelfReview(Forbidden):
    """Whoever handed papers in is not who finds them in order."""

    code = "self_review"
    title = _("Somebody else must review this")
    message = _("You handed these papers in yourself. Somebody else must review them.")


class ReasonRequired(DomainError):
    """A decision against somebody needs a reason they can read."""

    code = "reason_required"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Reason missing")
    message = _("Give a reason: the people concerned will read it.")


class GrantExceedsGrantor(Forbidden):
    """The grantor tried to hand out, change or take away more than they hold themselves (F001)."""

    code = "grant_exceeds_grantor"
    title = _("More than you hold")
    message = _("You can only grant or change roles whose permissions you hold yourself.")


class UnknownPermission(DomainError):
    """A role names a permission or set that its audience does not know."""

    code = "unknown_permission"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Unknown permission")
    message = _("These permissions do not exist for this kind of role: %(codes)s.")


class RoleInUse(DomainError):
    """A role that members hold cannot be deleted."""

    code = "role_in_use"
    title = _("Role in use")
    message = _("Members still hold this role. Give them another one first.")


class LastAdministrator(DomainError):
    """Nobody would be left who can manage the company's members and roles."""

    code = "last_administrator"
    title = _("Last administrator")
    message = _("The company needs at least one active administrator. Make somebody else administrator first.")


class AlreadyMember(DomainError):
    """The person is a member of the company already."""

    code = "already_member"
    title = _("Already a member")
    message = _("This person is a member of the company already.")


class AlreadyInvited(DomainError):
    """An invitation to this address is open already."""

    code = "already_invited"
    title = _("Already invited")
    message = _("An invitation to this address is open already. Send it again instead.")


class InvitationClosed(DomainError):
    """The invitation was accepted, withdrawn or has expired."""

    code = "invitation_closed"
    status = HTTPStatus.GONE
    title = _("Invitation no longer valid")
    message = _("This invitation was used, withdrawn or has expired. Ask for a new one.")


class InvitationForSomebodyElse(DomainError):
    """Whoever is signed in is not whom the invitation was sent to."""

    code = "invitation_for_somebody_else"
    status = HTTPStatus.FORBIDDEN
    title = _("Invitation for somebody else")
    message = _("This invitation was sent to another e-mail address. Sign in with that one.")


class BranchCycle(DomainError):
    """A company cannot stand below itself."""

    code = "branch_cycle"
    title = _("Not a tree")
    message = _("A company cannot be a branch of itself or of one of its own branches.")


class DuplicateName(DomainError):
    """Something of this name exists already."""

    code = "duplicate_name"
    title = _("Name in use")
    message = _("There is one with this name already.")


class DuplicateCertificate(DomainError):
    """The company has registered this certificate already."""

    code = "duplicate_certificate"
    title = _("Certificate already registered")
    message = _("A certificate of this type and number is registered already.")


class DuplicatePeriod(DomainError):
    """The company has reported this period already."""

    code = "duplicate_period"
    title = _("Period already reported")
    message = _("Figures for this period exist already. Change those instead.")


class ImpersonationRefused(DomainError):
    """Staff may not act for this person in this way."""

    code = "impersonation_refused"
    status = HTTPStatus.FORBIDDEN
    title = _("Acting for this person is not possible")
    message = _("You cannot act for this person: %(why)s")


class AlreadyImpersonating(DomainError):
    """Staff act for one person at a time."""

    code = "already_impersonating"
    title = _("Already acting for somebody")
    message = _("End acting for the other person first.")


class NotWhileImpersonating(Forbidden):
    """Some things only the person may do, never staff acting for them."""

    code = "not_while_impersonating"
    title = _("Not while acting for a customer")
    message = _("This cannot be done while acting for a customer.")
