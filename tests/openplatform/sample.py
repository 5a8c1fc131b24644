"""An API as an app would write it, for the tests of what every API stands on."""

from datetime import UTC, datetime, timedelta

import django_filters
from django.http import HttpResponse
from django.urls import include, path
from rest_framework import serializers
from rest_framework.response import Response

from kernel.errors import DomainError
from kernel.models import NumberSeries
from openplatform.api.base import ActorAPIView
from openplatform.api.bulk import BulkResult, RowResult, parse_rows
from openplatform.api.filtering import filtered
from openplatform.api.input import InputSerializer
from openplatform.api.operations import operation
from openplatform.enums import RowStatus


class LineSerializer(InputSerializer):
    sku = serializers.CharField(max_length=20)
    quantity = serializers.DecimalField(max_digits=10, decimal_places=2, min_value=1)


class ThingSerializer(InputSerializer):
    key = serializers.CharField(max_length=40)
    lines = LineSerializer(many=True, required=False)
    total = serializers.DecimalField(max_digits=10, decimal_places=2, read_only=True)
    note = serializers.CharField(required=False)


class ThingOutSerializer(serializers.Serializer):
    key = serializers.CharField()
    value = serializers.IntegerField()


class ThingFilter(django_filters.FilterSet):
    key = django_filters.CharFilter()
    value = django_filters.RangeFilter(field_name="last_value")

    class Meta:
        model = NumberSeries
        fields = []


class OutOfStock(DomainError):
    code = "out_of_stock"
    message = "Only %(left)s left."


class Sample(ActorAPIView):
    """Creates number series, whose column `last_value` tells how often the work was done."""

    hold = None

    @operation(
        "list_things", tag="Things", summary="List", scope="sample.read", returns=ThingOutSerializer, paged=True,
        filters=ThingFilter,
    )  # fmt: skip
    def get(self, request):
        rows = filtered(request, NumberSeries.objects.values("id", "key", "last_value"), ThingFilter)
        page = self.page(rows, order_by=("-last_value", "id"))
        return page.response(lambda row: {"key": row["key"], "value": row["last_value"]})

    @operation(
        "create_thing", tag="Things", summary="Create", scope="sample.write", accepts=ThingSerializer,
        returns=ThingOutSerializer, status=201, idempotent=True, refuses=(OutOfStock,),
    )  # fmt: skip
    def post(self, request):
        payload = ThingSerializer.parse(request)
        series, _ = NumberSeries.objects.get_or_create(key=payload.key)
        series.last_value += 1
        series.save()
        if Sample.hold is not None:
            Sample.hold()
        if payload.key == "refused":
            raise OutOfStock(left=3)
        response = Response({"key": payload.key, "value": series.last_value}, status=201)
        response["Location"] = f"/api/v1/things/{payload.key}"
        return response


class Crash(ActorAPIView):
    @operation("crash", tag="Things", summary="Crash", scope="sample.read", returns=ThingOutSerializer)
    def get(self, request):
        raise ZeroDivisionError("the secret of the house")

    @operation(
        "return_refusal", tag="Things", summary="x", scope="sample.write", accepts=ThingSerializer, idempotent=True
    )
    def post(self, request):
        NumberSeries.objects.create(key="written")
        return HttpResponse(status=418)


class Bulk(ActorAPIView):
    @operation("bulk_things", tag="Things", summary="x", scope="sample.write", accepts=LineSerializer, bulk=True)
    def post(self, request):
        rows = parse_rows(request, LineSerializer)
        done = [RowResult(index, RowStatus.CREATED, row.sku, f"id_{index}") for index, row in rows.valid.items()]
        return BulkResult.of(done, rows.failed).response()


class Undeclared(ActorAPIView):
    def get(self, request):
        return Response({})


def make_things(count: int) -> None:
    """Make series `s0`… whose values repeat, so that the order needs its second column."""
    NumberSeries.objects.bulk_create(NumberSeries(key=f"s{n}", last_value=n // 3) for n in range(count))


NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)

urlpatterns = [
    path("api/v1/things", Sample.as_view()),
    path("api/v1/things/bulk", Bulk.as_view()),
    path("api/v1/crash", Crash.as_view()),
    path("api/v1/undeclared", Undeclared.as_view()),
    path("api/v1/", include("config.api_urls")),
]
