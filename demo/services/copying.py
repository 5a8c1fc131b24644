"""Write many rows of a model with one COPY."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from itertools import chain
from random import Random
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from kernel.public_ids import ALPHABET, BODY_LENGTH

Row = Mapping[str, Any]
_NULL = "\\N"
ROWS_WORTH_ANALYZING = 1_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def copy_rows(model: type[models.Model], rows: Iterable[Row], *, now: datetime) -> int:
    """
    Write rows of column values by attribute name (`buyer_id`, not `buyer`) and return how many there were.

    Columns that a row leaves out get the model's default; `now` fills the columns that Django stamps itself.
    """
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.GeneratedField)]
    iterator = iter(rows)
    first = next(iterator, None)
    if first is None:
        return 0
    columns = [field for field in fields if not field.primary_key or field.attname in first]
    writers = [(field.attname, _default_of(field, now), _encoder_of(field)) for field in columns]
    buffer, count = StringIO(), 0
    for count, row in enumerate(chain([first], iterator), start=1):  # noqa: B007 - counts what it writes
        buffer.write("\t".join(encode(row.get(name, default)) for name, default, encode in writers))
        buffer.write("\n")
    buffer.seek(0)
    _copy(model, [str(field.column) for field in columns], buffer, is_worth_analyzing=count >= ROWS_WORTH_ANALYZING)
    return count


def _copy(model: type[models.Model], columns: Iterable[str], buffer: StringIO, *, is_worth_analyzing: bool) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", buffer)
        if is_worth_analyzing:
            # Triggers of the next COPY look rows of this one up, and are planned by what is known of them now.
            cursor.execute(f"ANALYZE {table}")


def take_keys(model: type[models.Model], count: int) -> Iterator[int]:
    """Take primary keys from the model's sequence, so that rows can name one another before they are written."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, column, count]
        )
        return iter(array("q", (row[0] for row in cursor.fetchall())))


class PublicIds:
    """Makes public ids from a seed, so that the same demo has the same addresses; each carries its row's moment."""

    def __init__(self, seed: int) -> None:
        self._rng = Random(f"{seed}:public-ids")

    def new(self, prefix: str, moment: datetime) -> str:
        """Return an id such as `new_public_id` makes at that moment."""
        value = (int(moment.timestamp() * 1000) << 80) | self._rng.getrandbits(80)
        digits = []
        for _ in range(BODY_LENGTH):
            digits.append(ALPHABET[value & 31])
            value >>= 5
        return f"{prefix}_{''.join(reversed(digits))}"


def _default_of(field: models.Field[Any, Any], now: datetime) -> Any:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return now
    return field.get_default()


def _encoder_of(field: models.Field[Any, Any]) -> Callable[[Any], str]:
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, ArrayField):
        return _array
    return _plain


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    if value is None:
        return _NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def _json(value: Any) -> str:
    return _NULL if value is None else json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder).translate(_ESCAPES)


def _array(value: Iterable[Any] | None) -> str:
    if value is None:
        return _NULL
    items = ('"' + str(item).replace("\\", "\\\\").replace('"', '\\"') + '"' for item in value)
    return ("{" + ",".join(items) + "}").translate(_ESCAPES)
