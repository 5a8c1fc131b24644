"""Offers to join a company."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core import signing
from django.db.models import QuerySet

from accounts.enums import InvitationStatus
from accounts.errors import InvitationClosed
from accounts.models import Invitation
from accounts.permissions import CompanyPermission, StaffAccountsPermission
from accounts.selectors.access import get_managed_organization, require_in
from kernel.actors import Actor
from kernel.errors import NotFound

_SALT = "accounts.invitation"


def derive_token(invitation: Invitation) -> str:
    """
    Return the secret of an invitation's link: a keyed hash of its id and expiry.

    Nothing stored or published gives it away, and sending again changes the expiry and thereby the secret.
    """
    return signing.Signer(salt=_SALT).signature(f"{invitation.public_id}:{invitation.expires_at.isoformat()}")


def hash_token(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def get_invitation_token(*, invitation_id: str) -> str:
    """
    Return the token of an open invitation, for whoever sends its mail.

    :raises NotFound: when there is no such invitation.
    :raises InvitationClosed: when it was answered or withdrawn in the meantime.
    """
    invitation = Invitation.objects.filter(public_id=invitation_id).first()
    if invitation is None:
        raise NotFound
    if invitation.status != InvitationStatus.PENDING:
        raise InvitationClosed
    return derive_token(invitation)


def get_invitation_by_token(*, token: str, now: datetime) -> Invitation:
    """
    Return the open invitation behind a link, with its company.

    :raises NotFound: when the link is made up.
    :raises InvitationClosed: when it was used, withdrawn or has expired.
    """
    invitation = (
        Invitation.objects.filter(token_hash=hash_token(token)).select_related("organization", "invited_by").first()
    )
    if invitation is None:
        raise NotFound
    if not invitation.is_open(now):
        raise InvitationClosed
    return invitation


def list_invitations(*, actor: Actor, organization_id: str | None = None) -> QuerySet[Invitation]:
    """
    Return a company's unanswered invitations, expired ones too, newest first.

    :raises NotFound: when the company is not the actor's to manage.
    :raises Forbidden: when the actor may not see members.
    """
    organization = get_managed_organization(actor=actor, organization_id=organization_id)
    staff = StaffAccountsPermission.VIEW_ORGANIZATION
    require_in(actor, CompanyPermission.VIEW_USER, organization, staff=staff)
    waiting = Invitation.objects.filter(organization=organization, status=InvitationStatus.PENDING)
    return waiting.select_related("invited_by").prefetch_related("roles").order_by("-pk")
