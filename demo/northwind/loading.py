"""Bring the whole of Northwind in, once; a second run finds everything there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from accounts.selectors.organizations import organization_ids_of
from catalog.enums import OfferStatus
from catalog.models import Offer
from catalog.services.listings import refresh_listings
from catalog.services.products import set_offer_status
from demo.intake import Report, Say, Stopwatch, bring_in, operator, verify
from demo.northwind import tables
from demo.northwind.checking import compare_orders, compare_stock
from demo.northwind.source import Northwind, moment
from demo.northwind.staff import SYSTEM, add_carriers, employees, hire
from demo.northwind.trading import Desk, carriers_of, trade
from kernel.actors import Actor
from openplatform.selectors.external_ids import get_object_ids
from transfer.kinds.organizations import EXTERNAL_KIND

CHECKS = ("accounts.", "catalog.", "orders.", "finance.")
NOTES = (
    "Fax numbers, the pictures of categories and employees, birth dates, private addresses and sales territories have no place here.",
    "Contacts are kept as the recipients of their companies' addresses, with their positions.",
    "The source tells no day of receipt: goods are received on the day they were shipped. Orders that never shipped stay confirmed.",
    "Stock opens with what the source has left plus all that was ordered, so that at the end as much can be sold as the source says.",
)


def load_northwind(source: Northwind, *, now: datetime, say: Say) -> Report:
    """Load everything that is missing and compare it with the source."""
    report, watch = Report(notes=list(NOTES)), None
    watch = Stopwatch(report, say)
    begin = moment(source.orders[0].ordered_on, 0)
    actor = operator(SYSTEM, now=begin)
    companies = _load_companies(source, actor, begin, report)
    report.add("employees", hire(source, actor=actor, now=begin))
    report.add("carriers", add_carriers(source, actor=actor))
    watch.lap("companies", f"{len(companies)} companies, {len(source.employees)} employees")
    offers = _load_offers(source, actor, companies, begin, report)
    watch.lap("products", f"{len(offers)} products of {len(source.suppliers)} suppliers")
    desk = Desk(
        actor=actor,
        buyers=companies,
        offers={sku: offer.public_id for sku, offer in offers.items()},
        employees=employees(source, actor=actor),
        carriers=carriers_of(source),
        report=report,
    )
    report.add("orders", trade(source, desk))
    watch.lap("orders", f"{len(desk.placed)} orders, of them {report.counts['orders']} placed now")
    _withdraw(source, actor, offers, now)
    refresh_listings([offer.product_id for offer in offers.values()], now=now)
    compare_orders(source, desk, report)
    compare_stock(source, offers, report)
    verify(report, *CHECKS)
    watch.lap("checks", f"{report.checked_invariants} invariants checked, {len(report.broken_invariants)} broken")
    return report


def _load_companies(source: Northwind, actor: Actor, begin: datetime, report: Report) -> dict[str, int]:
    """Return the companies' plain ids by the source's keys."""
    rows = list(tables.organization_rows(source))
    known = _known_companies(actor, rows)
    bring_in(
        actor=actor,
        kind="organizations",
        headings=tables.ORGANIZATION_HEADINGS,
        rows=[row for row in rows if row[0] not in known],
        system=SYSTEM,
        clock=lambda: begin,
        report=report,
    )
    return _known_companies(actor, rows)


def _known_companies(actor: Actor, rows: list[tuple[object, ...]]) -> dict[str, int]:
    keys = [str(row[0]) for row in rows]
    known = get_object_ids(actor=actor, kind=EXTERNAL_KIND, external_ids=keys, system=SYSTEM)
    ids = organization_ids_of(public_ids=known.values())
    return {key: ids[public_id] for key, public_id in known.items()}


def _load_offers(
    source: Northwind, actor: Actor, companies: dict[str, int], begin: datetime, report: Report
) -> dict[str, Offer]:
    """Bring in each supplier's list, as that supplier; return the offers by the source's product numbers."""
    if len(known := _offers(companies)) == len(source.products):
        return known
    bring_in(
        actor=actor,
        kind="categories",
        headings=tables.CATEGORY_HEADINGS,
        rows=tables.category_rows(source),
        system=SYSTEM,
        clock=lambda: begin,
        report=report,
    )
    for row in source.suppliers:
        supplier = replace(actor, organization_id=companies[tables.supplier_key(row["supplierID"])])
        bring_in(
            actor=supplier,
            kind="offers",
            headings=tables.OFFER_HEADINGS,
            # Stock is an opening figure: a list that was imported before must not bring it back.
            rows=[each for each in tables.offer_rows(source, row["supplierID"]) if each[0] not in known],
            system=SYSTEM,
            clock=lambda: begin,
            report=report,
        )
    return _offers(companies)


def _offers(companies: dict[str, int]) -> dict[str, Offer]:
    suppliers = [pk for key, pk in companies.items() if key.startswith("supplier-")]
    return {offer.supplier_sku: offer for offer in Offer.objects.filter(supplier_id__in=suppliers).order_by("pk")}


def _withdraw(source: Northwind, actor: Actor, offers: dict[str, Offer], now: datetime) -> None:
    """Take what Northwind has discontinued off sale, now that its orders are there."""
    for row in source.products:
        offer = offers.get(row["productID"])
        if row["discontinued"] == "1" and offer is not None and offer.status == OfferStatus.ACTIVE:
            supplier = replace(actor, organization_id=offer.supplier_id)
            set_offer_status(actor=supplier, offer_id=offer.public_id, status=OfferStatus.PAUSED, now=now)
