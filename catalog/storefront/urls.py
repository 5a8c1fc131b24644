from django.urls import path

from catalog.storefront import products, suppliers

urlpatterns = [
    path("products/", products.ProductListView.as_view(), name="product_list"),
    path("products/<str:product_id>/", products.ProductView.as_view(), name="product"),
    path("suppliers/", suppliers.SupplierListView.as_view(), name="supplier_list"),
    path("suppliers/<str:supplier_id>/", suppliers.SupplierView.as_view(), name="supplier"),
]
