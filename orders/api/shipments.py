"""Shipments and their receipt."""

from __future__ import annotations

from django.utils import timezone
from rest_framework.response import Response

from kernel.errors import IllegalTransition, NotFound
from openplatform.api.base import ActorAPIView, ActorRequest
from openplatform.api.filtering import filtered
from openplatform.api.operations import operation
from orders.api.filters import ShipmentFilter
from orders.api.orders import line_quantities
from orders.api.serializers import ReceiptSerializer, ReceiveInput, ShipmentSerializer
from orders.errors import NothingToDo, QuantityTooLarge
from orders.scopes import BUY_SCOPE, READ_SCOPE
from orders.selectors.orders import get_shipment, list_all_shipments
from orders.services.shipments import receive_shipment

TAG = "Shipments"


class ShipmentListView(ActorAPIView):
    """GET /api/v1/shipments"""

    @operation(
        "list_shipments",
        tag=TAG,
        summary="List shipments",
        scope=READ_SCOPE,
        returns=ShipmentSerializer,
        paged=True,
        filters=ShipmentFilter,
    )
    def get(self, request: ActorRequest) -> Response:
        """Return the shipments that your company sent or gets, newest first."""
        shipments = filtered(request, list_all_shipments(actor=request.actor), ShipmentFilter)
        page = self.page(shipments, order_by=["-shipped_at", "-id"])
        return page.response(lambda shipment: ShipmentSerializer(shipment).data)


class ShipmentView(ActorAPIView):
    """GET /api/v1/shipments/{id}"""

    @operation(
        "get_shipment",
        tag=TAG,
        summary="Read one shipment",
        scope=READ_SCOPE,
        returns=ShipmentSerializer,
        refuses=[NotFound],
    )
    def get(self, request: ActorRequest, shipment_id: str) -> Response:
        """Return a shipment with its lines, by id or number."""
        return Response(ShipmentSerializer(get_shipment(actor=request.actor, shipment_id=shipment_id)).data)


class ShipmentReceiveView(ActorAPIView):
    """POST /api/v1/shipments/{id}/receive"""

    @operation(
        "receive_shipment",
        tag=TAG,
        summary="Confirm receipt, whole or in part",
        scope=BUY_SCOPE,
        accepts=ReceiveInput,
        returns=ReceiptSerializer,
        status=201,
        idempotent=True,
        refuses=[NotFound, IllegalTransition, QuantityTooLarge, NothingToDo],
    )
    def post(self, request: ActorRequest, shipment_id: str) -> Response:
        """Confirm as the buyer what arrived."""
        payload = ReceiveInput.parse(request)
        receipt = receive_shipment(
            actor=request.actor,
            shipment_id=shipment_id,
            now=timezone.now(),
            quantities=line_quantities(payload),
            note=payload.get("note", ""),
        )
        return Response(ReceiptSerializer(receipt).data, status=201)
