"""Who may see and change public configuration; the app above puts the codes into the vocabulary of roles."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StaffConfigPermission(TextChoices):
    """What the operator's staff may do with public configuration."""

    VIEW_CONFIG = "staff.config.view", _("See public configuration")
    MANAGE_CONFIG = "staff.config.manage", _("Change public configuration")
