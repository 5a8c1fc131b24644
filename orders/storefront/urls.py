from django.urls import path

from orders.storefront import carts, checkout, home, orders

urlpatterns = [
    path("", home.HomeView.as_view(), name="home"),
    path("cart/", carts.CartView.as_view(), name="cart"),
    path("cart/add/", carts.CartAddView.as_view(), name="cart_add"),
    path("cart/prices/", carts.CartPricesView.as_view(), name="cart_prices"),
    path("cart/lines/<str:offer_id>/", carts.CartLineView.as_view(), name="cart_line"),
    path("cart/lines/<str:offer_id>/remove/", carts.CartRemoveView.as_view(), name="cart_remove"),
    path("cart/lines/<str:offer_id>/note/", carts.CartNoteView.as_view(), name="cart_note"),
    path("checkout/", checkout.CheckoutView.as_view(), name="checkout"),
    path("checkout/address/", checkout.CheckoutAddressView.as_view(), name="checkout_address"),
    path("orders/", orders.OrderListView.as_view(), name="order_list"),
    path("orders/groups/<str:group_id>/", checkout.OrderGroupView.as_view(), name="order_group"),
    path("orders/<str:order_id>/cancel/", orders.CancelView.as_view(), name="order_cancel"),
    path("orders/<str:order_id>/reorder/", orders.ReorderView.as_view(), name="order_reorder"),
    path("shipments/", orders.ShipmentListView.as_view(), name="shipment_list"),
    path("shipments/<str:shipment_id>/receive/", orders.ReceiveView.as_view(), name="shipment_receive"),
]
