"""Remember who asked for a job, and be that actor again when the work is done: never with more rights than then or now."""

from __future__ import annotations

from typing import Any

from accounts.selectors.actors import permissions_in
from kernel.actors import Actor, Channel
from transfer.errors import NoLongerAllowed
from transfer.models import TransferJob


def describe_actor(actor: Actor) -> dict[str, Any]:
    """Return what of an actor the job's own columns do not hold."""
    return {
        "permissions": sorted(actor.permissions),
        "client_id": actor.client_id,
        "on_behalf_of_user_id": actor.on_behalf_of_user_id,
        "is_platform": actor.is_platform,
        "is_system": actor.is_system,
        "name": actor.name,
    }


def actor_of_job(job: TransferJob, *, permission: str) -> Actor:
    """
    Return the actor who asked for the job, with the permissions held then and still held now.

    :raises NoLongerAllowed: when the person has gone or holds the job's permission no more.
    """
    then = job.asked_by
    permissions = frozenset(then.get("permissions", ()))
    person = then.get("on_behalf_of_user_id") or job.user_id
    if person is not None:
        permissions &= permissions_in(user_id=person, organization_id=job.organization_id)
    if job.user is not None and not job.user.is_active:
        raise NoLongerAllowed
    actor = Actor(
        user_id=job.user_id,
        organization_id=job.organization_id,
        permissions=permissions,
        is_platform=then.get("is_platform", False),
        on_behalf_of_user_id=then.get("on_behalf_of_user_id"),
        channel=Channel.IMPORT,
        client_id=then.get("client_id"),
        is_system=then.get("is_system", False),
        name=then.get("name", ""),
    )
    if not actor.has(permission):
        raise NoLongerAllowed
    return actor
