"""A supplier's own offers, prices and stock, as an ERP system keeps them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from rest_framework.response import Response

from catalog.api.filters import OfferFilter, StockFilter
from catalog.api.serializers import (
    OfferRowInput,
    OwnOfferSerializer,
    PricesInput,
    StockInput,
    StockLevelSerializer,
    own_offer_json,
    stock_json,
)
from catalog.errors import InvalidPrices, StockBelowReserved
from catalog.scopes import READ_SCOPE, STOCK_SCOPE, WRITE_SCOPE
from catalog.selectors.prices import Tier
from catalog.selectors.stock import get_own_offer, list_own_offers, list_stock
from catalog.services.bulk import BulkOutcome, upsert_offers
from catalog.services.products import set_prices
from catalog.services.stock import set_stock
from kernel.errors import NotFound
from openplatform.api.base import ActorAPIView, ActorRequest
from openplatform.api.bulk import BulkResult, ParsedRows, RowResult, parse_rows
from openplatform.api.filtering import filtered
from openplatform.api.input import Payload
from openplatform.api.operations import operation
from openplatform.enums import RowStatus
from transfer.faults import describe

TAG = "Offers and stock"


class OfferListView(ActorAPIView):
    """GET, POST /api/v1/offers"""

    @operation(
        "list_offers",
        tag=TAG,
        summary="List your own offers",
        scope=READ_SCOPE,
        returns=OwnOfferSerializer,
        paged=True,
        filters=OfferFilter,
    )
    def get(self, request: ActorRequest) -> Response:
        """Return what your company sells, with prices."""
        offers = filtered(request, list_own_offers(actor=request.actor), OfferFilter)
        return self.page(offers, order_by=["id"]).response(own_offer_json)


class OfferBulkView(ActorAPIView):
    """POST /api/v1/offers/bulk"""

    @operation(
        "upsert_offers",
        tag=TAG,
        summary="Create and change your own offers, prices and stock",
        scope=WRITE_SCOPE,
        accepts=OfferRowInput,
        bulk=True,
    )
    def post(self, request: ActorRequest) -> Response:
        """
        Create or change up to 1,000 articles, found by your article number; every row has its own result.

        Sending the same rows again changes nothing.
        """
        parsed = parse_rows(request, OfferRowInput)
        # Numbered from 1, as rows of a file are.
        rows = {index + 1: row for index, row in parsed.valid.items()}
        if not rows:
            return BulkResult.of(parsed.failed).response()
        outcome = upsert_offers(actor=request.actor, rows=rows, now=timezone.now())
        ids = {
            offer.supplier_sku: offer.public_id
            for offer in list_own_offers(actor=request.actor).filter(
                supplier_sku__in=[row.external_id for row in rows.values()]
            )
        }
        return BulkResult.of(parsed.failed, _row_results(parsed, outcome, ids)).response()


def _row_results(parsed: ParsedRows, outcome: BulkOutcome, ids: Mapping[str, str]) -> list[RowResult]:
    status = {
        **dict.fromkeys(outcome.written.created, RowStatus.CREATED),
        **dict.fromkeys(outcome.written.updated, RowStatus.UPDATED),
        **dict.fromkeys(outcome.written.unchanged, RowStatus.UNCHANGED),
    }
    errors: dict[int, dict[str, list[str]]] = {}
    for fault in outcome.faults:
        column = "external_id" if fault.column in ("", "supplier_sku") else fault.column
        errors.setdefault(fault.row_number, {}).setdefault(column, []).append(describe(fault.message, fault.params))
    return [
        RowResult(
            index,
            RowStatus.FAILED if index + 1 in errors else status[index + 1],
            row.external_id,
            None if index + 1 in errors else ids.get(row.external_id),
            errors.get(index + 1, {}),
        )
        for index, row in parsed.valid.items()
    ]


class OfferView(ActorAPIView):
    """GET /api/v1/offers/{id}"""

    @operation(
        "get_offer",
        tag=TAG,
        summary="Read one of your offers",
        scope=READ_SCOPE,
        returns=OwnOfferSerializer,
        refuses=[NotFound],
    )
    def get(self, request: ActorRequest, offer_id: str) -> Response:
        """Return one of your own offers."""
        return Response(own_offer_json(get_own_offer(actor=request.actor, offer_id=offer_id)))


class OfferPricesView(ActorAPIView):
    """PUT /api/v1/offers/{id}/prices"""

    @operation(
        "set_prices",
        tag=TAG,
        summary="Replace an offer's price tiers",
        scope=WRITE_SCOPE,
        accepts=PricesInput,
        returns=OwnOfferSerializer,
        refuses=[NotFound, InvalidPrices],
    )
    def put(self, request: ActorRequest, offer_id: str) -> Response:
        """Replace all price tiers; orders that were placed keep their prices."""
        payload = PricesInput.parse(request)
        tiers = [_tier(tier) for tier in payload.tiers]
        set_prices(actor=request.actor, offer_id=offer_id, tiers=tiers, now=timezone.now())
        return Response(own_offer_json(get_own_offer(actor=request.actor, offer_id=offer_id)))


def _tier(tier: Payload) -> Tier:
    return Tier(tier.minimum_quantity, tier.unit_price)


class OfferStockView(ActorAPIView):
    """PUT /api/v1/offers/{id}/stock"""

    @operation(
        "set_stock",
        tag=TAG,
        summary="Set what is on hand",
        scope=STOCK_SCOPE,
        accepts=StockInput,
        returns=StockLevelSerializer,
        refuses=[NotFound, StockBelowReserved],
    )
    def put(self, request: ActorRequest, offer_id: str) -> Response:
        """Bring the stock on hand to a counted quantity; the difference is kept as a movement."""
        payload = StockInput.parse(request)
        level = set_stock(
            actor=request.actor,
            offer_id=offer_id,
            warehouse_id=payload.warehouse,
            on_hand=payload.on_hand,
            reason=payload.reason,
            now=timezone.now(),
        )
        return Response(stock_json(level))


class StockListView(ActorAPIView):
    """GET /api/v1/stock"""

    @operation(
        "list_stock",
        tag=TAG,
        summary="List your own stock",
        scope=READ_SCOPE,
        returns=StockLevelSerializer,
        paged=True,
        filters=StockFilter,
    )
    def get(self, request: ActorRequest) -> Response:
        """Return what lies in your warehouses and what of it is promised."""
        levels = filtered(request, list_stock(actor=request.actor), StockFilter)
        return self.page(levels, order_by=["id"]).response(stock_json)
