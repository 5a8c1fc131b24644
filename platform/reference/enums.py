from django.db import models
from django.utils.translation import gettext_lazy as _


class ConfigKind(models.TextChoices):
    """The type of a config item's value."""

    BOOLEAN = "boolean", _("Yes or no")
    INTEGER = "integer", _("Whole number")
    DECIMAL = "decimal", _("Decimal number")
    TEXT = "text", _("Text")
    CHOICE = "choice", _("One of a list")
    JSON = "json", _("Structured (JSON)")


class Dimension(models.TextChoices):
    """What a unit measures; only units of one dimension convert into each other."""

    COUNT = "count", _("Count")
    PACKAGE = "package", _("Package")
    MASS = "mass", _("Mass")
    LENGTH = "length", _("Length")
    AREA = "area", _("Area")
    VOLUME = "volume", _("Volume")
    TIME = "time", _("Time")
    ENERGY = "energy", _("Energy")
    POWER = "power", _("Power")


class TaxKind(models.TextChoices):
    """How a tax rate is meant."""

    STANDARD = "standard", _("Standard")
    REDUCED = "reduced", _("Reduced")
    SIMPLIFIED = "simplified", _("Simplified levy")
    ZERO = "zero", _("Zero-rated")
    EXEMPT = "exempt", _("Exempt")


class RegionLevel(models.IntegerChoices):
    """The three levels of GB/T 2260."""

    PROVINCE = 1, _("Province")
    CITY = 2, _("City")
    COUNTY = 3, _("County or district")
