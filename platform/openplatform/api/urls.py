from django.urls import path
from django.views.decorators.http import require_safe

from openplatform.api.oauth import TokenView
from openplatform.api.views import DescriptionView, IndexView, docs

app_name = "openplatform_api"

urlpatterns = [
    path("", IndexView.as_view(), name="index"),
    path("openapi.json", DescriptionView.as_view(), name="description"),
    path("docs", require_safe(docs), name="docs"),
    path("oauth/token", TokenView.as_view(), name="token"),
]
