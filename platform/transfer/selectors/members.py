"""Who imports from the command line."""

from __future__ import annotations

from accounts.models import Organization, User
from accounts.selectors.actors import actor_for_user
from kernel.actors import Actor
from kernel.errors import NotFound


def get_member(*, email: str, organization_id: str | None = None) -> Actor:
    """
    Return the person with an e-mail address as a member of a company: the one with this public id, or the one worked in last.

    :raises NotFound: when there is no such person or company.
    """
    user = User.objects.filter(email__iexact=email).first()
    chosen = Organization.objects.filter(public_id=organization_id).first() if organization_id else None
    if user is None or (organization_id and chosen is None):
        raise NotFound
    actor = actor_for_user(user, organization_id=chosen.pk if chosen else None)
    if chosen is not None and actor.organization_id != chosen.pk:
        raise NotFound
    return actor
