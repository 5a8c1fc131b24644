"""State machines as tables, and the append-only trail that every step leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kernel.actors import Actor
from kernel.errors import IllegalTransition
from kernel.models.transitions import TransitionLog

Transitions = Mapping[str, frozenset[str]]


def ensure_transition(transitions: Transitions, *, current: str, target: str) -> None:
    """
    Refuse a step that the table does not hold.

    :raises IllegalTransition: when `target` cannot be reached from `current`.
    """
    if target not in transitions.get(current, frozenset()):
        raise IllegalTransition(current=current, target=target)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one document, as it goes into the trail."""

    document_type: str
    document_id: int
    from_status: str
    to_status: str
    reason: str = ""
    organization_id: int | None = None
    data: Mapping[str, Any] | None = None


def record_transition(step: Step, *, actor: Actor, at: datetime) -> None:
    """Write one step to the trail, inside the caller's transaction."""
    record_transitions([step], actor=actor, at=at)


def record_transitions(steps: Iterable[Step], *, actor: Actor, at: datetime) -> None:
    """Write many steps of one moment in one statement."""
    TransitionLog.objects.bulk_create(
        TransitionLog(
            document_type=step.document_type,
            document_id=step.document_id,
            from_status=step.from_status,
            to_status=step.to_status,
            reason=step.reason,
            data=dict(step.data or {}),
            actor_user_id=actor.user_id,
            actor_client_id=actor.client_id,
            actor_organization_id=step.organization_id or actor.organization_id,
            on_behalf_of_user_id=actor.on_behalf_of_user_id,
            actor_name=actor.name,
            channel=actor.channel,
            occurred_at=at,
        )
        for step in steps
    )
