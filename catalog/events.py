"""What the catalogue announces."""

from __future__ import annotations

from dataclasses import dataclass

from kernel.events import Event, register


@register
@dataclass(frozen=True, kw_only=True)
class ProductSubmitted(Event):
    """A supplier handed a product in for review."""

    name = "catalog.product.submitted"
    product_id: str


@register
@dataclass(frozen=True, kw_only=True)
class ProductPublished(Event):
    """A product went on sale."""

    name = "catalog.product.published"
    product_id: str


@register
@dataclass(frozen=True, kw_only=True)
class ProductReturned(Event):
    """A reviewer sent a product back with a reason."""

    name = "catalog.product.returned"
    product_id: str
    reason: str


@register
@dataclass(frozen=True, kw_only=True)
class ProductTakenDown(Event):
    """A product is no longer for sale."""

    name = "catalog.product.taken_down"
    product_id: str
    reason: str
