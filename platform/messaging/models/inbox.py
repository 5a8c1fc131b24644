from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.actors import Actor
from kernel.public_ids import PublicIdField
from messaging.enums import MessageCategory


def reader_id(actor: Actor) -> int | None:
    """Return whose inbox an actor sees: the customer's while staff act for one."""
    return actor.on_behalf_of_user_id or actor.user_id


class InboxMessageQuerySet(models.QuerySet["InboxMessage"]):
    def visible_to(self, actor: Actor) -> InboxMessageQuerySet:
        """Keep the person's own messages of the company they act for."""
        return self.filter(organization_id=actor.organization_id, user_id=reader_id(actor))

    def unread(self) -> InboxMessageQuerySet:
        """Keep what nobody has read and nobody has put away."""
        return self.filter(read_at=None, archived_at=None)


class InboxMessage(models.Model):
    """A message in a person's inbox, as it was worded when it arrived."""

    public_id = PublicIdField("msg")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inbox_messages")
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.CASCADE, related_name="+", verbose_name=_("company")
    )
    event_id = models.CharField(max_length=40)
    code = models.CharField(_("message"), max_length=80)
    category = models.CharField(_("category"), max_length=12, choices=MessageCategory)
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("text"))
    # A path on this site.
    link = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(_("received at"))
    read_at = models.DateTimeField(_("read at"), null=True)
    archived_at = models.DateTimeField(_("archived at"), null=True)

    objects = InboxMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("inbox message")
        verbose_name_plural = _("inbox messages")
        constraints = [
            models.UniqueConstraint(
                fields=["event_id", "code", "user", "organization"], name="inbox_message_once_per_event"
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="/") & ~Q(link__startswith="//"), name="inbox_link_stays_here"
            ),
        ]
        indexes = [
            # The badge on every page.
            models.Index(
                fields=["user", "organization"],
                condition=Q(read_at=None, archived_at=None),
                name="inbox_unread_idx",
            ),
            # The list, newest first.
            models.Index(fields=["user", "organization", "-public_id"], name="inbox_list_idx"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_read(self) -> bool:
        """Tell whether the person has opened the message."""
        return self.read_at is not None

    def mark_read(self, *, at: datetime) -> None:
        """Set what opening sets; the first time counts."""
        self.read_at = self.read_at or at

    def mark_archived(self, *, at: datetime) -> None:
        """Set what putting away sets; it counts as read."""
        self.mark_read(at=at)
        self.archived_at = self.archived_at or at
