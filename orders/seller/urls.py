from django.urls import path

from orders.seller import orders, shipments

urlpatterns = [
    path("orders/", orders.OrderListView.as_view(), name="order_list"),
    path("orders/confirm/", orders.BulkConfirmView.as_view(), name="order_bulk_confirm"),
    path("orders/<str:order_id>/confirm/", orders.ConfirmView.as_view(), name="order_confirm"),
    path("orders/<str:order_id>/reject/", orders.RejectView.as_view(), name="order_reject"),
    path("orders/<str:order_id>/ship/", orders.ShipView.as_view(), name="order_ship"),
    path("shipments/", shipments.ShipmentListView.as_view(), name="shipment_list"),
    path("shipments/<str:shipment_id>/", shipments.ShipmentView.as_view(), name="shipment"),
    path("shipments/<str:shipment_id>/delivery-note/", shipments.DeliveryNoteView.as_view(), name="delivery_note"),
]
