from django.urls import include, path

from accounts.faces import Face
from accounts.storefront.urls import company_patterns

# Names stay `account:…`; inside the seller office they resolve to these pages.
urlpatterns = [path("company/", include((company_patterns(Face.SELLER), "account"), namespace="seller_account"))]
