"""The seller office's pages that show money: the dashboard, the page of an order with its invoices, and the invoices."""
