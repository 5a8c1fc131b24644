"""The first page of the seller office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone

from accounts.faces import PageRequest, SellerView
from finance.selectors.desk import get_seller_desk
from orders.selectors.sales import SalesDay

BAR_WIDTH, BAR_STEP, CHART_HEIGHT, LEAST_HEIGHT = 14, 20, 100, 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One day of the chart, in units of its drawing."""

    day: SalesDay
    x: int
    y: int
    height: int


class DashboardView(SellerView):
    """GET /seller/: open to every member; each part shows to whom it concerns."""

    template_name = "seller/finance/dashboard.html"

    def get(self, request: PageRequest) -> HttpResponse:
        assert request.organization is not None
        desk = get_seller_desk(actor=request.actor, company=request.organization, now=timezone.now())
        bars = _bars(desk.sales.days) if desk.sales else []
        return self.page(
            desk=desk,
            company=request.organization,
            bars=bars,
            chart_width=BAR_STEP * len(bars),
            chart_height=CHART_HEIGHT,
            bar_width=BAR_WIDTH,
        )


def _bars(days: Sequence[SalesDay]) -> list[Bar]:
    highest = max((day.amount for day in days), default=None)
    bars = []
    for place, day in enumerate(days):
        height = max(LEAST_HEIGHT, round(day.amount / highest * CHART_HEIGHT)) if highest and day.amount else 0
        bars.append(Bar(day, place * BAR_STEP, CHART_HEIGHT - height, height))
    return bars
