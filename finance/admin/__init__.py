"""The back office of finance: invoices and the ledger, to look at."""

from finance.admin import cards, invoices, ledger

__all__ = ["cards", "invoices", "ledger"]
