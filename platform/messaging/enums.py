from django.db import models
from django.utils.translation import gettext_lazy as _


class ChannelKind(models.TextChoices):
    """The ways by which a message reaches a person; each has a module in `messaging.channels`."""

    IN_APP = "in_app", _("Inbox")
    EMAIL = "email", _("E-mail")


class MessageCategory(models.TextChoices):
    """What a message is about: people choose channels by category (F222)."""

    SECURITY = "security", _("Security")
    COMPANY = "company", _("Company and membership")
    TRADE = "trade", _("Quotations and orders")
    DELIVERY = "delivery", _("Deliveries and returns")
    FINANCE = "finance", _("Invoices and payments")
    SERVICE = "service", _("Customer service")
    MARKETING = "marketing", _("Offers and news")


# Nobody can switch these off: who is not told of them cannot defend the account.
MANDATORY_CATEGORIES = frozenset({MessageCategory.SECURITY})


class DeliveryState(models.TextChoices):
    """Where one message to one person through one channel stands."""

    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    DEAD = "dead", _("Given up")
    WITHDRAWN = "withdrawn", _("Not needed any more")
