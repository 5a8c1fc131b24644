"""The back office of the catalogue: the tree, products and their review, terms, stock."""

from catalog.admin import cards, categories, offers, products, stock

__all__ = ["cards", "categories", "offers", "products", "stock"]
