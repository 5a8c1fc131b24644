"""Three years of orders: who bought what from whom, when it was confirmed, shipped and received."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import exp
from random import Random

from demo.content.buyers import Buyer
from demo.content.calendar import after, demand, working_moment
from demo.content.industries import GROUP_OF_FAMILY
from demo.content.products import Offer, Product
from demo.content.stories import Course, Story, tell_stories
from demo.content.suppliers import Supplier
from demo.content.text import Text

YEARLY_INFLATION = Decimal("0.025")


@dataclass(frozen=True)
class TradeLine:
    """One article of an order."""

    product: int
    """Place in the list of products."""
    offer: int
    """Place in the product's list of offers."""
    quantity: int
    unit_price: Decimal


@dataclass(frozen=True)
class TradeShipment:
    """Goods that left together; `quantities` go by the order's lines, 0 where nothing is in it."""

    shipped_at: datetime
    received_at: datetime | None
    quantities: tuple[int, ...]
    carrier: str
    tracking_number: str


@dataclass(frozen=True)
class TradeOrder:
    """One supplier's part of a purchase; a moment after now has not happened yet and is None."""

    supplier: str
    lines: tuple[TradeLine, ...]
    confirmed_at: datetime | None
    closed_at: datetime | None
    is_rejected: bool
    close_reason: Text
    shipments: tuple[TradeShipment, ...]


@dataclass(frozen=True)
class Purchase:
    """What a buyer placed in one go."""

    buyer: str
    seat: int
    """Place of the purchaser among the buyer's people."""
    branch: int | None
    placed_at: datetime
    purchase_order_number: str
    cost_center: Text
    on_terms: bool
    orders: tuple[TradeOrder, ...]


CARRIERS = ("sf", "deppon", "jd", "yto", "zto")
_REJECTED = (
    Text("该规格暂时缺货，预计两周后恢复供应", "Out of stock, expected back in two weeks"),
    Text("超出配送范围", "Outside our delivery area"),
)
_CANCELLED = (
    Text("项目延期，取消本次采购", "Project postponed, purchase cancelled"),
    Text("规格选错，重新下单", "Wrong size chosen, will order again"),
    Text("部门需求变更", "Requirements have changed"),
)


@dataclass(frozen=True)
class Market:
    """Everything that trade happens between."""

    suppliers: tuple[Supplier, ...]
    buyers: tuple[Buyer, ...]
    products: tuple[Product, ...]


def make_trade(*, seed: int, market: Market, now: datetime, pace: float = 1.0) -> list[Purchase]:
    """Play three years up to `now`; purchases come in the order of time. `pace` scales how many there are."""
    courses = tell_stories(seed=seed, buyers=market.buyers, today=now.date())
    shelf = _Shelf(market)
    purchases: list[Purchase] = []
    for buyer in market.buyers:
        player = _Player(buyer, courses[buyer.code], shelf, now, Random(f"{seed}:trade:{buyer.code}"), pace)
        purchases.extend(player.play())
    purchases.sort(key=lambda purchase: (purchase.placed_at, purchase.buyer))
    return purchases


class _Shelf:
    """What each supplier offers of each group, and how often it is asked for."""

    def __init__(self, market: Market) -> None:
        self.products = market.products
        self.suppliers = {supplier.code: supplier for supplier in market.suppliers}
        self.sellers: dict[str, list[str]] = defaultdict(list)
        self._places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, product in enumerate(market.products):
            group = GROUP_OF_FAMILY[product.category].code
            for supplier in dict.fromkeys(offer.supplier for offer in product.offers):
                self._places[group, supplier].append(place)
        for group, supplier in self._places:
            self.sellers[group].append(supplier)
        self._weights = {
            key: [self.products[place].popularity for place in places] for key, places in self._places.items()
        }

    def pick(self, group: str, supplier: str, rng: Random, count: int) -> list[int]:
        """Pick products of a group that the supplier has, popular ones more often."""
        return rng.choices(self._places[group, supplier], self._weights[group, supplier], k=count)


@dataclass(frozen=True)
class _Habit:
    """An article that a buyer takes again and again, and how much of it compared with others."""

    product: int
    offer: int
    taste: float


class _Player:
    """Plays one buyer."""

    def __init__(self, buyer: Buyer, course: Course, shelf: _Shelf, now: datetime, rng: Random, pace: float) -> None:
        self.buyer, self.course, self.shelf, self.now, self.rng = buyer, course, shelf, now, rng
        low, high = buyer.segment.orders_per_month
        self.gap_days = 570 / (rng.uniform(low, high) * pace * (buyer.size / 100) ** 0.4)
        self.purchasers = [place for place, seat in enumerate(buyer.seats) if seat.role == "purchaser"]
        needs = {group: weight for group, weight in buyer.segment.needs.items() if shelf.sellers.get(group)}
        self.groups, self.group_weights = list(needs), list(needs.values())
        self.lost_group = rng.choice(self.groups) if course.story is Story.DECLINING and len(self.groups) > 1 else ""
        self.sources = {group: self._choose_sources(group) for group in self.groups}
        self.habits = {
            (group, supplier): self._form_habits(group, supplier, needs[group])
            for group, suppliers in self.sources.items()
            for supplier in suppliers
        }
        self.number = 0

    def play(self) -> Iterator[Purchase]:
        """Let time pass and order whenever enough need has come together."""
        if not self.groups:
            return
        need, threshold = self.rng.random() * 0.8, 1.0
        day = self.course.first_on
        if self.course.story in (Story.NEW, Story.ONE_OFF):
            need = 1.0
        while day <= self.now.date():
            need += self._daily_need(day)
            if need >= threshold:
                need -= threshold
                threshold = self.rng.gammavariate(4, 0.25)
                purchase = self._purchase(day)
                if purchase is not None:
                    yield purchase
            day += timedelta(days=1)

    def _daily_need(self, day: date) -> float:
        return self.course.strength(day, self.now.date()) * demand(self.buyer.segment.code, day) / self.gap_days

    def _choose_sources(self, group: str) -> list[str]:
        """Settle on a first and, mostly, a second supplier for a group of goods."""
        sellers = self.shelf.sellers[group]
        return self.rng.sample(sellers, min(len(sellers), self.rng.choice((1, 2, 2))))

    def _form_habits(self, group: str, supplier: str, weight: int) -> list[_Habit]:
        chosen = dict.fromkeys(self.shelf.pick(group, supplier, self.rng, 4 + weight // 4))
        return [self._settle(place, supplier) for place in chosen]

    def _settle(self, place: int, supplier: str) -> _Habit:
        offers = [at for at, offer in enumerate(self.shelf.products[place].offers) if offer.supplier == supplier]
        return _Habit(place, self.rng.choice(offers), self.rng.lognormvariate(0, 0.5))

    def _purchase(self, day: date) -> Purchase | None:
        placed_at = working_moment(day, self.rng)
        if placed_at > self.now:
            return None
        baskets = self._baskets(day)
        self.number += 1
        segment = self.buyer.segment
        branch = (
            self.rng.randrange(len(self.buyer.branches)) if self.buyer.branches and self.rng.random() < 0.6 else None
        )
        return Purchase(
            buyer=self.buyer.code,
            seat=self.rng.choice(self.purchasers),
            branch=branch,
            placed_at=placed_at,
            purchase_order_number=f"PO{placed_at:%y%m}-{self.buyer.code[1:]}{self.number:04d}",
            cost_center=self.rng.choice(segment.cost_centers),
            on_terms=self.buyer.terms_days > 0,
            orders=tuple(
                self._order(supplier, tuple(self._line(habit, day) for habit in habits), placed_at)
                for supplier, habits in baskets.items()
            ),
        )

    def _baskets(self, day: date) -> dict[str, list[_Habit]]:
        """Fill a basket for each supplier: usual articles of one, two or three groups, now and then a new one."""
        rng = self.rng
        lost = self.lost_group if (self.now.date() - day).days < 200 else ""
        low, high = self.buyer.segment.basket
        groups = dict.fromkeys(rng.choices(self.groups, self.group_weights, k=rng.choice((1, 1, 2, 2, 3))))
        wanted = [group for group in groups if group != lost] or [g for g in self.groups if g != lost][:1]
        baskets: dict[str, list[_Habit]] = {}
        for group in wanted:
            first, *second = self.sources[group]
            supplier = second[0] if second and rng.random() < 0.3 else first
            habits = self.habits[group, supplier]
            chosen = rng.sample(habits, min(len(habits), rng.randint(low, high)))
            if rng.random() < 0.15:
                chosen.append(self._settle(self.shelf.pick(group, supplier, rng, 1)[0], supplier))
            baskets.setdefault(supplier, []).extend(chosen)
        return {supplier: _without_repeats(habits) for supplier, habits in baskets.items()}

    def _line(self, habit: _Habit, day: date) -> TradeLine:
        offer = self.shelf.products[habit.product].offers[habit.offer]
        usual = 900 * self.course.weight * (self.buyer.size / 100) ** 0.6 * habit.taste
        wanted = usual * exp(self.rng.gauss(0, 0.35)) / float(offer.tiers[0].unit_price)
        quantity = max(offer.minimum_quantity, round(wanted / offer.multiple) * offer.multiple)
        quantity = min(quantity, offer.minimum_quantity * 600)
        return TradeLine(habit.product, habit.offer, quantity, _price_on(offer, quantity, day, self.now.date()))

    def _order(self, supplier_code: str, lines: tuple[TradeLine, ...], placed_at: datetime) -> TradeOrder:
        rng, supplier = self.rng, self.shelf.suppliers[supplier_code]
        confirmed_at = after(placed_at, hours=rng.choice((1, 2, 3, 5, 20, 26)), rng=rng)
        fate = rng.random()
        if fate < 0.03:
            is_rejected = fate < 0.01
            closed_at = confirmed_at + timedelta(hours=rng.randrange(1, 9))
            reason = rng.choice(_REJECTED if is_rejected else _CANCELLED)
            confirmed = confirmed_at if not is_rejected and confirmed_at <= self.now else None
            return TradeOrder(
                supplier_code,
                lines,
                confirmed,
                closed_at if closed_at <= self.now else None,
                is_rejected,
                reason,
                (),
            )
        confirmed = confirmed_at if confirmed_at <= self.now else None
        shipments = tuple(self._shipments(supplier, lines, confirmed_at))
        return TradeOrder(supplier_code, lines, confirmed, None, False, Text("", ""), shipments)

    def _shipments(
        self, supplier: Supplier, lines: tuple[TradeLine, ...], confirmed_at: datetime
    ) -> Iterator[TradeShipment]:
        """Ship what was ordered, one time in eight in two parts, late as often as the supplier is."""
        rng = self.rng
        late = rng.random() > supplier.on_time_rate
        hours = supplier.lead_days * 20 + (rng.randrange(48, 150) if late else rng.randrange(-8, 4))
        moment = after(confirmed_at, hours=max(2, hours), rng=rng)
        for quantities in self._parts(lines):
            if moment > self.now:
                return
            transit = rng.choice((24, 30, 44, 50, 74, 98))
            received_at = after(moment, hours=transit + rng.choice((1, 3, 6, 24)), rng=rng)
            yield TradeShipment(
                shipped_at=moment,
                received_at=received_at if received_at <= self.now else None,
                quantities=quantities,
                carrier=rng.choice(CARRIERS),
                tracking_number=f"{rng.choice(('SF', 'DP', 'JD', 'YT', 'ZT'))}{rng.randrange(10**11, 10**12)}",
            )
            moment = after(moment, hours=rng.randrange(60, 150), rng=rng)

    def _parts(self, lines: tuple[TradeLine, ...]) -> list[tuple[int, ...]]:
        whole = tuple(line.quantity for line in lines)
        if self.rng.random() > 0.12:
            return [whole]
        first = []
        for line in lines:
            step = self.shelf.products[line.product].offers[line.offer].multiple
            share = self.rng.choice((0, 1, 1, 2)) if len(lines) > 1 else 1
            first.append(line.quantity // step * share // 2 * step)
        second = tuple(total - part for total, part in zip(whole, first, strict=True))
        return [tuple(first), second] if any(first) and any(second) else [whole]


def _without_repeats(habits: list[_Habit]) -> list[_Habit]:
    return list({(habit.product, habit.offer): habit for habit in habits}.values())


def _price_on(offer: Offer, quantity: int, day: date, today: date) -> Decimal:
    """Give the price that was asked on a day: prices rise a little every year."""
    years = max(0, (today - day).days) // 365
    price = offer.price_for(quantity) * (1 - YEARLY_INFLATION * years)
    places = Decimal("0.0001") if price < 1 else Decimal("0.01")
    return max(price.quantize(places, ROUND_HALF_UP), places)
