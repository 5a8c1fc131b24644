"""Read a cart with today's prices, taxes and stock, split by supplier as it would be ordered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.models import Organization
from catalog.enums import OfferStatus, ProductStatus
from catalog.models import Offer
from catalog.selectors.prices import Tier, list_tiers, orderable_quantity, price_at
from catalog.selectors.products import available_quantities
from kernel.actors import Actor
from orders.amounts import LineAmounts, line_amounts
from orders.models import CartLine
from reference.selectors.taxes import rate_on

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class CartLineView:
    """One line as it stands now: what it would cost and what is wrong with it."""

    line: CartLine
    tiers: tuple[Tier, ...]
    unit_price: Decimal | None
    amounts: LineAmounts | None
    available_quantity: Decimal
    is_for_sale: bool

    @property
    def offer(self) -> Offer:
        """Return the offer of the line."""
        return self.line.offer

    @property
    def has_new_price(self) -> bool:
        """Tell whether the price is another than the buyer saw when adding."""
        return self.line.seen_unit_price is not None and self.unit_price != self.line.seen_unit_price

    @property
    def is_short(self) -> bool:
        """Tell whether there is less in stock than wanted."""
        return self.offer.is_stocked and self.available_quantity < self.line.quantity

    @property
    def has_odd_quantity(self) -> bool:
        """Tell whether the quantity is below the minimum or no multiple."""
        offer, quantity = self.offer, self.line.quantity
        return quantity < offer.minimum_order_quantity or quantity % offer.order_multiple != 0

    @property
    def smallest_quantity(self) -> Decimal:
        """Return the least that can be ordered."""
        return orderable_quantity(self.offer, ZERO)

    @property
    def can_be_ordered(self) -> bool:
        """Tell whether nothing stands in the way of ordering this line."""
        return self.is_for_sale and self.unit_price is not None and not self.is_short and not self.has_odd_quantity


@dataclass(frozen=True, slots=True)
class CartPart:
    """What one supplier would get as one order."""

    supplier: Organization
    currency: str
    lines: tuple[CartLineView, ...]

    @property
    def net_amount(self) -> Decimal:
        """Return the part's net total."""
        return sum((line.amounts.net_amount for line in self.lines if line.amounts), ZERO)

    @property
    def tax_amount(self) -> Decimal:
        """Return the part's tax."""
        return sum((line.amounts.tax_amount for line in self.lines if line.amounts), ZERO)

    @property
    def gross_amount(self) -> Decimal:
        """Return the part's gross total."""
        return self.net_amount + self.tax_amount


@dataclass(frozen=True, slots=True)
class CartTotal:
    """What all parts in one currency cost: they can be ordered together."""

    currency: str
    parts: tuple[CartPart, ...]

    @property
    def net_amount(self) -> Decimal:
        """Return the net total."""
        return sum((part.net_amount for part in self.parts), ZERO)

    @property
    def tax_amount(self) -> Decimal:
        """Return the tax."""
        return sum((part.tax_amount for part in self.parts), ZERO)

    @property
    def gross_amount(self) -> Decimal:
        """Return the gross total."""
        return self.net_amount + self.tax_amount

    @property
    def supplier_count(self) -> int:
        """Return how many orders this becomes."""
        return len(self.parts)

    @property
    def can_be_ordered(self) -> bool:
        """Tell whether nothing stands in the way of ordering these parts."""
        return all(line.can_be_ordered for part in self.parts for line in part.lines)


@dataclass(frozen=True, slots=True)
class CartView:
    """A whole cart."""

    parts: tuple[CartPart, ...]

    @property
    def lines(self) -> tuple[CartLineView, ...]:
        """Return the lines of all parts."""
        return tuple(line for part in self.parts for line in part.lines)

    @property
    def currencies(self) -> tuple[str, ...]:
        """Return the currencies that occur; more than one must be ordered apart."""
        return tuple(dict.fromkeys(part.currency for part in self.parts))

    @property
    def totals(self) -> tuple[CartTotal, ...]:
        """Return the totals by currency."""
        return tuple(
            CartTotal(currency, tuple(part for part in self.parts if part.currency == currency))
            for currency in self.currencies
        )

    @property
    def has_new_prices(self) -> bool:
        """Tell whether any price is another than the buyer saw when adding."""
        return any(line.has_new_price for line in self.lines)

    @property
    def gross_amounts(self) -> dict[str, Decimal]:
        """Return the gross total of each currency."""
        return {
            currency: sum((part.gross_amount for part in self.parts if part.currency == currency), ZERO)
            for currency in self.currencies
        }

    @property
    def can_be_ordered(self) -> bool:
        """Tell whether the cart can go to checkout as it is."""
        return bool(self.lines) and len(self.currencies) == 1 and all(line.can_be_ordered for line in self.lines)


def get_cart(*, actor: Actor, on: date) -> CartView:
    """Return the actor's cart as it would be ordered on a day; three statements whatever its length."""
    lines = list(
        CartLine.objects.filter(cart__buyer_id=actor.organization_id, cart__user_id=_person(actor))
        .select_related("offer__variant", "offer__product", "offer__supplier")
        .order_by("offer__supplier_id", "added_at", "pk")
    )
    offer_ids = [line.offer_id for line in lines]
    tiers, available = list_tiers(offer_ids), available_quantities(offer_ids)
    views = [_view(line, tiers.get(line.offer_id, ()), available.get(line.offer_id, ZERO), on) for line in lines]
    parts: dict[tuple[int, str], list[CartLineView]] = {}
    for view in views:
        parts.setdefault((view.offer.supplier_id, view.offer.currency), []).append(view)
    return CartView(
        tuple(
            CartPart(members[0].offer.supplier, currency, tuple(members)) for (_id, currency), members in parts.items()
        )
    )


def count_cart_lines(*, actor: Actor) -> int:
    """Return how many lines the actor's cart has, for the badge in the header."""
    if actor.organization_id is None:
        return 0
    return CartLine.objects.filter(cart__buyer_id=actor.organization_id, cart__user_id=_person(actor)).count()


def _person(actor: Actor) -> int:
    """Return whose cart it is; a machine has none."""
    return actor.on_behalf_of_user_id or actor.user_id or 0


def _view(line: CartLine, tiers: tuple[Tier, ...], available: Decimal, on: date) -> CartLineView:
    offer = line.offer
    unit_price = price_at(tiers, line.quantity)
    amounts = None
    if unit_price is not None:
        amounts = line_amounts(
            quantity=line.quantity,
            unit_price=unit_price,
            tax_rate=rate_on(offer.tax_code, on),
            price_includes_tax=offer.price_includes_tax,
            currency=offer.currency,
        )
    is_for_sale = (
        offer.status == OfferStatus.ACTIVE
        and offer.variant.is_active
        and offer.product.status == ProductStatus.PUBLISHED
        and offer.supplier.is_active
    )
    return CartLineView(line, tiers, unit_price, amounts, available, is_for_sale)
