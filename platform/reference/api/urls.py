from django.urls import path

from reference.api.views import (
    CurrencyListView,
    DictionaryView,
    ExchangeRateView,
    RegionListView,
    RegionView,
    TaxRateListView,
    UnitListView,
)

app_name = "reference_api"

urlpatterns = [
    path("reference/dictionaries/<str:code>", DictionaryView.as_view(), name="dictionary"),
    path("reference/units", UnitListView.as_view(), name="unit_list"),
    path("reference/currencies", CurrencyListView.as_view(), name="currency_list"),
    path("reference/tax-rates", TaxRateListView.as_view(), name="tax_rate_list"),
    path("reference/exchange-rates/<str:base>/<str:quote>", ExchangeRateView.as_view(), name="exchange_rate"),
    path("reference/regions", RegionListView.as_view(), name="region_list"),
    path("reference/regions/<str:code>", RegionView.as_view(), name="region"),
]
