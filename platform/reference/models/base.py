from __future__ import annotations

from typing import Any

import pghistory
import pgtrigger
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.models import TimestampedModel
from reference.values import in_active_language

CODE = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9_.\-]*$",
    _("Use letters, digits, dot, hyphen and underscore, beginning with a letter or digit."),
)


def versioned(model: Any) -> Any:
    """Keep every version of a model's rows, written by the database itself, whoever changes them and how."""
    events = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
    return pghistory.track(*events, exclude=["created_at", "updated_at"])(model)


def fixed(*fields: str) -> list[pgtrigger.Trigger]:
    """Return the trigger by which the database refuses to change what documents refer to."""
    return [pgtrigger.ReadOnly(name="identity_fixed", fields=list(fields))]


class ReferenceRecord(TimestampedModel):
    """A row of public configuration; written by `reference.services.records` only."""

    # Names the kind of code in the registry of usages.
    usage_kind = ""

    class Meta:
        abstract = True

    @property
    def usage_key(self) -> tuple[str, str]:
        """Return kind and code under which higher apps refer to this row."""
        return self.usage_kind, str(getattr(self, "code", self.pk))


class NamedRecord(ReferenceRecord):
    """A record with a name in both languages."""

    name_zh = models.CharField(_("name in Chinese"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the active language."""
        return in_active_language(self.name_zh, self.name_en)
