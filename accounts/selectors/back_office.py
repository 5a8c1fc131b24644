"""What only the operator's back office asks."""

from __future__ import annotations

from accounts.models import Membership
from accounts.permissions import StaffAccountsPermission
from kernel.actors import Actor
from kernel.enums import DeliveryStatus
from kernel.models import OutboxDelivery, OutboxEvent


def count_dead_letters(*, actor: Actor) -> int:
    """
    Return the number of deliveries that were given up.

    :raises Forbidden: when the actor may not watch the platform.
    """
    actor.require(StaffAccountsPermission.MANAGE_PLATFORM)
    return OutboxDelivery.objects.filter(status=DeliveryStatus.DEAD).count()


def count_waiting_events(*, actor: Actor) -> int:
    """
    Return the number of events that are not delivered yet.

    :raises Forbidden: when the actor may not watch the platform.
    """
    actor.require(StaffAccountsPermission.MANAGE_PLATFORM)
    return OutboxEvent.objects.filter(is_relayed=False).count()


def permissions_of_member(*, actor: Actor, membership_id: int) -> frozenset[str]:
    """
    Return what a member holds through their roles; nothing when there is no such member.

    :raises Forbidden: when the actor may not act for customers.
    """
    actor.require(StaffAccountsPermission.IMPERSONATE)
    member = Membership.objects.filter(pk=membership_id).prefetch_related("roles").first()
    return frozenset().union(*(role.granted() for role in member.roles.all())) if member else frozenset()
