from django.urls import path

from catalog.api.offers import (
    OfferBulkView,
    OfferListView,
    OfferPricesView,
    OfferStockView,
    OfferView,
    StockListView,
)
from catalog.api.products import CategoryListView, ProductListView, ProductView

app_name = "catalog_api"

urlpatterns = [
    path("categories", CategoryListView.as_view(), name="category_list"),
    path("products", ProductListView.as_view(), name="product_list"),
    path("products/<str:product_id>", ProductView.as_view(), name="product"),
    path("offers", OfferListView.as_view(), name="offer_list"),
    path("offers/bulk", OfferBulkView.as_view(), name="offer_bulk"),
    path("offers/<str:offer_id>", OfferView.as_view(), name="offer"),
    path("offers/<str:offer_id>/prices", OfferPricesView.as_view(), name="offer_prices"),
    path("offers/<str:offer_id>/stock", OfferStockView.as_view(), name="offer_stock"),
    path("stock", StockListView.as_view(), name="stock_list"),
]
