"""Book: balanced, append-only, once per document and kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from finance.enums import AccountKind
from finance.errors import UnbalancedEntry
from finance.models import JournalEntry, JournalLine, LedgerAccount


@dataclass(frozen=True, slots=True)
class Leg:
    """One side of a booking: whose account against whom; debit positive, credit negative."""

    organization_id: int
    partner_id: int
    kind: AccountKind
    amount: Decimal


def post_entry(
    *, kind: str, document: tuple[str, int], currency: str, legs: Sequence[Leg], at: datetime, on: date
) -> JournalEntry:
    """
    Book one document inside the caller's transaction; legs of nothing are left out.

    :raises UnbalancedEntry: when the legs do not add up to zero.
    :raises IntegrityError: when the document was booked under this kind already.
    """
    moving = [leg for leg in legs if leg.amount]
    if sum((leg.amount for leg in moving), Decimal(0)) != 0:
        raise UnbalancedEntry
    accounts = _accounts(moving, currency)
    document_type, document_id = document
    entry = JournalEntry.objects.create(
        kind=kind, document_type=document_type, document_id=document_id, booked_at=at, booked_on=on
    )
    JournalLine.objects.bulk_create(
        JournalLine(
            entry=entry,
            account_id=accounts[leg.organization_id, leg.partner_id, leg.kind],
            currency=currency,
            amount=leg.amount,
        )
        for leg in moving
    )
    return entry


def _accounts(legs: Sequence[Leg], currency: str) -> dict[tuple[int, int, str], int]:
    """Return the accounts of the legs by their key, making those that are missing."""
    keys = {(leg.organization_id, leg.partner_id, leg.kind) for leg in legs}
    LedgerAccount.objects.bulk_create(
        [
            LedgerAccount(organization_id=organization, partner_id=partner, kind=kind, currency=currency)
            for organization, partner, kind in sorted(keys)
        ],
        ignore_conflicts=True,
    )
    found = LedgerAccount.objects.filter(
        organization_id__in={key[0] for key in keys}, partner_id__in={key[1] for key in keys}, currency=currency
    ).values_list("organization_id", "partner_id", "kind", "pk")
    return {(organization, partner, kind): pk for organization, partner, kind, pk in found}
