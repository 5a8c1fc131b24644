"""Offers by e-mail to join a company."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.configuration import INVITATION_DAYS
from accounts.enums import InvitationStatus, OrganizationStatus
from accounts.errors import (
    AlreadyInvited,
    AlreadyMember,
    EmailTaken,
    InvitationClosed,
    InvitationForSomebodyElse,
    NotWhileImpersonating,
)
from accounts.events import MemberInvited
from accounts.models import Invitation, Membership, Organization, User
from accounts.permissions import CompanyPermission
from accounts.selectors.invitations import derive_token, hash_token
from accounts.services.grants import ensure_may_grant, get_roles, lock_company
from accounts.services.members import join
from accounts.services.registration import register_user
from kernel import events
from kernel.actors import Actor
from kernel.errors import InvalidInput, NotFound
from reference.selectors.config import get_config

PENDING_CONSTRAINT = "invitation_pending_once"


@transaction.atomic
def invite_member(
    *,
    actor: Actor,
    email: str,
    role_ids: Iterable[str],
    now: datetime,
    name: str = "",
    organization_id: str | None = None,
) -> Invitation:
    """
    Offer somebody a place in a company with these roles; the mail goes out by way of `MemberInvited`.

    :raises NotFound: when the company is not the actor's to manage, or a role is not of it.
    :raises Forbidden: when the actor may not invite.
    :raises InvalidInput: when the address is not one, or no role is given.
    :raises GrantExceedsGrantor: when a role gives more than the actor holds.
    :raises AlreadyMember: when the person is a member already.
    :raises AlreadyInvited: when an invitation to the address is open.
    """
    organization = lock_company(actor=actor, permission=CompanyPermission.INVITE_USER, organization_id=organization_id)
    email = _clean_email(email)
    roles = get_roles(organization=organization, role_ids=role_ids)
    if not roles:
        raise InvalidInput(errors={"roles": [_("Choose at least one role.")]})
    ensure_may_grant(actor, roles)
    if Membership.objects.filter(organization=organization, user__email__iexact=email).exists():
        raise AlreadyMember(email=email)
    # One that has expired makes room for a new one.
    Invitation.objects.filter(
        organization=organization, email=email, status=InvitationStatus.PENDING, expires_at__lte=now
    ).update(status=InvitationStatus.REVOKED)
    invitation = Invitation(organization=organization, email=email, name=name.strip(), invited_by_id=actor.user_id)
    _renew(invitation, now=now)
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError as error:
        if PENDING_CONSTRAINT not in str(error):
            raise
        raise AlreadyInvited(email=email) from error
    invitation.roles.set(roles)
    _publish(invitation, organization, now=now)
    return invitation


@transaction.atomic
def resend_invitation(*, actor: Actor, invitation_id: str, now: datetime) -> Invitation:
    """
    Send an invitation again with a new link and a new term; the old link dies.

    :raises NotFound: when there is none in a company the actor manages.
    :raises Forbidden: when the actor may not invite.
    :raises GrantExceedsGrantor: when its roles give more than the actor holds.
    :raises InvitationClosed: when it was accepted or withdrawn.
    """
    invitation = _lock_invitation(actor, invitation_id)
    if invitation.status != InvitationStatus.PENDING:
        raise InvitationClosed
    ensure_may_grant(actor, invitation.roles.order_by("pk"))
    _renew(invitation, now=now)
    invitation.invited_by_id = actor.user_id
    invitation.save(update_fields=["expires_at", "token_hash", "invited_by", "updated_at"])
    _publish(invitation, invitation.organization, now=now)
    return invitation


@transaction.atomic
def revoke_invitation(*, actor: Actor, invitation_id: str) -> Invitation:
    """
    Withdraw an invitation; its link dies.

    :raises NotFound: when there is none in a company the actor manages.
    :raises Forbidden: when the actor may not invite.
    :raises InvitationClosed: when it was accepted or withdrawn already.
    """
    invitation = _lock_invitation(actor, invitation_id)
    if invitation.status != InvitationStatus.PENDING:
        raise InvitationClosed
    invitation.status = InvitationStatus.REVOKED
    invitation.save(update_fields=["status", "updated_at"])
    return invitation


@transaction.atomic
def accept_invitation(*, actor: Actor, token: str, now: datetime, name: str = "", password: str = "") -> Membership:
    """
    Join the company that invites: as the signed-in person, or, for a visitor, as a new one with name and password.

    The link proves the address, so a new person need not confirm it.

    :raises NotWhileImpersonating: when staff act for a customer.
    :raises NotFound: when the link is made up.
    :raises InvitationClosed: when it was used, withdrawn or has expired.
    :raises InvitationForSomebodyElse: when whoever is signed in has another address.
    :raises EmailTaken: when a visitor's address is registered: they must sign in first.
    :raises InvalidInput: when a visitor gives no name, or a password that is too weak.
    :raises AlreadyMember: when the person is a member already.
    """
    if actor.on_behalf_of_user_id is not None:
        raise NotWhileImpersonating
    organization, invitation = _lock_by_token(token)
    if not invitation.is_open(now) or organization.status == OrganizationStatus.CLOSED:
        raise InvitationClosed
    user = _invited_user(actor, invitation, name=name, password=password)
    invitation.status, invitation.accepted_at = InvitationStatus.ACCEPTED, now
    invitation.save(update_fields=["status", "accepted_at", "updated_at"])
    roles = list(invitation.roles.filter(organization=organization).order_by("pk"))
    joined = Actor(user_id=user.pk, organization_id=organization.pk, channel=actor.channel, name=user.name)
    membership = join(organization, user, roles, actor=joined, now=now)
    User.objects.filter(pk=user.pk).update(last_organization=organization)
    return membership


def _lock_by_token(token: str) -> tuple[Organization, Invitation]:
    """Lock the company first and then its invitation, as everybody does."""
    found = Invitation.objects.filter(token_hash=hash_token(token)).values("pk", "organization_id").first()
    if found is None:
        raise NotFound
    organization = Organization.objects.locked().get(pk=found["organization_id"])
    # Looked up by its hash again: sent anew in the meantime, this link is dead.
    invitation = Invitation.objects.locked().filter(pk=found["pk"], token_hash=hash_token(token)).first()
    if invitation is None:
        raise InvitationClosed
    return organization, invitation


def _invited_user(actor: Actor, invitation: Invitation, *, name: str, password: str) -> User:
    if actor.user_id is not None:
        user = User.objects.get(pk=actor.user_id)
        if user.email.lower() != invitation.email.lower():
            raise InvitationForSomebodyElse
        return user
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise EmailTaken(email=invitation.email)
    name = name.strip() or invitation.name
    errors = _password_errors(password, User(email=invitation.email, name=name))
    if not name:
        errors["name"] = [_("This field is required.")]
    if errors:
        raise InvalidInput(errors=errors)
    user = register_user(actor=actor, email=invitation.email, name=name, password=password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _password_errors(password: str, user: User) -> dict[str, list[str]]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {"password": [str(message) for message in error.messages]}
    return {}


def _lock_invitation(actor: Actor, invitation_id: str) -> Invitation:
    managed = Organization.objects.managed_by(actor)
    company_id = (
        Invitation.objects.filter(organization__in=managed, public_id=invitation_id)
        .values_list("organization__public_id", flat=True)
        .first()
    )
    if company_id is None:
        raise NotFound
    organization = lock_company(actor=actor, permission=CompanyPermission.INVITE_USER, organization_id=company_id)
    invitation = Invitation.objects.locked().get(public_id=invitation_id)
    invitation.organization = organization
    return invitation


def _renew(invitation: Invitation, *, now: datetime) -> None:
    invitation.expires_at = now + timedelta(days=get_config(INVITATION_DAYS))
    invitation.token_hash = hash_token(derive_token(invitation))


def _clean_email(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise InvalidInput(errors={"email": [_("Enter an e-mail address.")]}) from error
    return email


def _publish(invitation: Invitation, organization: Organization, *, now: datetime) -> None:
    events.publish(
        MemberInvited(
            occurred_at=now,
            organization_ids=(organization.pk,),
            invitation_id=invitation.public_id,
            organization_id=organization.public_id,
            email=invitation.email,
        )
    )
