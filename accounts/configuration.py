"""What accounts asks of the public configuration: its settings, and where it stores codes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reference.enums import ConfigKind
from reference.registry import ConfigDefinition, Usage, register_config, register_usage

EXPIRY_REMINDER_DAYS = "accounts.expiry_reminder_days"
INVITATION_DAYS = "accounts.invitation_days"

register_config(
    ConfigDefinition(
        EXPIRY_REMINDER_DAYS,
        ConfigKind.INTEGER,
        30,
        name_zh="证照到期提前提醒天数",
        name_en="Days before a licence or certificate ends to remind its company",
    )
)
register_config(
    ConfigDefinition(
        INVITATION_DAYS,
        ConfigKind.INTEGER,
        7,
        name_zh="邀请有效天数",
        name_en="Days that an invitation stays valid",
    )
)
register_usage(Usage("dictionary:party_type", "accounts.Organization", "party_type", _("companies")))
register_usage(Usage("dictionary:industry", "accounts.Organization", "industry", _("companies")))
register_usage(Usage("region", "accounts.Organization", "region_code", _("companies")))
register_usage(Usage("currency", "accounts.Organization", "currency", _("companies")))
register_usage(Usage("region", "accounts.Address", "region_code", _("addresses")))
register_usage(Usage("region", "accounts.Team", "region_code", _("teams")))
register_usage(Usage("dictionary:certificate_type", "accounts.Certificate", "certificate_type", _("certificates")))
