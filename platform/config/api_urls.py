"""Everything under `/api/v1/`: each app's `api/urls.py`, and a problem document for whatever no app knows."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path, re_path

from openplatform.api.views import NoSuchResourceView

urlpatterns = [
    *(
        path("", include(f"{app}.api.urls"))
        for app in settings.LOCAL_APPS
        if find_spec(f"{app}.api") and find_spec(f"{app}.api.urls")
    ),
    re_path(r"^.*$", NoSuchResourceView.as_view()),
]
