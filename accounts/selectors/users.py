"""People as others see them."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import User
from kernel.actors import Actor
from kernel.errors import NotAuthenticated


def get_me(*, actor: Actor) -> User:
    """
    Return the person at the keyboard.

    :raises NotAuthenticated: for visitors, machines and the system.
    """
    user = User.objects.filter(pk=actor.user_id, is_active=True).first() if actor.user_id else None
    if user is None:
        raise NotAuthenticated
    return user


def names_of(user_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of people by id, to print beside records that hold plain ids."""
    return dict(User.objects.filter(pk__in=set(user_ids)).values_list("pk", "name"))
