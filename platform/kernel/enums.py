from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryStatus(models.TextChoices):
    """What became of an event at a receiver."""

    DONE = "done", _("Done")
    RETRY = "retry", _("Waiting to be tried again")
    DEAD = "dead", _("Given up")
