from messaging.models.deliveries import Delivery
from messaging.models.inbox import InboxMessage
from messaging.models.preferences import ChannelPreference
from messaging.models.templates import MessageTemplate

__all__ = ["ChannelPreference", "Delivery", "InboxMessage", "MessageTemplate"]
