"""Orders: placed by buyers' systems, answered by suppliers'."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from rest_framework.response import Response

from accounts.errors import LicenceExpired, OrganizationNotActive
from catalog.errors import InsufficientStock, OfferNotForSale, PriceMissing, QuantityNotAllowed
from kernel.errors import IllegalTransition, NotFound
from openplatform.api.base import ActorAPIView, ActorRequest
from openplatform.api.filtering import filtered
from openplatform.api.input import Payload
from openplatform.api.operations import operation
from orders.api.filters import OrderFilter
from orders.api.serializers import (
    ConfirmInput,
    OrderDetailSerializer,
    OrderGroupSerializer,
    OrderInput,
    OrderSerializer,
    ReasonInput,
    ShipInput,
    ShipmentSerializer,
)
from orders.enums import PaymentMethod
from orders.errors import (
    EmptyOrder,
    MixedCurrencies,
    NothingToDo,
    OrderAlreadyShipped,
    OwnOffer,
    PricesChanged,
    QuantityTooLarge,
    ReasonMissing,
    TooManyLines,
)
from orders.scopes import BUY_SCOPE, READ_SCOPE, SELL_SCOPE
from orders.selectors.orders import get_order, get_shipment, list_orders
from orders.services.orders import cancel_order, confirm_order, reject_order
from orders.services.placement import LineRequest, OrderRequest, place_order
from orders.services.shipments import ship_order

TAG = "Orders"


class OrderListView(ActorAPIView):
    """GET, POST /api/v1/orders"""

    @operation(
        "list_orders",
        tag=TAG,
        summary="List orders",
        scope=READ_SCOPE,
        returns=OrderSerializer,
        paged=True,
        filters=OrderFilter,
    )
    def get(self, request: ActorRequest) -> Response:
        """Return the orders in which your company buys or sells, newest first."""
        orders = filtered(request, list_orders(actor=request.actor), OrderFilter)
        return self.page(orders, order_by=["-placed_at", "-id"]).response(lambda order: OrderSerializer(order).data)

    @operation(
        "place_order",
        tag=TAG,
        summary="Place an order",
        scope=BUY_SCOPE,
        accepts=OrderInput,
        returns=OrderGroupSerializer,
        status=201,
        idempotent=True,
        refuses=[
            EmptyOrder,
            TooManyLines,
            OfferNotForSale,
            PriceMissing,
            QuantityNotAllowed,
            PricesChanged,
            InsufficientStock,
            MixedCurrencies,
            OwnOffer,
            OrganizationNotActive,
            LicenceExpired,
        ],
    )
    def post(self, request: ActorRequest) -> Response:
        """
        Order from one or several suppliers at once; the answer holds one order for each.

        Prices and stock are checked now: what you send is compared, never charged.
        """
        group = place_order(actor=request.actor, request=_order_request(OrderInput.parse(request)), now=timezone.now())
        first = group.placed_orders[0]
        location = reverse("orders_api:order", args=[first.public_id])
        return Response(OrderGroupSerializer(group).data, status=201, headers={"Location": location})


def _order_request(payload: Payload) -> OrderRequest:
    return OrderRequest(
        lines=[LineRequest(**line) for line in payload.lines],
        address_id=payload.address_id,
        purchase_order_number=payload.get("purchase_order_number", ""),
        cost_center=payload.get("cost_center", ""),
        payment_method=PaymentMethod(payload.get("payment_method", PaymentMethod.TERMS)),
        payment_term=payload.get("payment_term", "net_30"),
        note=payload.get("note", ""),
    )


class OrderView(ActorAPIView):
    """GET /api/v1/orders/{id}"""

    @operation(
        "get_order",
        tag=TAG,
        summary="Read one order",
        scope=READ_SCOPE,
        returns=OrderDetailSerializer,
        refuses=[NotFound],
    )
    def get(self, request: ActorRequest, order_id: str) -> Response:
        """Return an order with its lines, by id or number."""
        return Response(OrderDetailSerializer(get_order(actor=request.actor, order_id=order_id)).data)


class OrderConfirmView(ActorAPIView):
    """POST /api/v1/orders/{id}/confirm"""

    @operation(
        "confirm_order",
        tag=TAG,
        summary="Confirm an order, whole or in part",
        scope=SELL_SCOPE,
        accepts=ConfirmInput,
        returns=OrderDetailSerializer,
        idempotent=True,
        refuses=[NotFound, IllegalTransition, QuantityTooLarge, NothingToDo, ReasonMissing],
    )
    def post(self, request: ActorRequest, order_id: str) -> Response:
        """Confirm as the supplier; what is not confirmed goes back into stock."""
        payload = ConfirmInput.parse(request)
        confirm_order(
            actor=request.actor,
            order_id=order_id,
            now=timezone.now(),
            quantities=line_quantities(payload),
            promised_on=payload.get("promised_on"),
            reason=payload.get("reason", ""),
        )
        return Response(OrderDetailSerializer(get_order(actor=request.actor, order_id=order_id)).data)


class OrderRejectView(ActorAPIView):
    """POST /api/v1/orders/{id}/reject"""

    @operation(
        "reject_order",
        tag=TAG,
        summary="Reject an order",
        scope=SELL_SCOPE,
        accepts=ReasonInput,
        returns=OrderDetailSerializer,
        idempotent=True,
        refuses=[NotFound, IllegalTransition, ReasonMissing],
    )
    def post(self, request: ActorRequest, order_id: str) -> Response:
        """Refuse as the supplier; all of its stock goes back."""
        reason = ReasonInput.parse(request).reason
        reject_order(actor=request.actor, order_id=order_id, reason=reason, now=timezone.now())
        return Response(OrderDetailSerializer(get_order(actor=request.actor, order_id=order_id)).data)


class OrderCancelView(ActorAPIView):
    """POST /api/v1/orders/{id}/cancel"""

    @operation(
        "cancel_order",
        tag=TAG,
        summary="Cancel an order before it is shipped",
        scope=BUY_SCOPE,
        accepts=ReasonInput,
        returns=OrderDetailSerializer,
        idempotent=True,
        refuses=[NotFound, IllegalTransition, OrderAlreadyShipped, ReasonMissing],
    )
    def post(self, request: ActorRequest, order_id: str) -> Response:
        """Cancel as the buyer; all of its stock goes back."""
        reason = ReasonInput.parse(request).reason
        cancel_order(actor=request.actor, order_id=order_id, reason=reason, now=timezone.now())
        return Response(OrderDetailSerializer(get_order(actor=request.actor, order_id=order_id)).data)


class OrderShipView(ActorAPIView):
    """POST /api/v1/orders/{id}/ship"""

    @operation(
        "ship_order",
        tag=TAG,
        summary="Ship an order, whole or in part",
        scope=SELL_SCOPE,
        accepts=ShipInput,
        returns=ShipmentSerializer,
        status=201,
        idempotent=True,
        refuses=[NotFound, IllegalTransition, QuantityTooLarge, NothingToDo, InsufficientStock],
    )
    def post(self, request: ActorRequest, order_id: str) -> Response:
        """Ship as the supplier; the goods leave your stock and the invoice follows by itself."""
        payload = ShipInput.parse(request)
        shipment = ship_order(
            actor=request.actor,
            order_id=order_id,
            now=timezone.now(),
            quantities=line_quantities(payload),
            carrier=payload.get("carrier", ""),
            tracking_number=payload.get("tracking_number", ""),
            note=payload.get("note", ""),
        )
        seen = get_shipment(actor=request.actor, shipment_id=shipment.public_id)
        location = reverse("orders_api:shipment", args=[shipment.public_id])
        return Response(ShipmentSerializer(seen).data, status=201, headers={"Location": location})


def line_quantities(payload: Mapping[str, tuple[Payload, ...]]) -> dict[int, Decimal] | None:
    """Return the named lines' quantities by position, or None when no line is named."""
    lines = payload.get("lines")
    return {line.position: line.quantity for line in lines} if lines else None
