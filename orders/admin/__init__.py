"""The back office of orders: everything to look at; only buyers and suppliers move an order."""

from orders.admin import cards, orders, shipments

__all__ = ["cards", "orders", "shipments"]
