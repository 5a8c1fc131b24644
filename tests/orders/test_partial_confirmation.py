"""What an order costs when the supplier delivers less, and what it may not promise."""

from datetime import timedelta
from decimal import Decimal

import pytest

from finance.services.invoices import issue_invoice
from kernel.actors import Actor
from orders.errors import PromiseInThePast, UnknownLine
from orders.models import Order
from orders.services.orders import confirm_order, reject_order
from orders.services.shipments import ship_order
from tests.factories.accounts import NOW
from tests.factories.trade import placed_order

pytestmark = pytest.mark.django_db


def test_remaining_total_is_what_will_be_invoiced():
    order, _buyer, seller = placed_order(quantity="7", price="9.99")

    confirm_order(actor=seller, order_id=order.public_id, now=NOW, quantities={1: Decimal(5)}, reason="sold out")
    shipment = ship_order(actor=seller, order_id=order.public_id, now=NOW)
    invoice = issue_invoice(actor=Actor.system("finance"), shipment_id=shipment.public_id, now=NOW)

    order = Order.objects.get(pk=order.pk)
    assert (order.gross_amount, order.cancelled_amount) == (Decimal("69.93"), Decimal("19.98"))
    assert order.remaining_amount == invoice.gross_amount == Decimal("49.95")


def test_nothing_remains_of_a_rejected_order():
    order, _buyer, seller = placed_order()

    reject_order(actor=seller, order_id=order.public_id, reason="closed", now=NOW)

    assert Order.objects.get(pk=order.pk).remaining_amount == 0


def test_confirm_order_refuses_a_promise_in_the_past_and_unknown_lines():
    order, _buyer, seller = placed_order()

    with pytest.raises(PromiseInThePast):
        confirm_order(actor=seller, order_id=order.public_id, now=NOW, promised_on=NOW.date() - timedelta(days=1))
    with pytest.raises(UnknownLine):
        confirm_order(actor=seller, order_id=order.public_id, now=NOW, quantities={9: Decimal(1)}, reason="?")

    assert Order.objects.get(pk=order.pk).confirmed_at is None
