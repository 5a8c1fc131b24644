"""What waits for the operator's staff, as far as accounts and the kernel know."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.admin.dashboard import DashboardCard, register_card
from accounts.enums import OrganizationStatus
from accounts.permissions import StaffAccountsPermission
from accounts.selectors.back_office import count_dead_letters, count_waiting_events
from accounts.selectors.organizations import OrganizationFilter, list_organizations
from accounts.selectors.papers import list_pending_verifications
from kernel.actors import Actor


def count_in_review(*, actor: Actor) -> int:
    """Return the number of companies that wait for a decision."""
    return list_organizations(actor=actor, narrow=OrganizationFilter(status=OrganizationStatus.IN_REVIEW)).count()


def count_active(*, actor: Actor) -> int:
    """Return the number of companies that may trade."""
    return list_organizations(actor=actor, narrow=OrganizationFilter(status=OrganizationStatus.ACTIVE)).count()


def count_pending_papers(*, actor: Actor) -> int:
    """Return the number of papers that wait for a reviewer."""
    return list_pending_verifications(actor=actor).count()


register_card(
    DashboardCard(
        "accounts.in_review",
        _("Companies waiting for review"),
        count_in_review,
        StaffAccountsPermission.REVIEW_ORGANIZATION,
        icon="domain_verification",
        url_name="admin:accounts_organization_changelist",
        query="?status__exact=in_review",
        position=10,
    )
)
register_card(
    DashboardCard(
        "accounts.papers",
        _("Papers waiting for review"),
        count_pending_papers,
        StaffAccountsPermission.REVIEW_VERIFICATION,
        icon="verified_user",
        url_name="admin:accounts_verification_changelist",
        query="?status__exact=pending",
        position=11,
    )
)
register_card(
    DashboardCard(
        "accounts.active",
        _("Active companies"),
        count_active,
        StaffAccountsPermission.VIEW_ORGANIZATION,
        icon="domain",
        url_name="admin:accounts_organization_changelist",
        query="?status__exact=active",
        position=12,
    )
)
register_card(
    DashboardCard(
        "kernel.dead_letters",
        _("Dead letters"),
        count_dead_letters,
        StaffAccountsPermission.MANAGE_PLATFORM,
        icon="mark_email_unread",
        url_name="admin:kernel_outboxdelivery_changelist",
        query="?status__exact=dead",
        hint=_("Deliveries that were given up after all attempts"),
        is_urgent=True,
        position=90,
    )
)
register_card(
    DashboardCard(
        "kernel.waiting_events",
        _("Events on their way"),
        count_waiting_events,
        StaffAccountsPermission.MANAGE_PLATFORM,
        icon="outbox",
        url_name="admin:kernel_outboxevent_changelist",
        query="?is_relayed__exact=0",
        position=91,
    )
)
