"""The ledger always adds up to nothing and never loses a booking, whatever is posted (promise R9)."""

import random
from decimal import Decimal

import pytest
from django.db.models import Count, Sum

from finance.enums import AccountKind
from finance.errors import UnbalancedEntry
from finance.models import JournalEntry, JournalLine
from finance.services.ledger import Leg, post_entry
from tests.factories.accounts import NOW, BuyerFactory, SupplierFactory

pytestmark = pytest.mark.django_db
POSTINGS = 200
CENT = Decimal("0.01")


def some_legs(dice: random.Random, companies: list[int]) -> list[Leg]:
    """Return two to six legs that add up, some of them to nothing, some of a fraction of a cent."""
    amounts = [
        Decimal(dice.randint(-(10**9), 10**9)).scaleb(-dice.choice([0, 2, 4])) for _leg in range(dice.randint(1, 5))
    ]
    amounts.append(-sum(amounts, Decimal(0)))
    return [Leg(*dice.sample(companies, 2), kind=dice.choice(list(AccountKind)), amount=amount) for amount in amounts]


@pytest.mark.parametrize("seed", [20260302])
def test_random_postings_leave_a_balanced_ledger(seed: int):
    dice = random.Random(seed)
    companies = [company.pk for company in (*BuyerFactory.create_batch(3), *SupplierFactory.create_batch(3))]
    posted = 0

    for number in range(1, POSTINGS + 1):
        legs = some_legs(dice, companies)
        currency = dice.choice(["CNY", "USD", "JPY"])
        if number % 5 == 0:
            legs[0] = Leg(legs[0].organization_id, legs[0].partner_id, legs[0].kind, legs[0].amount + CENT)
        try:
            post_entry(
                kind="test", document=("tests.paper", number), currency=currency, legs=legs, at=NOW, on=NOW.date()
            )
            posted += 1
        except UnbalancedEntry:
            assert number % 5 == 0

    assert posted == POSTINGS - POSTINGS // 5
    assert JournalEntry.objects.count() == posted
    odd = JournalLine.objects.values("entry", "currency").annotate(total=Sum("amount")).exclude(total=0)
    assert list(odd) == []
    assert dict(JournalLine.objects.values_list("currency").annotate(Sum("amount"))) == dict.fromkeys(
        JournalLine.objects.values_list("currency", flat=True), Decimal(0)
    )
    assert not JournalLine.objects.values("entry").annotate(n=Count("currency", distinct=True)).exclude(n=1).exists()
