"""
The URL configuration: every app's faces under the prefix of the people who use them.

An app takes part by having `storefront/urls.py`, `seller/urls.py` or `api/urls.py` (see `config.api_urls`); nothing is
registered here.
"""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config import health, pages

FACE_PREFIXES = {"seller": "seller/", "storefront": ""}


def face_patterns(face: str) -> list[URLPattern | URLResolver]:
    """
    Return the pages of every app that has this face, all in the face's one namespace: `storefront:inbox`, `seller:inbox`.

    What an app includes under a namespace of its own keeps it.
    """
    with_face = [app for app in settings.LOCAL_APPS if find_spec(f"{app}.{face}") and find_spec(f"{app}.{face}.urls")]
    found = [pattern for app in with_face for pattern in import_module(f"{app}.{face}.urls").urlpatterns]
    own = [pattern for pattern in found if isinstance(pattern, URLResolver) and pattern.namespace]
    pages = [pattern for pattern in found if pattern not in own]
    return [path(FACE_PREFIXES[face], include(own)), path(FACE_PREFIXES[face], include((pages, face)))]


urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("favicon.ico", pages.favicon, name="favicon"),
    path("brand.css", pages.brand_css, name="brand_css"),
    path("organizations/menu", pages.organization_menu, name="organization_menu"),
    path("styleguide", pages.style_guide, name="style_guide"),
    path("admin/", admin.site.urls),
    path("account/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", include("config.api_urls")),
    *(pattern for face in FACE_PREFIXES for pattern in face_patterns(face)),
]
