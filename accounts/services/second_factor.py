"""The second factor of somebody who has lost it."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.models import User
from accounts.permissions import StaffAccountsPermission
from accounts.services.organizations import given
from accounts.services.profiles import end_sessions
from kernel.actors import Actor
from kernel.errors import NotFound
from kernel.transitions import Step, record_transition

DOCUMENT_TYPE = "user"


@transaction.atomic
def reset_second_factor(*, actor: Actor, user_id: str, reason: str, now: datetime) -> User:
    """
    Remove a person's authenticator app and backup codes and end their sessions; staff set up a new one at the next sign-in.

    :raises Forbidden: when the actor may not edit every company, or staff without the right to manage staff reset staff.
    :raises NotFound: when there is no such person.
    :raises ReasonRequired: when no reason is given.
    """
    actor.require(StaffAccountsPermission.EDIT_ORGANIZATION)
    user = User.objects.select_for_update(of=("self",)).filter(public_id=user_id).first()
    if user is None:
        raise NotFound
    if user.is_staff:
        actor.require(StaffAccountsPermission.MANAGE_STAFF)
    step = Step(DOCUMENT_TYPE, user.pk, "second_factor", "none", reason=given(reason))
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user_id=user.pk)
    record_transition(step, actor=actor, at=now)
    return user
