from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class RecordInUse(DomainError):
    """Something still refers to the code, so the row cannot go; switching it off is always possible."""

    code = "reference_in_use"
    title = _("Still in use")
    message = _("“%(record)s” is used %(count)s times and cannot be deleted. Switch it off instead.")


class UnknownCode(DomainError):
    """No row carries the code."""

    code = "unknown_reference_code"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Unknown code")
    message = _("“%(value)s” is not a known code (%(kind)s).")


class NoTaxRate(DomainError):
    """No rate of the tax code is in force on the day."""

    code = "no_tax_rate"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("No tax rate")
    message = _("There is no rate for the tax code “%(tax_code)s” on %(on)s. Add one under public configuration.")


class NoExchangeRate(DomainError):
    """No rate leads from one currency to the other on or before the day."""

    code = "no_exchange_rate"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("No exchange rate")
    message = _("There is no exchange rate from %(base)s to %(quote)s on or before %(on)s.")


class UnitsDoNotConvert(DomainError):
    """The two units measure different things."""

    code = "units_do_not_convert"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Units do not convert")
    message = _("%(unit)s cannot be converted into %(target)s.")
