"""The seller office's pages of orders and shipments."""
