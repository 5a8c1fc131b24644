from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from demo.content.buyers import make_buyers
from demo.content.calendar import CHINA, demand
from demo.content.products import make_products
from demo.content.stories import DAYS, Story, tell_stories
from demo.content.suppliers import make_suppliers
from demo.content.trade import Market, Purchase, make_trade

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
SEED = 7


@pytest.fixture(scope="module")
def market() -> Market:
    suppliers = make_suppliers(seed=SEED, today=NOW.date())
    return Market(suppliers, make_buyers(seed=SEED), make_products(seed=SEED, suppliers=suppliers))


@pytest.fixture(scope="module")
def trade(market) -> list[Purchase]:
    return make_trade(seed=SEED, market=market, now=NOW)


@pytest.fixture(scope="module")
def courses(market):
    return tell_stories(seed=SEED, buyers=market.buyers, today=NOW.date())


def value(purchase: Purchase) -> Decimal:
    return sum(line.quantity * line.unit_price for order in purchase.orders for line in order.lines)


def test_trade_has_the_promised_size_and_runs_over_three_years(trade):
    orders = sum(len(purchase.orders) for purchase in trade)

    assert 12_000 <= orders <= 20_000
    assert trade[0].placed_at < NOW - timedelta(days=DAYS - 30)
    assert trade[-1].placed_at > NOW - timedelta(days=2)
    assert [p.placed_at for p in trade] == sorted(p.placed_at for p in trade)


def test_orders_are_placed_in_office_hours(trade):
    local = [purchase.placed_at.astimezone(CHINA) for purchase in trade]

    assert all(moment.weekday() < 5 and 9 <= moment.hour < 18 for moment in local)


def test_lines_can_be_ordered_and_cost_what_the_tiers_say_at_most(trade, market):
    for purchase in trade:
        for order in purchase.orders:
            assert len({(line.product, line.offer) for line in order.lines}) == len(order.lines)
            for line in order.lines:
                offer = market.products[line.product].offers[line.offer]
                assert offer.supplier == order.supplier
                assert line.quantity >= offer.minimum_quantity
                assert line.quantity % offer.multiple == 0
                assert 0 < line.unit_price <= offer.price_for(line.quantity)


def test_shipments_never_exceed_the_order_and_follow_time(trade):
    for purchase in trade:
        for order in purchase.orders:
            shipped = [sum(parts) for parts in zip(*(s.quantities for s in order.shipments), strict=True)]
            assert all(sum(shipment.quantities) > 0 for shipment in order.shipments)
            for line, quantity in zip(order.lines, shipped, strict=False):
                assert quantity <= line.quantity
            moments = [purchase.placed_at, order.confirmed_at, *(s.shipped_at for s in order.shipments)]
            known = [moment for moment in moments if moment is not None]
            assert known == sorted(known)
            assert all(moment <= NOW for moment in known)
            assert all(s.received_at is None or s.shipped_at < s.received_at <= NOW for s in order.shipments)


def test_every_state_of_an_order_occurs(trade):
    states = Counter()
    for purchase in trade:
        for order in purchase.orders:
            shipped = sum(sum(shipment.quantities) for shipment in order.shipments)
            ordered = sum(line.quantity for line in order.lines)
            states["closed"] += order.closed_at is not None
            states["rejected"] += order.closed_at is not None and order.is_rejected
            states["placed"] += order.closed_at is None and order.confirmed_at is None
            states["confirmed"] += order.confirmed_at is not None and not order.shipments and order.closed_at is None
            states["partly"] += 0 < shipped < ordered
            states["travelling"] += any(s.received_at is None for s in order.shipments)
            states["done"] += shipped == ordered and all(s.received_at for s in order.shipments)

    assert set(states) == {state for state, count in states.items() if count}
    assert states["done"] > 0.9 * sum(len(purchase.orders) for purchase in trade)


def test_churned_buyers_stopped_on_their_day(trade, courses):
    last = {purchase.buyer: purchase.placed_at.date() for purchase in trade}

    churned = [code for code, course in courses.items() if course.story is Story.CHURNED]
    assert len(churned) > 15
    for code in churned:
        assert last[code] <= courses[code].last_on + timedelta(days=3)
        assert (NOW.date() - last[code]).days >= 120


def test_growth_and_decline_show_in_turnover(trade, courses):
    this_year, year_before = defaultdict(Decimal), defaultdict(Decimal)
    for purchase in trade:
        age = (NOW - purchase.placed_at).days
        if age < 730:
            (this_year if age < 365 else year_before)[courses[purchase.buyer].story] += value(purchase)

    assert this_year[Story.GROWING] > year_before[Story.GROWING] * Decimal("1.2")
    assert this_year[Story.DECLINING] < year_before[Story.DECLINING] * Decimal("0.8")
    assert this_year[Story.CHURNED] < year_before[Story.CHURNED] / 2


def test_few_key_accounts_bring_a_large_share(trade, courses):
    turnover = Counter()
    for purchase in trade:
        turnover[courses[purchase.buyer].story] += value(purchase)

    assert turnover[Story.KEY] > sum(turnover.values()) / 4


def test_new_buyers_began_lately_and_everybody_bought(trade, courses, market):
    first = {}
    for purchase in trade:
        first.setdefault(purchase.buyer, purchase.placed_at)

    new = [code for code, course in courses.items() if course.story is Story.NEW]
    assert set(first) == {buyer.code for buyer in market.buyers}
    assert all((NOW - first[code]).days <= 152 for code in new)


def test_spring_festival_is_quiet_and_the_weeks_before_are_busy():
    assert demand("machinery", date(2026, 2, 17)) < 0.1
    assert demand("machinery", date(2026, 1, 28)) > demand("machinery", date(2026, 1, 2))


def test_trade_is_the_same_for_the_same_seed_and_day(trade, market):
    assert make_trade(seed=SEED, market=market, now=NOW) == trade
