"""Trades brought to a state through the services, as users bring them there."""

from decimal import Decimal

from finance.models import Invoice
from finance.services.invoices import issue_invoice
from kernel.actors import Actor
from orders.models import Order, Shipment
from orders.services.orders import confirm_order
from orders.services.placement import LineRequest, OrderRequest, place_order
from orders.services.shipments import ship_order
from tests.factories.accounts import NOW, AddressFactory, buyer_actor, supplier_actor
from tests.factories.catalog import ProductFactory, VariantFactory, make_offer


def placed_order(
    *, buyer: Actor | None = None, quantity: str = "10", price: str = "11.30", **product: str
) -> tuple[Order, Actor, Actor]:
    """Return a new order of one line, its buyer and its supplier."""
    offer = make_offer(price=price, variant=VariantFactory(product=ProductFactory(**product)))
    buyer = buyer or buyer_actor()
    address = AddressFactory(organization_id=buyer.organization_id, is_default=False)
    request = OrderRequest(lines=[LineRequest(offer.public_id, Decimal(quantity))], address_id=address.public_id)
    group = place_order(actor=buyer, request=request, now=NOW)
    order = Order.objects.select_related("supplier").get(group=group)
    return order, buyer, supplier_actor(order.supplier)


def confirmed_order(**kwargs) -> tuple[Order, Actor, Actor]:
    """Return an order that its supplier confirmed whole."""
    order, buyer, seller = placed_order(**kwargs)
    confirm_order(actor=seller, order_id=order.public_id, now=NOW)
    order.refresh_from_db()
    return order, buyer, seller


def shipped_order(**kwargs) -> tuple[Shipment, Actor, Actor]:
    """Return the one shipment of a wholly shipped order."""
    order, buyer, seller = confirmed_order(**kwargs)
    return ship_order(actor=seller, order_id=order.public_id, now=NOW), buyer, seller


def invoiced_shipment(**kwargs) -> tuple[Invoice, Actor]:
    """Return an issued invoice of 113.00 (unless told otherwise) and its buyer."""
    shipment, buyer, _seller = shipped_order(**kwargs)
    invoice = issue_invoice(actor=Actor.system("finance"), shipment_id=shipment.public_id, now=NOW)
    return invoice, buyer
