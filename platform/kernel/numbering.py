"""
Document numbers.

Where law asks for it (invoices) a series has no gaps: the number is taken in the transaction that issues, and writers of one series
queue. Everything else takes a number that never blocks and does not tell a competitor how many there are.
"""

from __future__ import annotations

from datetime import date

from django.db import connection

# A full-period permutation of 0…999 999: neighbours in the sequence land far apart.
_PERIOD = 1_000_000
_MULTIPLIER = 618_033
_OFFSET = 271_829


def take_gap_free(key: str) -> int:
    """Take the next number of a series, 1 first; a rolled-back transaction gives it back. Locks the series until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_numberseries (key, last_value) VALUES (%s, 1) "
            "ON CONFLICT (key) DO UPDATE SET last_value = kernel_numberseries.last_value + 1 RETURNING last_value",
            [key],
        )
        return int(cursor.fetchone()[0])


def take_numbers(prefix: str, *, on: date, count: int = 1) -> list[str]:
    """Take `count` document numbers such as `SO261121-518362` from the database's sequence, without waiting for anybody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('kernel_document_number') FROM generate_series(1, %s)", [count])
        values = [row[0] for row in cursor.fetchall()]
    return [f"{prefix}{on:%y%m%d}-{_spread(value)}" for value in values]


def _spread(value: int) -> str:
    """Return six digits that come once in the first million; every further million puts its own number in front."""
    million, position = divmod(value, _PERIOD)
    return f"{million or ''}{(position * _MULTIPLIER + _OFFSET) % _PERIOD:06d}"
