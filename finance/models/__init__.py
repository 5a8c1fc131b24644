from finance.models.invoices import Invoice, InvoiceLine
from finance.models.ledger import JournalEntry, JournalLine, LedgerAccount

__all__ = ["Invoice", "InvoiceLine", "JournalEntry", "JournalLine", "LedgerAccount"]
