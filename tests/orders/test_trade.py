"""The first trade from end to end, through the services alone."""

from decimal import Decimal

import pytest
from django.core.management import call_command

from catalog.models import StockLevel
from finance.models import Invoice
from kernel.services.outbox import relay_events
from orders.enums import OrderStatus
from orders.models import Order
from orders.services.orders import confirm_order
from orders.services.placement import LineRequest, OrderRequest, place_order
from orders.services.shipments import receive_shipment, ship_order
from tests.factories.accounts import NOW, AddressFactory, buyer_actor, supplier_actor
from tests.factories.catalog import make_offer

pytestmark = pytest.mark.django_db


def test_trade_runs_from_order_to_invoice():
    first, second = make_offer(price="11.30", stock="100"), make_offer(price="7.77", stock="40")
    buyer = buyer_actor()
    address = AddressFactory(organization_id=buyer.organization_id)
    request = OrderRequest(
        lines=[LineRequest(first.public_id, Decimal(30)), LineRequest(second.public_id, Decimal(3))],
        address_id=address.public_id,
        purchase_order_number="PO-77",
    )

    group = place_order(actor=buyer, request=request, now=NOW)

    order, _other = Order.objects.filter(group=group).order_by("pk")
    assert group.gross_amount == Decimal("362.31")
    assert (order.net_amount, order.tax_amount, order.gross_amount) == (Decimal(300), Decimal(39), Decimal(339))
    seller = supplier_actor(order.supplier)
    confirm_order(actor=seller, order_id=order.public_id, now=NOW)
    shipments = [
        ship_order(actor=seller, order_id=order.public_id, now=NOW, quantities={1: Decimal(quantity)})
        for quantity in (7, 23)
    ]
    for shipment in shipments:
        receive_shipment(actor=buyer, shipment_id=shipment.public_id, now=NOW)
    relay_events(now=NOW)
    order.refresh_from_db()
    assert order.status == OrderStatus.COMPLETED
    invoices = list(Invoice.objects.filter(order=order).order_by("pk"))
    assert [invoice.number for invoice in invoices] == ["INV2026-000001", "INV2026-000002"]
    assert sum(invoice.gross_amount for invoice in invoices) == order.gross_amount
    level = StockLevel.objects.get(offer=first)
    assert (level.on_hand, level.reserved) == (Decimal(70), Decimal(0))
    assert StockLevel.objects.get(offer=second).reserved == Decimal(3)
    call_command("verify")
