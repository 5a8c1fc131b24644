"""
The money: ledger, payments, credit, invoices, statements, reconciliation, settlement and financing.

It must never know tiers, campaigns or reports, and never changes an order except through the orders' services.
"""
