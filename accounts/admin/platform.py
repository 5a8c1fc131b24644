"""What the platform itself does: events and their deliveries, trails, seals."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RangeDateTimeFilter
from unfold.decorators import display

from accounts.admin.base import ReadOnlyInline, Section, StaffModelAdmin, StaffRequest, staff_action
from accounts.permissions import StaffAccountsPermission
from kernel.enums import DeliveryStatus
from kernel.models import OutboxDelivery, OutboxEvent, Seal, TransitionLog
from kernel.services.outbox import revive_deliveries

DELIVERY_TONES = {DeliveryStatus.DONE: "success", DeliveryStatus.RETRY: "warning", DeliveryStatus.DEAD: "danger"}


def pretty_json(value: Any) -> SafeString:
    """Return stored JSON as it is read best."""
    return format_html("<pre>{}</pre>", json.dumps(value, ensure_ascii=False, indent=2, default=str))


class DeliveryInline(ReadOnlyInline):
    view_permission = StaffAccountsPermission.MANAGE_PLATFORM
    model = OutboxDelivery
    fields = readonly_fields = ("receiver", "status", "attempt_count", "next_attempt_at", "done_at", "last_error")


@admin.register(OutboxEvent)
class OutboxEventAdmin(StaffModelAdmin):
    """Facts that were announced, with what became of them at each receiver."""

    view_permission = StaffAccountsPermission.MANAGE_PLATFORM
    section, icon, position = Section.PLATFORM, "outbox", 10
    list_display = ("occurred_at", "name", "event_id", "is_relayed")
    list_filter = (("occurred_at", RangeDateTimeFilter), "is_relayed")
    search_fields = ("name__startswith", "event_id")
    ordering = ("-id",)
    fields = ("name", "event_id", "occurred_at", "is_relayed", "content")
    readonly_fields = ("content",)
    inlines = (DeliveryInline,)

    @admin.display(description=_("Payload"))
    def content(self, event: OutboxEvent) -> SafeString:
        """Return the payload, readable."""
        return pretty_json(event.payload)


@admin.register(OutboxDelivery)
class OutboxDeliveryAdmin(StaffModelAdmin):
    """Deliveries, and among them the dead letters that a person must look at."""

    view_permission = StaffAccountsPermission.MANAGE_PLATFORM
    section, icon, position = Section.PLATFORM, "mark_email_unread", 11
    list_display = ("event", "receiver", "status_label", "attempt_count", "next_attempt_at", "done_at")
    list_filter = (("status", ChoicesDropdownFilter), "receiver")
    search_fields = ("event__name__startswith", "event__event_id", "receiver")
    list_select_related = ("event",)
    ordering = ("-id",)
    actions = ("try_selected_again",)
    actions_detail = ("try_again",)

    @display(description=_("Status"), ordering="status", label=DELIVERY_TONES)
    def status_label(self, delivery: OutboxDelivery) -> tuple[str, str]:
        """Return the status in its colour."""
        return delivery.status, delivery.get_status_display()

    @admin.action(description=_("Try again"))
    def try_selected_again(self, request: StaffRequest, deliveries: QuerySet[OutboxDelivery]) -> None:
        """Give dead letters all their attempts again."""
        revived = revive_deliveries(delivery_ids=list(deliveries.values_list("pk", flat=True)), now=timezone.now())
        sentence = ngettext(
            "%(count)d delivery will be tried again.", "%(count)d deliveries will be tried again.", revived
        )
        messages.success(request, sentence % {"count": revived})

    @staff_action(
        _("Try again"),
        permission=StaffAccountsPermission.MANAGE_PLATFORM,
        icon="replay",
        explanation=_("The receiver gets the event once more, with all its attempts."),
        when=lambda delivery: delivery.status == DeliveryStatus.DEAD,
    )
    def try_again(self, request: StaffRequest, delivery: OutboxDelivery, form: Any) -> str:
        """Give a dead letter all its attempts again."""
        revive_deliveries(delivery_ids=[delivery.pk], now=timezone.now())
        return str(_("The delivery will be tried again."))


@admin.register(TransitionLog)
class TransitionLogAdmin(StaffModelAdmin):
    """Every step of every document: who, for whom, when and why."""

    view_permission = StaffAccountsPermission.VIEW_AUDIT
    section, icon, position = Section.PLATFORM, "timeline", 20
    list_display = (
        "occurred_at",
        "document_type",
        "document_id",
        "from_status",
        "to_status",
        "actor_name",
        "channel",
        "is_for_somebody",
    )
    list_filter = (("occurred_at", RangeDateTimeFilter), "document_type", "channel")
    search_fields = ("document_id", "actor_name", "reason")
    ordering = ("-id",)

    @display(description=_("On behalf"), boolean=True)
    def is_for_somebody(self, step: TransitionLog) -> bool:
        """Tell whether staff took the step for a customer."""
        return step.on_behalf_of_user_id is not None


@admin.register(Seal)
class SealAdmin(StaffModelAdmin):
    """The links of the tamper-evident chain."""

    view_permission = StaffAccountsPermission.VIEW_AUDIT
    section, icon, position = Section.PLATFORM, "link", 30
    list_display = ("id", "source", "record_id", "hash", "sealed_at")
    list_filter = ("source", ("sealed_at", RangeDateTimeFilter))
    search_fields = ("record_id", "hash")
    ordering = ("-id",)
