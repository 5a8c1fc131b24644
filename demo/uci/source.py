"""Read the wholesaler's lines as they are, and tell orders from everything else in the file."""

from __future__ import annotations

import csv
import lzma
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path

from kernel.money import round_amount

CURRENCY = "GBP"
WALK_IN = "walk-in"
HEADINGS = ("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country")
ZERO = Decimal(0)
Reject = Callable[["Line", str], None]


class SourceMissing(Exception):
    """The file is not there, or not the one that is meant."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file; an empty `customer` stands for a sale to nobody known."""

    invoice: str
    stock_code: str
    description: str
    quantity: Decimal
    sold_at: str
    unit_price: Decimal
    customer: str
    country: str

    @property
    def refusal(self) -> str:
        """Return why the line is no part of an order; empty when it is."""
        if self.invoice.startswith("C"):
            return "cancellation: a return, to be handled when returns are"
        if not self.invoice.isdigit():
            return "no sale: an adjustment of bad debt"
        if self.quantity <= 0:
            return "negative quantity: a correction of stock"
        if self.unit_price <= 0:
            return "no price: nothing was sold"
        return ""


@dataclass
class Digest:
    """What one reading of the file finds: goods, customers, and the figures to compare the import with."""

    line_count: int = 0
    net: Decimal = ZERO
    clean_lines: int = 0
    clean_exact: Decimal = ZERO
    clean_customers: set[str] = field(default_factory=set)
    clean_orders: set[str] = field(default_factory=set)
    order_lines: int = 0
    amounts: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    refused: Counter[str] = field(default_factory=Counter)
    refused_amounts: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    countries: dict[str, str] = field(default_factory=dict)
    names: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    prices: dict[str, Counter[Decimal]] = field(default_factory=lambda: defaultdict(Counter))

    def name(self, stock_code: str) -> str:
        """Return what a code is called most often, among names and not remarks on stock."""
        names = self.names[stock_code]
        titles = Counter({name: count for name, count in names.items() if name == name.upper()}) or names
        return min(titles, key=lambda name: (-titles[name], name)) if titles else stock_code

    def price(self, stock_code: str) -> Decimal | None:
        """Return the price that a code is sold at most often."""
        prices = self.prices[stock_code]
        return min(prices, key=lambda price: (-prices[price], price)) if prices else None


def read_lines(path: Path, *, limit: int | None = None) -> Iterator[Line]:
    """
    Yield the file's lines one by one, however large it is.

    :raises SourceMissing: when the file is not there, or has other columns.
    """
    if not path.is_file():
        message = f"There is no {path}: give the file of the Online Retail data set, as CSV or CSV packed by xz."
        raise SourceMissing(message)
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        if tuple(next(rows, ())) != HEADINGS:
            message = f"{path} has other columns than the Online Retail data set: {', '.join(HEADINGS)}."
            raise SourceMissing(message)
        for invoice, code, description, quantity, sold_at, price, customer, country in islice(rows, limit):
            yield Line(
                invoice=invoice,
                stock_code=code,
                description=" ".join(description.split()),
                quantity=Decimal(quantity),
                sold_at=sold_at,
                unit_price=Decimal(price),
                customer=customer.removesuffix(".0"),
                country=country,
            )


def digest(lines: Iterator[Line]) -> Digest:
    """Read everything once and keep what is small."""
    found = Digest()
    for line in lines:
        exact = line.quantity * line.unit_price
        found.line_count += 1
        found.net += exact
        found.names[line.stock_code].update([line.description] if line.description else [])
        if line.customer:
            found.countries.setdefault(line.customer, line.country)
        if reason := line.refusal:
            found.refused[reason] += 1
            found.refused_amounts[reason] += exact
            continue
        _add_sale(found, line, exact)
    return found


def _add_sale(found: Digest, line: Line, exact: Decimal) -> None:
    found.order_lines += 1
    found.amounts[line.invoice] += round_amount(exact, CURRENCY)
    found.prices[line.stock_code][line.unit_price] += 1
    if line.customer:
        found.clean_lines += 1
        found.clean_exact += exact
        found.clean_customers.add(line.customer)
        found.clean_orders.add(line.invoice)


def past_order_rows(lines: Iterator[Line], *, reject: Reject) -> Iterator[tuple[object, ...]]:
    """Yield the lines of orders in the columns of the public import; the others are handed to `reject` with their reason."""
    places: Counter[str] = Counter()
    for line in lines:
        if reason := line.refusal:
            reject(line, reason)
            continue
        places[line.invoice] += 1
        yield (
            line.invoice,
            places[line.invoice],
            line.sold_at,
            line.customer or WALK_IN,
            "supplier",
            line.stock_code,
            line.quantity,
            line.unit_price,
        )


PAST_ORDER_HEADINGS = (
    "order_number",
    "line",
    "placed_at",
    "buyer",
    "supplier",
    "supplier_sku",
    "quantity",
    "unit_price",
)
