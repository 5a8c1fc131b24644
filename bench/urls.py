"""The product's addresses and the empty view."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from bench.paths import EMPTY_PATH


def empty(_: HttpRequest) -> HttpResponse:
    """Answer without doing anything: what server, framework and middleware cost by themselves."""
    return HttpResponse(b"{}", content_type="application/json")


urlpatterns = [path(EMPTY_PATH.removeprefix("/"), empty), path("", include("config.urls"))]
