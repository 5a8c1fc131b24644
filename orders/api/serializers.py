"""What the API says of orders, shipments and receipts, and what it takes. Amounts and quantities are decimal strings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from openplatform.api.decimals import AmountField, PriceField, QuantityField
from openplatform.api.input import InputSerializer
from orders.enums import OrderStatus, PaymentMethod, ShipmentStatus


class DeliveryAddressSerializer(serializers.Serializer[Any]):
    """An address as it was when the order was placed."""

    recipient = serializers.CharField()
    phone = serializers.CharField(required=False)
    line = serializers.CharField(help_text="The whole address as one line.")
    country = serializers.CharField(required=False)
    postal_code = serializers.CharField(required=False)


class OrderLineSerializer(serializers.Serializer[Any]):
    """One article of an order and how far it has come."""

    position = serializers.IntegerField()
    offer_id = serializers.CharField(source="offer.public_id")
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    sku = serializers.CharField(help_text="The manufacturer's part number.")
    supplier_sku = serializers.CharField()
    unit = serializers.CharField()
    quantity = QuantityField()
    cancelled_quantity = QuantityField()
    shipped_quantity = QuantityField()
    received_quantity = QuantityField()
    unit_price = PriceField()
    price_includes_tax = serializers.BooleanField()
    discount_amount = AmountField()
    tax_rate = serializers.DecimalField(max_digits=9, decimal_places=6, normalize_output=True)
    net_amount = AmountField()
    tax_amount = AmountField()
    gross_amount = AmountField()
    requested_on = serializers.DateField(allow_null=True)
    promised_on = serializers.DateField(allow_null=True)
    note = serializers.CharField()


class OrderSerializer(serializers.Serializer[Any]):
    """One supplier's order, without its lines."""

    id = serializers.CharField(source="public_id")
    number = serializers.CharField()
    group_id = serializers.CharField(source="group.public_id")
    group_number = serializers.CharField(source="group.number")
    purchase_order_number = serializers.CharField(source="group.purchase_order_number")
    cost_center = serializers.CharField(source="group.cost_center")
    buyer_id = serializers.CharField(source="buyer.public_id")
    buyer_name = serializers.CharField(source="buyer.name")
    supplier_id = serializers.CharField(source="supplier.public_id")
    supplier_name = serializers.CharField(source="supplier.name")
    status = serializers.ChoiceField(choices=OrderStatus.choices)
    payment_method = serializers.ChoiceField(choices=PaymentMethod.choices, source="group.payment_method")
    payment_term = serializers.CharField(source="group.payment_term")
    currency = serializers.CharField()
    net_amount = AmountField()
    tax_amount = AmountField()
    freight_amount = AmountField()
    gross_amount = AmountField()
    placed_at = serializers.DateTimeField()
    confirmed_at = serializers.DateTimeField(allow_null=True)
    shipped_at = serializers.DateTimeField(allow_null=True)
    completed_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    close_reason = serializers.CharField()


class OrderDetailSerializer(OrderSerializer):
    """One supplier's order with lines and address."""

    shipping_address = DeliveryAddressSerializer(source="group.shipping_address")
    note = serializers.CharField(source="group.note")
    lines = OrderLineSerializer(many=True, source="lines.all")


class PlacedOrderSerializer(serializers.Serializer[Any]):
    """One of the orders that a request was split into."""

    id = serializers.CharField(source="public_id")
    number = serializers.CharField()
    supplier_id = serializers.CharField(source="supplier.public_id")
    status = serializers.ChoiceField(choices=OrderStatus.choices)
    net_amount = AmountField()
    tax_amount = AmountField()
    gross_amount = AmountField()


class OrderGroupSerializer(serializers.Serializer[Any]):
    """What was placed in one go, and the orders it became, one per supplier."""

    id = serializers.CharField(source="public_id")
    number = serializers.CharField()
    currency = serializers.CharField()
    gross_amount = AmountField()
    placed_at = serializers.DateTimeField()
    orders = PlacedOrderSerializer(many=True, source="placed_orders")


class OrderLineInput(InputSerializer):
    """One article to order."""

    offer_id = serializers.CharField(max_length=40)
    quantity = QuantityField(min_value=Decimal("0.0001"))
    expected_unit_price = PriceField(
        required=False, help_text="What you expect to pay; another price is refused with 409."
    )
    requested_on = serializers.DateField(required=False)
    note = serializers.CharField(max_length=200, required=False)


class OrderInput(InputSerializer):
    """An order for one or several suppliers."""

    lines = serializers.ListField(child=OrderLineInput(), min_length=1, max_length=500)
    address_id = serializers.CharField(max_length=40, help_text="Id of one of your addresses.")
    purchase_order_number = serializers.CharField(max_length=60, required=False)
    cost_center = serializers.CharField(max_length=60, required=False)
    payment_method = serializers.ChoiceField(choices=PaymentMethod.choices, required=False)
    payment_term = serializers.CharField(max_length=20, required=False, help_text="A code of `payment_term`.")
    note = serializers.CharField(max_length=2000, required=False)


class LineQuantityInput(InputSerializer):
    """A quantity of one line, by its position."""

    position = serializers.IntegerField(min_value=1)
    quantity = QuantityField(min_value=Decimal(0))


class ConfirmInput(InputSerializer):
    """What the supplier confirms; lines that are not named are confirmed whole."""

    lines = LineQuantityInput(many=True, required=False)
    promised_on = serializers.DateField(required=False)
    reason = serializers.CharField(max_length=1000, required=False, help_text="Needed when less is confirmed.")


class ReasonInput(InputSerializer):
    """Why."""

    reason = serializers.CharField(max_length=1000)


class ShipInput(InputSerializer):
    """What leaves; without lines everything that is open."""

    lines = LineQuantityInput(many=True, required=False)
    carrier = serializers.CharField(max_length=40, required=False, help_text="A code of the dictionary `carrier`.")
    tracking_number = serializers.CharField(max_length=80, required=False)
    note = serializers.CharField(max_length=1000, required=False)


class ReceiveInput(InputSerializer):
    """What arrived; without lines everything on the way."""

    lines = LineQuantityInput(many=True, required=False)
    note = serializers.CharField(max_length=1000, required=False)


class ShipmentLineSerializer(serializers.Serializer[Any]):
    """How much of an order line is in a shipment."""

    position = serializers.IntegerField(source="order_line.position")
    supplier_sku = serializers.CharField(source="order_line.supplier_sku")
    quantity = QuantityField()
    received_quantity = QuantityField()


class ShipmentSerializer(serializers.Serializer[Any]):
    """Goods of one order that left together."""

    id = serializers.CharField(source="public_id")
    number = serializers.CharField()
    order_id = serializers.CharField(source="order.public_id")
    order_number = serializers.CharField(source="order.number")
    status = serializers.ChoiceField(choices=ShipmentStatus.choices)
    carrier = serializers.CharField()
    tracking_number = serializers.CharField()
    note = serializers.CharField()
    shipped_at = serializers.DateTimeField()
    received_at = serializers.DateTimeField(allow_null=True)
    lines = ShipmentLineSerializer(many=True, source="lines.all")


class ReceiptLineSerializer(serializers.Serializer[Any]):
    """How much of an order line arrived."""

    position = serializers.IntegerField(source="shipment_line.order_line.position")
    quantity = QuantityField()


class ReceiptSerializer(serializers.Serializer[Any]):
    """A confirmation of receipt."""

    id = serializers.CharField(source="public_id")
    number = serializers.CharField()
    shipment_id = serializers.CharField(source="shipment.public_id")
    received_at = serializers.DateTimeField()
    note = serializers.CharField()
    lines = ReceiptLineSerializer(many=True, source="lines.all")
