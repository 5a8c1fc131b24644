from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.transitions import Transitions


class ProductKind(models.TextChoices):
    """What is sold, which decides how it is fulfilled (F023)."""

    PHYSICAL = "physical", _("Goods")
    SERVICE = "service", _("Service")
    SOLUTION = "solution", _("Solution")


class ProductStatus(models.TextChoices):
    """Where a product stands between its supplier's desk and the shop (F021)."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    OFF_SHELF = "off_shelf", _("Off the shelf")


PRODUCT_TRANSITIONS: Transitions = {
    ProductStatus.DRAFT: frozenset({ProductStatus.IN_REVIEW, ProductStatus.PUBLISHED}),
    ProductStatus.IN_REVIEW: frozenset({ProductStatus.PUBLISHED, ProductStatus.DRAFT}),
    ProductStatus.PUBLISHED: frozenset({ProductStatus.OFF_SHELF}),
    ProductStatus.OFF_SHELF: frozenset({ProductStatus.PUBLISHED, ProductStatus.IN_REVIEW}),
}


class OfferStatus(models.TextChoices):
    """Whether a supplier sells a variant at present."""

    ACTIVE = "active", _("On sale")
    PAUSED = "paused", _("Paused")


class MovementKind(models.TextChoices):
    """Why stock on hand changed."""

    OPENING = "opening", _("Opening stock")
    RECEIPT = "receipt", _("Goods in")
    ADJUSTMENT = "adjustment", _("Adjustment")
    SALE = "sale", _("Shipped to a customer")
    RETURN = "return", _("Returned by a customer")
    IMPORT = "import", _("Set by an import")


class ReservationStatus(models.TextChoices):
    """Whether a reservation still holds stock back."""

    HELD = "held", _("Held")
    CONSUMED = "consumed", _("Shipped")
    RELEASED = "released", _("Released")


class ProductSort(models.TextChoices):
    """How a list of products is ordered."""

    RELEVANCE = "relevance", _("Best match")
    PRICE = "price", _("Price, lowest first")
    PRICE_DESCENDING = "-price", _("Price, highest first")
    NEWEST = "-published", _("Newest first")
