"""
Own money: the double-entry ledger, receivables, invoices and their frozen documents.

Must never change an order or stock; it hears of shipments through events and refuses orders through a gate.
"""
