from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from kernel.models import CurrencyField, RateField
from kernel.money import currency_exponent
from reference.enums import Dimension, TaxKind
from reference.models.base import CODE, NamedRecord, ReferenceRecord, fixed, versioned

CURRENCY_CODE = RegexValidator(r"^[A-Z]{3}$", _("A currency code is three capital letters (ISO 4217)."))
COUNTRY_CODE = RegexValidator(r"^[A-Z]{2}$", _("A country code is two capital letters (ISO 3166)."))


@versioned
class Unit(NamedRecord):
    """A unit of measure with its UN/ECE Recommendation 20 code. Its factor is exact: 1 unit = `factor` base units of the dimension."""

    usage_kind = "unit"

    code = models.CharField(_("code"), max_length=3, unique=True, validators=[CODE])
    symbol_zh = models.CharField(_("symbol in Chinese"), max_length=20)
    symbol_en = models.CharField(_("symbol in English"), max_length=20)
    dimension = models.CharField(_("dimension"), max_length=10, choices=Dimension)
    factor = models.DecimalField(_("factor to the base unit"), max_digits=24, decimal_places=12, default=1)
    precision = models.PositiveSmallIntegerField(_("decimals"), default=0, validators=[MaxValueValidator(4)])
    is_active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(condition=Q(factor__gt=0), name="unit_factor_positive"),
            models.CheckConstraint(condition=Q(precision__lte=4), name="unit_precision_storable"),
            models.CheckConstraint(condition=Q(dimension__in=Dimension.values), name="unit_dimension_known"),
        ]
        # A factor that changed would change the meaning of every stored quantity.
        triggers = fixed("code", "dimension", "factor")


@versioned
class Currency(NamedRecord):
    """A currency of ISO 4217 that prices may be in; its decimals are the kernel's."""

    usage_kind = "currency"

    code = models.CharField(_("code"), max_length=3, unique=True, validators=[CURRENCY_CODE])
    symbol = models.CharField(_("symbol"), max_length=8)
    is_active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("currency")
        verbose_name_plural = _("currencies")
        triggers = fixed("code")

    @property
    def exponent(self) -> int:
        """Return the decimals of the minor unit."""
        return currency_exponent(self.code)


@versioned
class ExchangeRate(ReferenceRecord):
    """From `valid_on` until the next rate of the pair, one unit of `base` buys `rate` units of `quote`."""

    base = CurrencyField(verbose_name=_("from"), validators=[CURRENCY_CODE])
    quote = CurrencyField(verbose_name=_("to"), validators=[CURRENCY_CODE])
    rate = models.DecimalField(_("rate"), max_digits=20, decimal_places=10)
    valid_on = models.DateField(_("valid from"))
    source = models.CharField(_("source"), max_length=60)

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        constraints = [
            models.UniqueConstraint(fields=["base", "quote", "valid_on"], name="exchange_rate_once_a_day"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="exchange_rate_positive"),
            models.CheckConstraint(condition=~Q(base=F("quote")), name="exchange_rate_between_two_currencies"),
        ]

    def __str__(self) -> str:
        return f"1 {self.base} = {self.rate.normalize():f} {self.quote} ({self.valid_on})"


class DateRange(Func):
    """PostgreSQL's `daterange(from, to, '[]')`: both days belong to it, an empty end is open."""

    function = "daterange"
    output_field = DateRangeField()


@versioned
class TaxRate(NamedRecord):
    """The rate of one tax code during one period; a share of one. Two periods of a code never overlap."""

    usage_kind = "tax_rate"

    code = models.CharField(_("tax code"), max_length=40, validators=[CODE])
    country = models.CharField(_("country"), max_length=2, default="CN", validators=[COUNTRY_CODE])
    kind = models.CharField(_("kind"), max_length=12, choices=TaxKind)
    rate = RateField(
        verbose_name=_("rate"), validators=[MinValueValidator(0), MaxValueValidator(1)], help_text=_("0.13 means 13 %.")
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        constraints = [
            ExclusionConstraint(
                name="tax_rate_periods_apart",
                expressions=[
                    ("country", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to", RangeBoundary(True, True)), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Another rate of this tax code is in force during this period."),
            ),
            models.CheckConstraint(condition=Q(rate__gte=0, rate__lte=1), name="tax_rate_is_a_share"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="tax_rate_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[TaxKind.ZERO, TaxKind.EXEMPT]) | Q(rate=0), name="tax_rate_zero_is_zero"
            ),
        ]
        triggers = fixed("code", "country")

    def clean(self) -> None:
        """
        Check the period.

        :raises ValidationError: when it ends before it begins.
        """
        if self.valid_to is not None and self.valid_from is not None and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The period ends before it begins.")})
