from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from reference.models.base import CODE, NamedRecord, fixed, versioned


@versioned
class Dictionary(NamedRecord):
    """A list of codes that people choose from, such as the party types of F003."""

    usage_kind = "dictionary"

    code = models.CharField(_("code"), max_length=60, unique=True, validators=[CODE])
    description_zh = models.CharField(_("description in Chinese"), max_length=300, blank=True)
    description_en = models.CharField(_("description in English"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("dictionary")
        verbose_name_plural = _("dictionaries")
        triggers = fixed("code")


@versioned
class DictionaryEntry(NamedRecord):
    """One code of a dictionary. Documents keep the code, so it never changes; an entry out of use is switched off."""

    dictionary = models.ForeignKey(
        Dictionary, on_delete=models.PROTECT, related_name="entries", verbose_name=_("dictionary")
    )
    code = models.CharField(_("code"), max_length=40, validators=[CODE])
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)
    attributes = models.JSONField(_("attributes"), default=dict, blank=True)

    class Meta:
        verbose_name = _("dictionary entry")
        verbose_name_plural = _("dictionary entries")
        constraints = [
            models.UniqueConstraint(fields=["dictionary", "code"], name="dictionary_entry_code_once"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="dictionary_entry_not_own_parent"),
        ]
        triggers = fixed("dictionary", "code")

    @property
    def usage_key(self) -> tuple[str, str]:
        """Return kind and code under which higher apps refer to this entry."""
        return f"dictionary:{self.dictionary.code}", self.code

    def clean(self) -> None:
        """
        Check what spans two rows or has a shape.

        :raises ValidationError: when the parent is of another dictionary or the attributes are not an object.
        """
        if self.parent is not None and self.parent.dictionary_id != self.dictionary_id:
            raise ValidationError({"parent": _("The parent must be an entry of the same dictionary.")})
        if not isinstance(self.attributes, dict):
            raise ValidationError({"attributes": _("Attributes are a JSON object.")})
