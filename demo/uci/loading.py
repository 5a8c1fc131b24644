"""Bring the wholesaler in: goods, customers, and half a million lines as past orders; a second run finds everything there."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from accounts.selectors.organizations import organization_ids_of
from catalog.models import Offer
from catalog.services.listings import refresh_listings
from demo.countries import country_code
from demo.intake import Report, Say, Stopwatch, bring_in, operator, verify
from demo.uci.checking import compare
from demo.uci.source import (
    CURRENCY,
    PAST_ORDER_HEADINGS,
    WALK_IN,
    Digest,
    Line,
    Reject,
    digest,
    past_order_rows,
    read_lines,
)
from kernel.actors import Actor
from openplatform.selectors.external_ids import get_object_ids
from transfer.kinds.organizations import EXTERNAL_KIND

SYSTEM = "uci"
SUPPLIER = "supplier"
BEGIN = datetime(2010, 12, 1, tzinfo=UTC)
TIME_ZONE = "Europe/London"
CHECKS = ("accounts.", "catalog.", "orders.", "finance.")
ORGANIZATION_HEADINGS = ("external_id", "kind", "name_en", "country", "currency", "language", "time_zone")
CATEGORY_HEADINGS = ("slug", "name_zh", "name_en")
OFFER_HEADINGS = ("supplier_sku", "name_en", "category", "unit", "currency", "tax_code", "price_includes_tax", "price")
NOTES = (
    "The source has no stock, so stock stays empty: past orders leave it as it is.",
    "Goods are shipped and received at the moment of the sale: the source has no other.",
    "Sales without a customer are orders of one buyer for walk-in customers.",
    "Prices are without tax, lines are rounded to the penny, half up.",
)


def load_uci(path: Path, *, limit: int | None, refused_to: Path | None, now: datetime, say: Say) -> Report:
    """Load what is missing of the file's first `limit` lines and compare it with the source."""
    report = Report(notes=list(NOTES))
    watch = Stopwatch(report, say)
    found = digest(read_lines(path, limit=limit))
    watch.lap("reading", f"{found.line_count} lines, {len(found.names)} stock codes, {len(found.countries)} customers")
    actor = operator(SYSTEM, now=BEGIN)
    _load_companies(found, actor, report)
    watch.lap("companies", f"{len(found.countries) + 2} companies")
    _load_goods(found, actor, report, now)
    watch.lap("goods", f"{len(found.names)} articles")
    with _refusals(refused_to) as reject:
        bring_in(
            actor=actor,
            kind="past_orders",
            headings=PAST_ORDER_HEADINGS,
            rows=past_order_rows(read_lines(path, limit=limit), reject=reject),
            system=SYSTEM,
            clock=lambda: now,
            report=report,
            options={"time_zone": TIME_ZONE},
        )
    watch.lap("orders", f"{report.counts.get('past_orders', 0)} lines of {len(found.amounts)} orders written")
    compare(found, actor, SYSTEM, report)
    verify(report, *CHECKS)
    watch.lap("checks", f"{report.checked_invariants} invariants checked, {len(report.broken_invariants)} broken")
    return report


def _load_companies(found: Digest, actor: Actor, report: Report) -> None:
    rows: list[tuple[str, ...]] = [
        (SUPPLIER, "supplier", "Online Retail, gifts wholesale", "GB"),
        (WALK_IN, "buyer", "Walk-in customers", "GB"),
        *((key, "buyer", f"Customer {key}", country_code(country)) for key, country in sorted(found.countries.items())),
    ]
    known = get_object_ids(actor=actor, kind=EXTERNAL_KIND, external_ids=[row[0] for row in rows], system=SYSTEM)
    bring_in(
        actor=actor,
        kind="organizations",
        headings=ORGANIZATION_HEADINGS,
        rows=((*row, CURRENCY, "en", TIME_ZONE) for row in rows if row[0] not in known),
        system=SYSTEM,
        clock=lambda: BEGIN,
        report=report,
    )


def _load_goods(found: Digest, actor: Actor, report: Report, now: datetime) -> None:
    bring_in(
        actor=actor,
        kind="categories",
        headings=CATEGORY_HEADINGS,
        rows=[("uci-gifts", "礼品", "Gifts")],
        system=SYSTEM,
        clock=lambda: BEGIN,
        report=report,
    )
    known = get_object_ids(actor=actor, kind=EXTERNAL_KIND, external_ids=[SUPPLIER], system=SYSTEM)
    supplier_id = organization_ids_of(public_ids=known.values())[known[SUPPLIER]]
    bring_in(
        actor=replace(actor, organization_id=supplier_id),
        kind="offers",
        headings=OFFER_HEADINGS,
        rows=(
            (code, found.name(code), "uci-gifts", "PCE", CURRENCY, "vat_exempt", "no", found.price(code) or "")
            for code in sorted(found.names)
        ),
        system=SYSTEM,
        clock=lambda: BEGIN,
        report=report,
    )
    # The list of 2010 had no exchange rate to sort by.
    products = Offer.objects.filter(supplier_id=supplier_id).order_by("product_id").values_list("product_id", flat=True)
    refresh_listings(list(products), now=now)


@contextmanager
def _refusals(path: Path | None) -> Iterator[Reject]:
    """Write every line that is no part of an order into a file, with the reason, where one is given."""
    if path is None:
        yield lambda _line, _reason: None
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("InvoiceNo", "StockCode", "Description", "Quantity", "UnitPrice", "CustomerID", "Reason"))

        def reject(line: Line, reason: str) -> None:
            writer.writerow(
                (line.invoice, line.stock_code, line.description, line.quantity, line.unit_price, line.customer, reason)
            )

        yield reject
