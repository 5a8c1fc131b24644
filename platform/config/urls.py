"""
The URL configuration: every app's faces under the prefix of the people who use them.

An app takes part by having `storefront/urls.py`, `seller/urls.py` or `api/urls.py` (see `config.api_urls`); nothing is
registered here.
"""

from importlib.util import find_spec

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config import health, pages

FACE_PREFIXES = {"seller": "seller/", "storefront": ""}

# The admin asks for the same login, second factor and lock-out as every other face.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


def face_patterns(face: str) -> list[URLPattern | URLResolver]:
    """Return an include for every app that has this face."""
    with_face = [app for app in settings.LOCAL_APPS if find_spec(f"{app}.{face}") and find_spec(f"{app}.{face}.urls")]
    return [path(FACE_PREFIXES[face], include(f"{app}.{face}.urls")) for app in with_face]


urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("brand.css", pages.brand_css, name="brand_css"),
    path("styleguide", pages.style_guide, name="style_guide"),
    path("admin/", admin.site.urls),
    path("account/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", include("config.api_urls")),
    *(pattern for face in FACE_PREFIXES for pattern in face_patterns(face)),
]
