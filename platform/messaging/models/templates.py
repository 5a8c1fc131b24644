from __future__ import annotations

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.models import TimestampedModel
from messaging.enums import ChannelKind
from messaging.registry import get_message_type
from messaging.sandbox import validate_text

TEXT_FIELDS = ("subject_zh", "subject_en", "body_zh", "body_en")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["created_at", "updated_at"],
)
class MessageTemplate(TimestampedModel):
    """The operator's own wording of one message in one channel (F221); where a text is empty, the product's wording serves."""

    code = models.CharField(_("message"), max_length=80)
    channel = models.CharField(_("channel"), max_length=10, choices=ChannelKind)
    subject_zh = models.CharField(_("subject in Chinese"), max_length=200, blank=True)
    subject_en = models.CharField(_("subject in English"), max_length=200, blank=True)
    body_zh = models.TextField(_("text in Chinese"), blank=True)
    body_en = models.TextField(_("text in English"), blank=True)
    is_active = models.BooleanField(_("sent"), default=True)

    class Meta:
        verbose_name = _("message template")
        verbose_name_plural = _("message templates")
        constraints = [
            models.UniqueConstraint(fields=["code", "channel"], name="message_template_once"),
            models.CheckConstraint(
                condition=models.Q(channel__in=ChannelKind.values), name="message_template_channel_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.get_channel_display()}"

    def clean(self) -> None:
        """
        Try every text on the message's sample values.

        :raises ValidationError: when the code is not a message of this version, or a text is not a valid template.
        """
        message_type = get_message_type(self.code)
        if message_type is None:
            raise ValidationError({"code": _("No app sends a message of this code.")})
        if not self.is_active and message_type.is_mandatory:
            raise ValidationError({"is_active": _("Security messages cannot be switched off.")})
        errors: dict[str, list[str]] = {}
        for name in TEXT_FIELDS:
            try:
                validate_text(getattr(self, name), samples=message_type.samples)
            except ValidationError as error:
                errors[name] = list(error.messages)
        if errors:
            raise ValidationError(errors)
