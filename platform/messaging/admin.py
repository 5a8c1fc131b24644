"""Templates to edit and preview, what was sent to whom, and inboxes to look at."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import Section, StaffModelAdmin, StaffRequest, as_staff, staff_action
from accounts.admin.dashboard import DashboardCard, register_card
from messaging.enums import DeliveryState
from messaging.models import Delivery, InboxMessage, MessageTemplate
from messaging.models.templates import TEXT_FIELDS
from messaging.permissions import StaffMessagesPermission
from messaging.registry import get_message_type
from messaging.selectors.deliveries import count_given_up
from messaging.selectors.templates import preview_template
from messaging.services.delivering import send_again
from messaging.services.templates import ensure_templates, save_template


@admin.register(MessageTemplate)
class MessageTemplateAdmin(StaffModelAdmin):
    """The operator's wording; where a text is empty, the product's wording serves."""

    view_permission = StaffMessagesPermission.VIEW_MESSAGES
    change_permission = StaffMessagesPermission.MANAGE_MESSAGES
    section, icon, position = Section.PLATFORM, "mail", 10
    list_display = ("code", "channel", "subject", "wording", "is_active")
    list_filter = ("channel", "is_active")
    search_fields = ("code", *TEXT_FIELDS)
    ordering = ("code", "channel")
    readonly_fields = ("code", "channel", "variables", "product_wording", "preview")
    fieldsets = (
        (None, {"fields": (("code", "channel"), "is_active", "variables")}),
        ("中文", {"fields": ("subject_zh", "body_zh"), "classes": ("tab",)}),
        ("English", {"fields": ("subject_en", "body_en"), "classes": ("tab",)}),
        (_("Preview"), {"fields": ("preview", "product_wording"), "classes": ("tab",)}),
    )

    def changelist_view(self, request: StaffRequest, extra_context: Any = None) -> HttpResponse:
        """List every message that an app sends, those nobody has reworded too."""
        if self.has_view_permission(request):
            ensure_templates()
        return super().changelist_view(request, extra_context)

    def save_model(self, request: StaffRequest, obj: MessageTemplate, form: Any, change: bool) -> None:
        """Store the wording through the service."""
        save_template(actor=as_staff(request), template=obj)

    @admin.display(description=_("Subject"))
    def subject(self, template: MessageTemplate) -> str:
        """Return the subject as it reads with sample values."""
        return preview_template(template, language=get_language() or settings.LANGUAGE_CODE).subject

    @admin.display(description=_("Wording"))
    def wording(self, template: MessageTemplate) -> str:
        """Tell whether the operator has put anything in the place of the product's wording."""
        is_reworded = any(getattr(template, name) for name in TEXT_FIELDS)
        return str(_("Your own") if is_reworded else _("The product's"))

    @admin.display(description=_("Variables"))
    def variables(self, template: MessageTemplate) -> SafeString:
        """Return what may stand in the texts, with an example of each."""
        message_type = get_message_type(template.code)
        samples = message_type.variables.items() if message_type else ()
        rows = ((f"{{{{ {name} }}}}", sample.label, sample.value) for name, sample in samples)
        return format_html("<ul>{}</ul>", format_html_join("", "<li><code>{}</code> {}: {}</li>", rows))

    @admin.display(description=_("The product's wording"))
    def product_wording(self, template: MessageTemplate) -> SafeString:
        """Return the texts that serve where the operator's are empty."""
        message_type = get_message_type(template.code)
        if message_type is None:
            return format_html("{}", "–")
        texts = message_type.texts
        return _paragraphs([(texts.subject_zh, texts.body_zh), (texts.subject_en, texts.body_en)])

    @admin.display(description=_("With sample values"))
    def preview(self, template: MessageTemplate) -> SafeString:
        """Return the message as people would read it, in both languages."""
        return _paragraphs(tuple(preview_template(template, language=code)) for code, _label in settings.LANGUAGES)


def _paragraphs(wordings: Any) -> SafeString:
    pattern = '<p><strong>{}</strong></p><p class="whitespace-pre-line">{}</p>'
    return format_html_join("", pattern, wordings)


@admin.register(Delivery)
class DeliveryAdmin(StaffModelAdmin):
    """What was sent to whom, through what, and what became of it."""

    view_permission = StaffMessagesPermission.VIEW_MESSAGES
    section, icon, position = Section.PLATFORM, "outgoing_mail", 12
    list_display = (
        "created_at",
        "code",
        "channel",
        "masked_address",
        "organization",
        "state",
        "attempt_count",
        "sent_at",
    )
    list_filter = ("state", "channel", "code")
    list_select_related = ("organization",)
    search_fields = ("public_id", "event_id", "masked_address", "user__email")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    exclude = ("recipient_key", "address", "values")
    actions_detail = ("send_again",)

    @staff_action(
        _("Send again"),
        permission=StaffMessagesPermission.MANAGE_MESSAGES,
        icon="send",
        when=lambda delivery: delivery.state == DeliveryState.DEAD and delivery.user_id is not None,
    )
    def send_again(self, request: StaffRequest, delivery: Delivery, form: Any) -> str:
        """Try a delivery that was given up from the beginning."""
        send_again(actor=as_staff(request), delivery_id=delivery.public_id, now=timezone.now())
        return str(_("The message is on its way again."))


@admin.register(InboxMessage)
class InboxMessageAdmin(StaffModelAdmin):
    """What lies in people's inboxes, to look at."""

    view_permission = StaffMessagesPermission.VIEW_MESSAGES
    section, icon, position = Section.PLATFORM, "inbox", 14
    list_display = ("created_at", "user", "organization", "title", "category", "read_at")
    list_filter = ("category",)
    list_select_related = ("user", "organization")
    search_fields = ("public_id", "event_id", "title", "user__email")
    date_hierarchy = "created_at"
    ordering = ("-id",)


register_card(
    DashboardCard(
        "messaging.given_up",
        _("Messages that reached nobody"),
        count_given_up,
        StaffMessagesPermission.VIEW_MESSAGES,
        icon="unsubscribe",
        url_name="admin:messaging_delivery_changelist",
        query="?state__exact=dead",
        is_urgent=True,
        position=92,
    )
)
