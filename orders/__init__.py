"""
The trade: carts, requests for quotation, quotes, approvals, orders, shipments, receipts, returns and projects.

It must never know invoices, credit or promotions; those refuse through gates and adjust prices through registries.
"""
