from django.urls import path

from orders.api.orders import (
    OrderCancelView,
    OrderConfirmView,
    OrderListView,
    OrderRejectView,
    OrderShipView,
    OrderView,
)
from orders.api.shipments import ShipmentListView, ShipmentReceiveView, ShipmentView

app_name = "orders_api"

urlpatterns = [
    path("orders", OrderListView.as_view(), name="order_list"),
    path("orders/<str:order_id>", OrderView.as_view(), name="order"),
    path("orders/<str:order_id>/confirm", OrderConfirmView.as_view(), name="order_confirm"),
    path("orders/<str:order_id>/reject", OrderRejectView.as_view(), name="order_reject"),
    path("orders/<str:order_id>/cancel", OrderCancelView.as_view(), name="order_cancel"),
    path("orders/<str:order_id>/ship", OrderShipView.as_view(), name="order_ship"),
    path("shipments", ShipmentListView.as_view(), name="shipment_list"),
    path("shipments/<str:shipment_id>", ShipmentView.as_view(), name="shipment"),
    path("shipments/<str:shipment_id>/receive", ShipmentReceiveView.as_view(), name="shipment_receive"),
]
