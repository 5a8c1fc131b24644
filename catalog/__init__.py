"""
Own what is for sale: categories, products and variants, suppliers' offers with prices, stock in warehouses, and how buyers find them.

Must never know who ordered: no order, invoice or campaign. Reservations name their holder by type and id only.
"""
