"""The page of an order with its invoices, and the invoices themselves."""
