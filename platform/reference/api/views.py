"""Public configuration for the systems of trading partners: read without credentials, written in the back office."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.errors import InvalidInput, NotFound
from openplatform.api.base import ActorAPIView
from openplatform.api.operations import operation
from reference.api.serializers import (
    CurrencySerializer,
    DictionarySerializer,
    ExchangeRateSerializer,
    RegionSerializer,
    TaxRateSerializer,
    UnitSerializer,
)
from reference.errors import NoExchangeRate, UnknownCode
from reference.selectors.currencies import get_exchange_rate, list_currencies
from reference.selectors.dictionaries import get_labels
from reference.selectors.regions import get_region, list_regions
from reference.selectors.taxes import list_tax_rates
from reference.selectors.units import list_units

TAG = "Reference"
ON = OpenApiParameter("on", date, description="The day, today when left out.")


def day_of(request: Request) -> date:
    """
    Read the day that a request asks about; today when it names none.

    :raises InvalidInput: when it is not a date.
    """
    text = request.query_params.get("on")
    try:
        return date.fromisoformat(text) if text else timezone.localdate()
    except ValueError as error:
        raise InvalidInput(errors={"on": [_("Write a date as YYYY-MM-DD.")]}) from error


class DictionaryView(ActorAPIView):
    """GET /api/v1/reference/dictionaries/{code}"""

    @operation(
        "get_dictionary",
        tag=TAG,
        summary="Read a dictionary such as `party_type`",
        scope=None,
        public=True,
        returns=DictionarySerializer,
        refuses=[NotFound],
    )
    def get(self, request: Request, code: str) -> Response:
        """Return a dictionary with its entries."""
        labels = get_labels(code)
        if not labels:
            raise NotFound
        return Response(DictionarySerializer({"code": code, "entries": list(labels.values())}).data)


class UnitListView(ActorAPIView):
    """GET /api/v1/reference/units"""

    @operation(
        "list_units",
        tag=TAG,
        summary="List units of measure",
        scope=None,
        public=True,
        returns=UnitSerializer,
        many=True,
    )
    def get(self, request: Request) -> Response:
        """Return the units in use."""
        return Response(UnitSerializer(list_units(), many=True).data)


class CurrencyListView(ActorAPIView):
    """GET /api/v1/reference/currencies"""

    @operation(
        "list_currencies",
        tag=TAG,
        summary="List currencies",
        scope=None,
        public=True,
        returns=CurrencySerializer,
        many=True,
    )
    def get(self, request: Request) -> Response:
        """Return the currencies in use."""
        return Response(CurrencySerializer(list_currencies(), many=True).data)


class TaxRateListView(ActorAPIView):
    """GET /api/v1/reference/tax-rates"""

    @operation(
        "list_tax_rates",
        tag=TAG,
        summary="List the tax rates of a day",
        scope=None,
        public=True,
        returns=TaxRateSerializer,
        many=True,
        parameters=[ON],
        refuses=[InvalidInput],
    )
    def get(self, request: Request) -> Response:
        """Return the rates in force."""
        return Response(TaxRateSerializer(list_tax_rates(day_of(request)), many=True).data)


class ExchangeRateView(ActorAPIView):
    """GET /api/v1/reference/exchange-rates/{base}/{quote}"""

    @operation(
        "get_exchange_rate",
        tag=TAG,
        summary="Read the exchange rate of a day",
        scope=None,
        public=True,
        returns=ExchangeRateSerializer,
        parameters=[ON],
        refuses=[InvalidInput, NoExchangeRate],
    )
    def get(self, request: Request, base: str, quote: str) -> Response:
        """Return the latest rate on or before the day."""
        on = day_of(request)
        rate = get_exchange_rate(base, quote, on)
        return Response(ExchangeRateSerializer({"base": base, "quote": quote, "on": on, "rate": rate}).data)


class RegionListView(ActorAPIView):
    """GET /api/v1/reference/regions"""

    @operation(
        "list_regions",
        tag=TAG,
        summary="List provinces, or what lies below a region",
        scope=None,
        public=True,
        returns=RegionSerializer,
        many=True,
        parameters=[OpenApiParameter("parent", str, description="The code of a province or city.")],
    )
    def get(self, request: Request) -> Response:
        """Return the regions right below another one."""
        return Response(RegionSerializer(list_regions(request.query_params.get("parent") or None), many=True).data)


class RegionView(ActorAPIView):
    """GET /api/v1/reference/regions/{code}"""

    @operation(
        "get_region",
        tag=TAG,
        summary="Read a region, also one whose code was abolished",
        scope=None,
        public=True,
        returns=RegionSerializer,
        refuses=[UnknownCode],
    )
    def get(self, request: Request, code: str) -> Response:
        """Return one region."""
        return Response(RegionSerializer(get_region(code)).data)
