"""
Checkout: review, place, done.

The page carries what the buyer saw of each line: offer, quantity, unit price. The service compares it with the truth and never charges by
it (promise R14); when a price has changed meanwhile, the page comes back with the new one and asks again.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import AddressKind
from accounts.faces import ActorFormView, BuyerView, PageRequest
from accounts.models import Address
from accounts.permissions import CompanyPermission
from accounts.selectors.addresses import list_addresses
from accounts.services.addresses import create_address
from accounts.storefront.addresses import AddressFormView
from kernel.errors import InvalidInput
from orders.enums import PaymentMethod
from orders.errors import EmptyOrder
from orders.permissions import BuyerOrdersPermission
from orders.selectors.carts import CartView, get_cart
from orders.selectors.purchases import get_placed_group
from orders.services.carts import CheckoutLine, check_out
from orders.services.placement import OrderRequest
from orders.storefront.forms import CheckoutForm

DEFAULT_TERM = "net_30"
MOST_LINES = 500


class CheckoutView(ActorFormView, BuyerView):
    """GET, POST /checkout/; `?currency=` picks one of several currencies, `?address=` the address just added."""

    template_name = "storefront/orders/checkout.html"
    permission = BuyerOrdersPermission.PLACE_ORDER
    form_class = CheckoutForm

    @cached_property
    def basket(self) -> CartView:
        """Return the part of the cart that is ordered now: one order has one currency."""
        cart = get_cart(actor=self.request.actor, on=timezone.localdate())
        currency = self.request.GET.get("currency") or next(iter(cart.currencies), "")
        return CartView(tuple(part for part in cart.parts if part.currency == currency))

    @cached_property
    def addresses(self) -> Sequence[Address]:
        """Return where the company receives goods."""
        return list(list_addresses(actor=self.request.actor, kind=AddressKind.SHIPPING))

    def get(self, request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the review, or the cart while it is empty."""
        if not self.basket.lines:
            return self.done("storefront:cart")
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        actor = self.request.actor
        may_pay_on_terms = actor.has(BuyerOrdersPermission.PLACE_ON_TERMS)
        chosen = self.request.GET.get("address") or next(iter(self.addresses), Address()).public_id
        return {
            "addresses": self.addresses,
            "may_pay_on_terms": may_pay_on_terms,
            "initial": {
                "address": chosen,
                "payment_method": PaymentMethod.TERMS if may_pay_on_terms else PaymentMethod.BANK_TRANSFER,
                "payment_term": DEFAULT_TERM,
            },
        }

    def get_context(self) -> dict[str, Any]:
        basket = self.basket
        return {
            "basket": basket,
            "changed": [line for line in basket.lines if line.has_new_price],
            "addresses": self.addresses,
            "may_add_address": self.request.actor.has(CompanyPermission.CREATE_ADDRESS),
            "total": next(iter(basket.totals), None),
        }

    def submit(self, form: CheckoutForm) -> HttpResponse:
        given = form.cleaned_data
        request = OrderRequest(
            lines=(),
            address_id=given["address"],
            purchase_order_number=given["purchase_order_number"],
            cost_center=given["cost_center"],
            payment_method=PaymentMethod(given["payment_method"]),
            payment_term=given["payment_term"] or DEFAULT_TERM,
            note=given["note"],
        )
        lines = _seen_lines(self.request)
        try:
            group = check_out(actor=self.request.actor, request=request, lines=lines, now=timezone.now())
        except EmptyOrder:
            messages.warning(
                self.request,
                _("These articles have been ordered already, or the cart has changed. Nothing was ordered."),
            )
            return self.go(reverse("storefront:cart" if self.basket.lines else "storefront:order_list"))
        return self.go(f"{reverse('storefront:order_group', args=[group.public_id])}?placed=1")


def _seen_lines(request: PageRequest) -> list[CheckoutLine]:
    """
    Read what the buyer saw.

    :raises InvalidInput: when the page's own fields were changed into something else.
    """
    names = ("line_offer", "line_quantity", "line_unit_price")
    columns = [request.POST.getlist(name)[: MOST_LINES + 1] for name in names]
    try:
        lines = [
            CheckoutLine(offer, Decimal(quantity), Decimal(price))
            for offer, quantity, price in zip(*columns, strict=True)
        ]
    except (InvalidOperation, ValueError):
        raise InvalidInput from None
    if not all(line.quantity.is_finite() and line.unit_price.is_finite() for line in lines):
        raise InvalidInput
    return lines


class CheckoutAddressView(AddressFormView):
    """GET, POST /checkout/address/: add an address and come back with it chosen."""

    template_name = "storefront/orders/address.html"
    frame = "base.html"
    permission = CompanyPermission.CREATE_ADDRESS

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"kind": AddressKind.SHIPPING, "country": "CN"}}

    def submit(self, form: Any) -> HttpResponse:
        address = create_address(
            actor=self.request.actor, address=form.address(), is_default=form.cleaned_data["is_default"]
        )
        return self.go(f"{reverse('storefront:checkout')}?address={address.public_id}")


class OrderGroupView(BuyerView):
    """GET /orders/groups/{id}/: what was placed in one go; `?placed=1` right after placing."""

    template_name = "storefront/orders/group.html"

    def get(self, request: PageRequest, group_id: str) -> HttpResponse:
        placed = get_placed_group(actor=request.actor, group_id=group_id)
        return self.page(placed=placed, is_new="placed" in request.GET)
