"""Read the tables of Northwind as they are published, faults included."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

from kernel.money import round_amount

CURRENCY = "USD"
Row = dict[str, str]


class SourceMissing(Exception):
    """The folder does not hold the sample company."""


@dataclass(frozen=True, slots=True)
class Line:
    """One article of a past order; the discount is a share of one."""

    product_id: str
    unit_price: Decimal
    quantity: Decimal
    discount: Decimal

    @property
    def list_amount(self) -> Decimal:
        """Return what the line would cost without the discount."""
        return round_amount(self.unit_price * self.quantity, CURRENCY)

    @property
    def amount(self) -> Decimal:
        """Return what the line costs: rounded once, half up, as Northwind's own view of order subtotals does."""
        return round_amount(self.unit_price * self.quantity * (1 - self.discount), CURRENCY)


@dataclass(frozen=True, slots=True)
class PastOrder:
    """One order with everything that is known of it."""

    number: str
    customer_id: str
    employee_id: str
    shipper_id: str
    ordered_on: date
    required_on: date | None
    shipped_on: date | None
    freight: Decimal
    ship_to: Row
    lines: Sequence[Line]

    @property
    def amount(self) -> Decimal:
        """Return the sum of the lines."""
        return sum((line.amount for line in self.lines), Decimal(0))


@dataclass(frozen=True, slots=True)
class Northwind:
    """The company's tables; `orders` are in the order in which they were placed."""

    suppliers: Sequence[Row]
    categories: Sequence[Row]
    products: Sequence[Row]
    customers: Sequence[Row]
    employees: Sequence[Row]
    shippers: Sequence[Row]
    orders: Sequence[PastOrder]

    def demand(self) -> dict[str, Decimal]:
        """Return by product how much all orders ask for."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for order in self.orders:
            for line in order.lines:
                found[line.product_id] += line.quantity
        return found


def read_northwind(folder: Path, *, order_limit: int | None = None) -> Northwind:
    """
    Read the folder (or its `csv` folder); `order_limit` keeps only the first orders.

    :raises SourceMissing: when a table is not there.
    """
    place = folder / "csv" if (folder / "csv").is_dir() else folder
    lines: dict[str, list[Line]] = defaultdict(list)
    for row in _read(place, "order-details"):
        numbers = (Decimal(row[name]) for name in ("unitPrice", "quantity", "discount"))
        lines[row["orderID"]].append(Line(row["productID"], *numbers))
    rows = sorted(_read(place, "orders"), key=lambda row: (row["orderDate"], int(row["orderID"])))
    return Northwind(
        suppliers=_read(place, "suppliers"),
        categories=_read(place, "categories"),
        products=_read(place, "products"),
        customers=_read(place, "customers"),
        employees=_read(place, "employees"),
        shippers=_read(place, "shippers"),
        orders=[_order(row, lines[row["orderID"]]) for row in rows[:order_limit]],
    )


def _order(row: Row, lines: Sequence[Line]) -> PastOrder:
    return PastOrder(
        number=row["orderID"],
        customer_id=row["customerID"],
        employee_id=row["employeeID"],
        shipper_id=row["shipVia"],
        ordered_on=date.fromisoformat(row["orderDate"][:10]),
        required_on=_day(row["requiredDate"]),
        shipped_on=_day(row["shippedDate"]),
        freight=round_amount(Decimal(row["freight"] or 0), CURRENCY),
        ship_to={name: value for name, value in row.items() if name.startswith("ship")},
        lines=lines,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _read(place: Path, table: str) -> list[Row]:
    path = place / f"{table}.csv"
    if not path.is_file():
        message = f"There is no {path}: give the folder with Northwind's tables."
        raise SourceMissing(message)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        names = next(rows)
        return [dict(zip(names, map(_value, _rejoined(row, len(names))), strict=True)) for row in rows]


def _rejoined(cells: list[str], width: int) -> list[str]:
    """
    Put cells together again that a comma in an unquoted text has torn apart.

    Such a comma is followed by a space ("Pavlova, Ltd."), and no cell of these tables begins with one.
    """
    cells = list(cells)
    for index in range(len(cells) - 1, 0, -1):
        if len(cells) > width and cells[index].startswith(" "):
            cells[index - 1 : index + 1] = [f"{cells[index - 1]},{cells[index]}"]
    return cells


def _value(cell: str) -> str:
    return "" if cell == "NULL" else cell.strip()


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Return an hour of a day; the source knows days only."""
    return datetime.combine(day, time(hour, minute), UTC)
