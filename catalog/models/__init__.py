from catalog.models.categories import Brand, Category
from catalog.models.offers import Offer, PriceTier
from catalog.models.products import Product, ProductImage, ProductListing, ProductVariant
from catalog.models.stock import StockLevel, StockMovement, StockReservation, Warehouse

__all__ = [
    "Brand",
    "Category",
    "Offer",
    "PriceTier",
    "Product",
    "ProductImage",
    "ProductListing",
    "ProductVariant",
    "StockLevel",
    "StockMovement",
    "StockReservation",
    "Warehouse",
]
