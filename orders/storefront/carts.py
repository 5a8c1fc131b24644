"""The cart: every change answers htmx with the cart as it is now, and without scripts goes back to the page."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.faces import BuyerView, PageRequest
from kernel.errors import InvalidInput
from orders.models import CartLine
from orders.permissions import BuyerOrdersPermission
from orders.selectors.carts import count_cart_lines, get_cart
from orders.services.carts import accept_cart_prices, add_to_cart, note_cart_line, set_cart_quantity


class CartPage(BuyerView):
    """What the pages of the cart share."""

    template_name = "storefront/orders/cart.html"
    permission = BuyerOrdersPermission.USE_CART

    def cart(self, **context: Any) -> HttpResponse:
        """Show the cart as it is now: whole, or to htmx the part that changes, with the numbers in the header."""
        part = f"{self.template_name}#cart" if self.request.htmx else None
        cart = get_cart(actor=self.request.actor, on=timezone.localdate())
        return self.page(part, cart=cart, is_answer=bool(self.request.htmx), cart_count=len(cart.lines), **context)


class CartView(CartPage):
    """GET /cart/"""

    def get(self, request: PageRequest) -> HttpResponse:
        return self.cart()


class CartAddView(CartPage):
    """POST /cart/add/: offer and quantity; a visitor who signed in meanwhile lands in the cart."""

    def get(self, request: PageRequest) -> HttpResponse:
        return redirect("storefront:cart")

    def post(self, request: PageRequest) -> HttpResponse:
        line = add_to_cart(
            actor=request.actor,
            offer_id=request.POST.get("offer", ""),
            quantity=quantity_of(request.POST.get("quantity", "")),
            now=timezone.now(),
        )
        if not request.htmx:
            return self.done("storefront:cart", message=_("Added to the cart."))
        if request.htmx.target == "cart":
            return self.cart()
        return self._added(line)

    def _added(self, line: CartLine) -> HttpResponse:
        count = count_cart_lines(actor=self.request.actor)
        response = self.page("storefront/orders/_added.html", line=line, cart_count=count)
        toast = {"tone": "success", "message": _("Added to the cart.")}
        response["HX-Trigger"] = json.dumps({"toast": toast})
        return response


class CartLineView(CartPage):
    """POST /cart/lines/{offer}/: another quantity, or zero to take the line out."""

    def post(self, request: PageRequest, offer_id: str) -> HttpResponse:
        quantity = quantity_of(request.POST.get("quantity", ""))
        set_cart_quantity(actor=request.actor, offer_id=offer_id, quantity=quantity, now=timezone.now())
        return self.cart() if request.htmx else self.done("storefront:cart")


class CartRemoveView(CartPage):
    """POST /cart/lines/{offer}/remove/: take a line out, and offer to put it back."""

    def post(self, request: PageRequest, offer_id: str) -> HttpResponse:
        set_cart_quantity(actor=request.actor, offer_id=offer_id, quantity=Decimal(0), now=timezone.now())
        if not request.htmx:
            return self.done("storefront:cart", message=_("The article was taken out of the cart."))
        removed = {name: request.POST.get(name, "")[:200] for name in ("name", "quantity")}
        return self.cart(removed={**removed, "offer": offer_id})


class CartNoteView(CartPage):
    """POST /cart/lines/{offer}/note/"""

    def post(self, request: PageRequest, offer_id: str) -> HttpResponse:
        note_cart_line(actor=request.actor, offer_id=offer_id, note=request.POST.get("note", ""))
        return self.cart() if request.htmx else self.done("storefront:cart", message=_("The note was saved."))


class CartPricesView(CartPage):
    """POST /cart/prices/: take today's prices as seen."""

    def post(self, request: PageRequest) -> HttpResponse:
        accept_cart_prices(actor=request.actor)
        return self.cart() if request.htmx else self.done("storefront:cart")


def quantity_of(text: str) -> Decimal:
    """
    Read a quantity that was typed.

    :raises InvalidInput: when it is no number.
    """
    try:
        quantity = Decimal(text.strip())
    except InvalidOperation:
        raise InvalidInput(_("Enter the quantity as a number.")) from None
    # A signalling NaN would break the first comparison.
    if not quantity.is_finite():
        raise InvalidInput(_("Enter the quantity as a number."))
    return quantity
