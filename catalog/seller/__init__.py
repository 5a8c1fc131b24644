"""The seller office's pages of products, stock and warehouses."""
