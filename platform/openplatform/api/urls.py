from django.urls import path

from openplatform.api.oauth import TokenView
from openplatform.api.views import IndexView

urlpatterns = [
    path("", IndexView.as_view(), name="index"),
    path("oauth/token", TokenView.as_view(), name="token"),
]
