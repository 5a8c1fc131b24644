from orders.models.carts import Cart, CartLine
from orders.models.orders import Order, OrderGroup, OrderLine
from orders.models.shipments import GoodsReceipt, GoodsReceiptLine, Shipment, ShipmentLine

__all__ = [
    "Cart",
    "CartLine",
    "GoodsReceipt",
    "GoodsReceiptLine",
    "Order",
    "OrderGroup",
    "OrderLine",
    "Shipment",
    "ShipmentLine",
]
