"""Which part of the invented market is loaded, and as of when."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from demo.content.buyers import Buyer, make_buyers
from demo.content.products import Product, make_products
from demo.content.stories import DAYS
from demo.content.suppliers import Supplier, make_suppliers
from demo.content.trade import Market, Purchase, make_trade

CHINA = ZoneInfo("Asia/Shanghai")
DEFAULT_SEED = 7


class Scale(StrEnum):
    """How much is loaded."""

    FULL = "full"
    SMALL = "small"


@dataclass(frozen=True)
class _Size:
    supplier_codes: tuple[str, ...]
    """None named means all."""
    buyers: int
    products: int
    pace: float
    pictures: int


_SIZES = {
    Scale.FULL: _Size((), 200, 3000, 1.0, 1000),
    Scale.SMALL: _Size(("S001", "S025", "S027", "S031"), 6, 60, 0.18, 4),
}


@dataclass(frozen=True)
class Scenario:
    """One reproducible market: the same seed, scale and day always give the same companies, goods and trade."""

    seed: int
    scale: Scale
    today: date

    @cached_property
    def now(self) -> datetime:
        """Return the moment up to which trade has happened: the evening before `today` begins in China."""
        return datetime(self.today.year, self.today.month, self.today.day, tzinfo=CHINA).astimezone(UTC)

    @cached_property
    def opened_at(self) -> datetime:
        """Return when the platform opened: companies and goods are there before the first order."""
        return self.now - timedelta(days=DAYS + 60)

    @cached_property
    def suppliers(self) -> tuple[Supplier, ...]:
        """Return the suppliers."""
        codes = _SIZES[self.scale].supplier_codes
        everybody = make_suppliers(seed=self.seed, today=self.today)
        return tuple(supplier for supplier in everybody if not codes or supplier.code in codes)

    @cached_property
    def buyers(self) -> tuple[Buyer, ...]:
        """Return the buyers."""
        return make_buyers(seed=self.seed)[: _SIZES[self.scale].buyers]

    @cached_property
    def products(self) -> tuple[Product, ...]:
        """Return the products."""
        return make_products(seed=self.seed, suppliers=self.suppliers, count=_SIZES[self.scale].products)

    @property
    def picture_names(self) -> list[str]:
        """Return the pictures to draw; a small market goes without most of them."""
        names = dict.fromkeys(product.picture for product in self.products)
        return list(names)[: _SIZES[self.scale].pictures]

    @cached_property
    def trade(self) -> list[Purchase]:
        """Return three years of purchases."""
        market = Market(self.suppliers, self.buyers, self.products)
        return make_trade(seed=self.seed, market=market, now=self.now, pace=_SIZES[self.scale].pace)
