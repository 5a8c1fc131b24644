"""Buying: home, cart, checkout, and the company's orders and shipments."""
