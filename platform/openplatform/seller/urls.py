from django.urls import include, path

from accounts.faces import Face
from openplatform.storefront.urls import client_patterns

# Names stay `openplatform:…`; inside the seller office they resolve to these pages.
urlpatterns = [
    path(
        "company/api-clients/", include((client_patterns(Face.SELLER), "openplatform"), namespace="seller_openplatform")
    )
]
