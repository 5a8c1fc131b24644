"""What the catalogue refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError, InvalidInput


class InsufficientStock(DomainError):
    """There is less than asked for; `shortages` lists offer, wanted and available quantity."""

    code = "insufficient_stock"
    title = _("Not enough in stock")
    message = _("There is not enough in stock for what was asked. Reduce the quantity or choose another supplier.")


class OfferNotForSale(DomainError):
    """The offer is paused, withdrawn or its product is not published."""

    code = "offer_not_for_sale"
    title = _("Not for sale at present")
    message = _("At least one article is not for sale at present. Remove it, or choose another supplier.")


class QuantityNotAllowed(InvalidInput):
    """The quantity is below the minimum, or no multiple of the packing unit."""

    code = "quantity_not_allowed"
    title = _("Quantity not possible")
    message = _("Order at least %(minimum)s, in steps of %(multiple)s.")


class PriceMissing(DomainError):
    """No price is on record for this buyer and quantity."""

    code = "price_missing"
    title = _("Price on request")
    message = _("There is no price for this quantity. Ask the supplier for a quote.")


class InvalidPrices(InvalidInput):
    """Tiers do not begin at the minimum quantity, repeat a quantity, rise in price, or hold a price that is not positive."""

    code = "invalid_prices"
    title = _("Prices are not complete")
    message = _(
        "Every tier needs its own quantity and a price above zero, larger quantities must not cost more, "
        "and one tier must start at or below the minimum quantity."
    )


class DuplicateCode(DomainError):
    """The code is in use already."""

    code = "duplicate_code"
    title = _("Code in use")
    message = _("“%(value)s” is in use already. Choose another one.")


class IncompleteProduct(DomainError):
    """The product lacks what a shop page needs; `missing` names it."""

    code = "incomplete_product"
    title = _("Product not complete")
    message = _("Before publishing, complete: %(missing)s.")


class StockBelowReserved(DomainError):
    """An adjustment would leave less than what customers have reserved."""

    code = "stock_below_reserved"
    title = _("Stock is promised to customers")
    message = _("Only %(free)s can be taken out: the rest is reserved for orders.")


class UnusablePicture(InvalidInput):
    """The upload is no picture that the shop can show."""

    code = "unusable_picture"
    title = _("Picture cannot be used")
    message = _("Upload JPEG, PNG or WebP pictures of up to 10 MB and 40 megapixels.")


class TooManyPictures(InvalidInput):
    """The product has as many pictures as a page can show."""

    code = "too_many_pictures"
    title = _("Too many pictures")
    message = _("A product may have up to %(limit)s pictures. Remove one first.")
