"""
Own the deal between two companies: carts, orders split by supplier, confirmations, shipments and receipts.

Must never know money beyond the order's own amounts: no invoice, payment or credit. Apps above refuse a placement through a gate.
"""
