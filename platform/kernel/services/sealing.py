"""Seal append-only records into one hash chain, off the hot path: writers never wait for the chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef

from kernel.models import Seal

GENESIS = "0" * 64
SEAL_LOCK = 7_001
BATCH_SIZE = 2_000
# Transactions commit out of the order of their ids; rows this far behind the newest sealed one are still looked for.
LOOK_BACK = 20_000


@dataclass(frozen=True, slots=True)
class SealedSource:
    """A model whose rows are sealed, and the columns that are covered."""

    name: str
    model: type[models.Model]
    columns: tuple[str, ...]


_sources: dict[str, SealedSource] = {}


def seal_source(name: str, model: type[models.Model], columns: tuple[str, ...]) -> None:
    """Register an append-only model to be sealed under `name`; apps call it from `ready()`."""
    _sources[name] = SealedSource(name, model, columns)


def record_digest(values: dict[str, Any]) -> str:
    """Return the SHA-256 of a record's values in a canonical form."""
    text = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def link_hash(*, previous_hash: str, source: str, record_id: int, digest: str) -> str:
    """Return the hash of one link of the chain."""
    return hashlib.sha256(f"{previous_hash}|{source}|{record_id}|{digest}".encode()).hexdigest()


def seal_pending(*, now: datetime, complete: bool = False) -> int:
    """
    Chain every record that has no seal yet and return how many there were.

    `complete` looks at all rows of every source instead of the newest ones, as `verify` does.
    """
    return sum(_seal_source(source, now=now, complete=complete) for source in _sources.values())


def _seal_source(source: SealedSource, *, now: datetime, complete: bool) -> int:
    sealed, after = 0, 0 if complete else _look_back_from(source)
    while True:
        count, after = _seal_batch(source, now=now, after=after)
        if not count:
            return sealed
        sealed += count


def _look_back_from(source: SealedSource) -> int:
    newest = Seal.objects.filter(source=source.name).order_by("-record_id").values_list("record_id", flat=True).first()
    return (newest or 0) - LOOK_BACK


@transaction.atomic
def _seal_batch(source: SealedSource, *, now: datetime, after: int) -> tuple[int, int]:
    """Seal the next unsealed records behind `after`; returns how many, and the last one's id."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEAL_LOCK])
    rows = list(_unsealed(source, after=after)[:BATCH_SIZE])
    last = Seal.objects.order_by("-pk").values_list("hash", flat=True).first() or GENESIS
    seals = []
    for values in rows:
        digest = record_digest(values)
        record_id = values["pk"]
        current = link_hash(previous_hash=last, source=source.name, record_id=record_id, digest=digest)
        seals.append(
            Seal(
                source=source.name, record_id=record_id, digest=digest, previous_hash=last, hash=current, sealed_at=now
            )
        )
        last = current
    Seal.objects.bulk_create(seals)
    return len(seals), rows[-1]["pk"] if rows else after


def _unsealed(source: SealedSource, *, after: int) -> Any:
    sealed = Seal.objects.filter(source=source.name, record_id=OuterRef("pk"))
    records = source.model._default_manager.order_by("pk").values("pk", *source.columns)
    return records.filter(~Exists(sealed), pk__gt=after)


def find_breaks() -> Iterator[str]:
    """Walk the whole chain and name every link that does not hold and every record that no longer matches its seal."""
    previous = GENESIS
    for seal in Seal.objects.order_by("pk").iterator(chunk_size=BATCH_SIZE):
        expected = link_hash(previous_hash=previous, source=seal.source, record_id=seal.record_id, digest=seal.digest)
        if seal.previous_hash != previous or seal.hash != expected:
            yield f"seal {seal.pk}: the chain is broken before {seal.source} {seal.record_id}"
        previous = seal.hash
    for source in _sources.values():
        yield from _changed_records(source)


def _changed_records(source: SealedSource) -> Iterator[str]:
    seals = Seal.objects.filter(source=source.name).order_by("record_id").values_list("record_id", "digest")
    records = source.model._default_manager.order_by("pk").values("pk", *source.columns)
    current = records.iterator(chunk_size=BATCH_SIZE)
    record = next(current, None)
    for record_id, digest in seals.iterator(chunk_size=BATCH_SIZE):
        while record is not None and record["pk"] < record_id:
            record = next(current, None)
        if record is None or record["pk"] != record_id:
            yield f"{source.name} {record_id}: the record was removed"
        elif record_digest(record) != digest:
            yield f"{source.name} {record_id}: the record was changed after it was sealed"
