"""When invoices fall due, by every kind of term in the public dictionary."""

from datetime import date

import pytest

from finance.services.invoices import due_date

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("term", "issued_on", "due_on"),
    [
        ("", date(2026, 3, 2), date(2026, 3, 2)),
        ("prepaid", date(2026, 3, 2), date(2026, 3, 2)),
        ("net_30", date(2026, 3, 2), date(2026, 4, 1)),
        ("net_90", date(2025, 12, 1), date(2026, 3, 1)),
        ("monthly_30", date(2026, 1, 31), date(2026, 3, 2)),
        ("monthly_30", date(2028, 2, 1), date(2028, 3, 30)),
        ("monthly_60", date(2026, 12, 5), date(2027, 3, 1)),
    ],
)
def test_due_date_follows_the_term(term, issued_on, due_on):
    assert due_date(term, issued_on) == due_on
