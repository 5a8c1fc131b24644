"""
The ways out: a module per channel, known to nobody but this table.

To add one: a member of `ChannelKind`, a module here with `address_of` and `send`, and its line in `CHANNELS`.
"""

from __future__ import annotations

from typing import Protocol

from accounts.models import User
from messaging.channels import email, inapp
from messaging.channels.envelope import Envelope
from messaging.enums import ChannelKind


class Channel(Protocol):
    """What a channel's module offers."""

    def address_of(self, user: User) -> str:
        """Return where a person is reached; empty when this channel does not reach them."""
        ...

    def send(self, envelope: Envelope) -> str:
        """
        Deliver one message and return the provider's id for it, if any.

        :raises UndeliverableMessage: when trying again is pointless. Anything else that is raised is tried again.
        """
        ...


CHANNELS: dict[str, Channel] = {ChannelKind.IN_APP: inapp, ChannelKind.EMAIL: email}

__all__ = ["CHANNELS", "Channel", "Envelope"]
