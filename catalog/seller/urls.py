from django.urls import path

from catalog.seller import pictures, products, stock, warehouses

urlpatterns = [
    path("products/", products.ProductListView.as_view(), name="product_list"),
    path("products/new/", products.ProductCreateView.as_view(), name="product_create"),
    path("products/move/", products.BulkMoveView.as_view(), name="product_bulk_move"),
    path("products/<str:product_id>/", products.ProductEditView.as_view(), name="product"),
    path("products/<str:product_id>/move/", products.MoveView.as_view(), name="product_move"),
    path("products/<str:product_id>/copy/", products.CopyView.as_view(), name="product_copy"),
    path("products/<str:product_id>/pictures/", pictures.PictureAddView.as_view(), name="picture_add"),
    path("products/<str:product_id>/pictures/order/", pictures.PictureOrderView.as_view(), name="picture_order"),
    path(
        "products/<str:product_id>/pictures/<str:file_id>/remove/",
        pictures.PictureRemoveView.as_view(),
        name="picture_remove",
    ),
    path("stock/", stock.StockListView.as_view(), name="stock_list"),
    path("stock/movements/", stock.MovementListView.as_view(), name="stock_movements"),
    path("stock/offers/<str:offer_id>/", stock.StockView.as_view(), name="stock"),
    path("stock/warehouses/", warehouses.WarehouseListView.as_view(), name="warehouse_list"),
    path("stock/warehouses/new/", warehouses.WarehouseCreateView.as_view(), name="warehouse_create"),
    path("stock/warehouses/<str:warehouse_id>/", warehouses.WarehouseEditView.as_view(), name="warehouse"),
]
