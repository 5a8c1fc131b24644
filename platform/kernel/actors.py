"""Who is asking: the first argument of every selector and service."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from kernel.errors import Forbidden


class Channel(StrEnum):
    """Where a request came from (F011); stored on orders and transitions."""

    PC = "pc"
    H5 = "h5"
    MINIPROGRAM = "miniprogram"
    APP = "app"
    API = "api"
    OFFLINE = "offline"
    ADMIN = "admin"
    IMPORT = "import"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """
    A person or machine acting for one organization.

    `permissions` are codes held in `organization_id` only. `on_behalf_of_user_id` is the customer's user while staff act for it:
    `user_id` stays the person at the keyboard. `is_platform` marks the operator's staff, whose `staff.*` codes reach across organizations.
    """

    user_id: int | None
    organization_id: int | None
    permissions: frozenset[str] = field(default_factory=frozenset)
    is_platform: bool = False
    on_behalf_of_user_id: int | None = None
    channel: Channel = Channel.PC
    client_id: int | None = None
    is_system: bool = False
    name: str = ""

    @classmethod
    def system(cls, name: str = "system") -> Actor:
        """Return the platform itself, for timers and relays; it may do everything and is named on the record."""
        return cls(
            user_id=None, organization_id=None, is_platform=True, is_system=True, channel=Channel.SYSTEM, name=name
        )

    @classmethod
    def anonymous(cls, channel: Channel = Channel.PC) -> Actor:
        """Return a visitor who has not signed in."""
        return cls(user_id=None, organization_id=None, channel=channel)

    @property
    def is_authenticated(self) -> bool:
        """Tell a known person, client or the system from a visitor."""
        return self.user_id is not None or self.client_id is not None or self.is_system

    @property
    def own_organization_id(self) -> int:
        """
        Return the organization the actor acts for, where there must be one.

        :raises Forbidden: when the actor acts for none.
        """
        if self.organization_id is None:
            raise Forbidden
        return self.organization_id

    def through(self, channel: Channel) -> Actor:
        """Return the same actor arriving through another channel."""
        return replace(self, channel=channel)

    def has(self, permission: str, *, organization_id: int | None = None) -> bool:
        """Tell whether the actor holds `permission`, in `organization_id` when given. The system holds everything."""
        if self.is_system:
            return True
        if organization_id is not None and organization_id != self.organization_id:
            return False
        return permission in self.permissions

    def require(self, permission: str, *, organization_id: int | None = None) -> None:
        """
        Refuse unless the actor holds `permission`.

        :raises Forbidden: when it does not.
        """
        if not self.has(permission, organization_id=organization_id):
            raise Forbidden(permission=permission)
