from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reference.enums import ConfigKind
from reference.models.base import CODE, NamedRecord, ReferenceRecord, fixed, versioned


@versioned
class ConfigItem(NamedRecord):
    """One setting with a type, a default and, once somebody has decided, a value; decimals are kept as text in JSON."""

    code = models.CharField(_("code"), max_length=80, unique=True, validators=[CODE])
    kind = models.CharField(_("type"), max_length=10, choices=ConfigKind)
    default = models.JSONField(_("default"), null=True, blank=True)
    value = models.JSONField(_("value"), null=True, blank=True, help_text=_("Empty: the default applies."))
    # [code, Chinese, English] for each of a list.
    choices = models.JSONField(_("choices"), default=list, blank=True)
    description_zh = models.TextField(_("description in Chinese"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)

    class Meta:
        verbose_name = _("config item")
        verbose_name_plural = _("config items")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ConfigKind.values), name="config_item_kind_known"),
        ]
        triggers = fixed("code", "kind")

    def clean(self) -> None:
        """
        Check value and default against the type.

        :raises ValidationError: when one of them does not fit.
        """
        codes = [choice[0] for choice in self.choices]
        for name in ("default", "value"):
            raw = getattr(self, name)
            if raw is None:
                continue
            try:
                parse_config_value(ConfigKind(self.kind), raw, choices=codes)
            except ValueError as error:
                raise ValidationError({name: str(error)}) from error


_JSON_TYPES: dict[ConfigKind, type] = {
    ConfigKind.BOOLEAN: bool,
    ConfigKind.INTEGER: int,
    ConfigKind.TEXT: str,
    ConfigKind.CHOICE: str,
}


def parse_config_value(kind: ConfigKind, raw: Any, *, choices: list[str]) -> Any:
    """
    Turn a stored JSON value into the Python value of its kind.

    :raises ValueError: when it is of another type, not a finite number, or not among the choices.
    """
    if kind is ConfigKind.JSON:
        return raw
    if kind is ConfigKind.DECIMAL:
        return _parse_decimal(raw)
    expected = _JSON_TYPES[kind]
    if type(raw) is not expected:
        raise ValueError(_("This is not of the type “%(kind)s”.") % {"kind": kind.label})
    if kind is ConfigKind.CHOICE and raw not in choices:
        raise ValueError(_("Choose one of: %(choices)s.") % {"choices": ", ".join(choices)})
    return raw


def _parse_decimal(raw: Any) -> Decimal:
    """Read a decimal from text; binary fractions are refused, because they have already lost digits."""
    message = _('Write a decimal number in quotation marks, such as "0.05".')
    if not isinstance(raw, str | int) or isinstance(raw, bool):
        raise ValueError(message)
    try:
        number = Decimal(raw)
    except InvalidOperation as error:
        raise ValueError(message) from error
    if not number.is_finite():
        raise ValueError(message)
    return number


@versioned
class FeatureSwitch(NamedRecord):
    """Whether a module is on for the whole installation (F229)."""

    code = models.CharField(_("code"), max_length=60, unique=True, validators=[CODE])
    is_on = models.BooleanField(_("switched on"), default=True)

    class Meta:
        verbose_name = _("feature switch")
        verbose_name_plural = _("feature switches")
        triggers = fixed("code")


@versioned
class FeatureSwitchException(ReferenceRecord):
    """One organization for which a module is on or off, whatever holds for the rest."""

    switch = models.ForeignKey(
        FeatureSwitch, on_delete=models.CASCADE, related_name="exceptions", verbose_name=_("switch")
    )
    organization_id = models.BigIntegerField(_("organization"))
    is_on = models.BooleanField(_("switched on"))

    class Meta:
        verbose_name = _("exception from a switch")
        verbose_name_plural = _("exceptions from switches")
        constraints = [
            models.UniqueConstraint(fields=["switch", "organization_id"], name="feature_switch_exception_once")
        ]

    def __str__(self) -> str:
        return f"{self.switch_id} for {self.organization_id}"


@versioned
class CodeMapping(ReferenceRecord):
    """What another system calls one of our codes; without an organization it holds for everybody."""

    system = models.CharField(_("system"), max_length=60, validators=[CODE])
    kind = models.CharField(_("kind"), max_length=60, validators=[CODE])
    external_code = models.CharField(_("external code"), max_length=120)
    internal_code = models.CharField(_("internal code"), max_length=120)
    organization_id = models.BigIntegerField(_("organization"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("code mapping")
        verbose_name_plural = _("code mappings")
        constraints = [
            # An external code means one thing; several external codes may mean the same thing to us.
            models.UniqueConstraint(
                fields=["system", "kind", "organization_id", "external_code"],
                nulls_distinct=False,
                name="code_mapping_external_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.system}/{self.kind}: {self.external_code} → {self.internal_code}"
