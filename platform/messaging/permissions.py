"""What staff may do with messages and, because reference lies below the vocabulary of roles, with public configuration."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.enums import Audience
from accounts.permissions import PermissionSet, register_permissions, register_preset, register_set
from reference.permissions import StaffConfigPermission


class StaffMessagesPermission(TextChoices):
    """What the operator's staff may do with messages."""

    VIEW_MESSAGES = "staff.messages.view", _("See templates, deliveries and inboxes")
    MANAGE_MESSAGES = "staff.messages.manage", _("Change message templates and send again")


def register() -> None:
    """Add the codes to the staff's vocabulary and give them to administrators."""
    register_permissions(Audience.STAFF, StaffConfigPermission)
    register_permissions(Audience.STAFF, StaffMessagesPermission)
    register_set(
        PermissionSet(
            "staff.configuration",
            Audience.STAFF,
            _("Public configuration and messages"),
            _("Dictionaries, units, currencies, tax rates, regions, switches, message templates and the delivery log."),
            frozenset({*StaffConfigPermission.values, *StaffMessagesPermission.values}),
        )
    )
    register_preset(
        Audience.STAFF,
        "administrator",
        name_zh="平台管理员",
        name_en="Platform administrator",
        sets=["staff.configuration"],
    )
