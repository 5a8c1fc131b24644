"""Take rows from an ERP system the same way as rows of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from catalog.columns import COLUMNS, TIER_COUNT
from catalog.services.imports import Written, import_offers
from kernel.actors import Actor
from transfer.faults import Fault
from transfer.staging import CopyStage


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What became of each row, and what was wrong with those that were refused."""

    written: Written
    faults: list[Fault]


@transaction.atomic
def upsert_offers(*, actor: Actor, rows: Mapping[int, Mapping[str, Any]], now: datetime) -> BulkOutcome:
    """
    Create and change the actor's own offers from typed rows by number; a key that a row leaves out stays as it is.

    `external_id` is the article number, `tiers` a list of quantity and price. Sending the same rows again changes nothing.
    :raises Forbidden: without `product.edit` (and `stock.adjust` where a row has stock).
    """
    cells = {number: _cells(row) for number, row in rows.items()}
    given = [column.name for column in COLUMNS if any(column.name in row for row in cells.values())]
    stage = CopyStage(COLUMNS, given=given)
    numbers = sorted(cells)
    stage.load(numbers, {name: [cells[number].get(name, "") for number in numbers] for name in given})
    written = import_offers(actor=actor, stage=stage, now=now)
    stage.drop()
    return BulkOutcome(written, stage.faults)


def _cells(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a typed row as the cells of a file."""
    cells = {name: _text(value) for name, value in row.items() if name not in ("external_id", "tiers")}
    cells["supplier_sku"] = row["external_id"]
    tiers = sorted(row.get("tiers", ()), key=lambda tier: tier["minimum_quantity"])
    for place, tier in enumerate(tiers[:TIER_COUNT], start=1):
        if place == 1:
            cells["price"] = _text(tier["unit_price"])
            cells.setdefault("minimum_order_quantity", _text(tier["minimum_quantity"]))
        else:
            cells[f"quantity_{place}"] = _text(tier["minimum_quantity"])
            cells[f"price_{place}"] = _text(tier["unit_price"])
    return cells


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
