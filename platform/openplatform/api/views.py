"""The API's own resources: its index, and what does not exist."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.errors import NotFound
from openplatform.api.base import ActorAPIView
from openplatform.api.operations import operation
from openplatform.api.schema import openapi_document


class IndexSerializer(serializers.Serializer[Any]):
    """Where to find what."""

    name = serializers.CharField()
    version = serializers.CharField()
    openapi = serializers.URLField()
    docs = serializers.URLField()
    token = serializers.URLField()


class IndexView(ActorAPIView):
    """GET /api/v1/"""

    @operation("get_index", tag="API", summary="See where things are", scope=None, public=True, returns=IndexSerializer)
    def get(self, request: Request) -> Response:
        """Return the addresses of description, documentation and token endpoint."""
        root = request.build_absolute_uri("/api/v1/")
        return Response(
            {
                "name": "v1",
                "version": "1.0.0",
                "openapi": f"{root}openapi.json",
                "docs": f"{root}docs",
                "token": f"{root}oauth/token",
            }
        )


class DescriptionView(ActorAPIView):
    """GET /api/v1/openapi.json"""

    schema = None

    @operation("get_description", tag="API", summary="Describe the API", scope=None, public=True)
    def get(self, request: Request) -> HttpResponse:
        """Return the OpenAPI document."""
        return HttpResponse(openapi_document(), content_type="application/json")


class NoSuchResourceView(ActorAPIView):
    """Answers for every path that no app knows."""

    schema = None

    def check_permissions(self, request: Request) -> None:
        """
        Refuse whatever is asked.

        :raises NotFound: always.
        """
        raise NotFound


def docs(request: HttpRequest) -> HttpResponse:
    """Show the API's description as interactive documentation (GET /api/v1/docs)."""
    return render(request, "storefront/openplatform/docs.html")
