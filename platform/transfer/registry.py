"""
What can be imported and exported: a table that the apps above fill in `AppConfig.ready()`.

    class ProductImporter(Importer):
        kind = "products"
        label = _("Products")
        permission = CatalogPermission.EDIT_PRODUCT
        audiences = frozenset({Audience.SELLER})
        columns = (TextColumn(name="sku", label=_("SKU"), required=True, max_length=64), …)

        def apply(self, stage: CopyStage, context: ImportContext) -> Tally:
            return import_products(actor=context.actor, stage=stage, now=context.now)

    register_importer(ProductImporter())
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from django.db import transaction
from django.utils.functional import Promise

from accounts.enums import Audience
from kernel.actors import Actor
from kernel.errors import DomainError
from transfer.columns import Column
from transfer.errors import UnknownKind
from transfer.scopes import allow_export, allow_import
from transfer.staging import CopyStage


@dataclass(frozen=True, slots=True)
class ImportContext:
    """Who imports what for whom, and when. `is_dry_run` work is rolled back; it needs no other treatment."""

    actor: Actor
    organization_id: int
    job_id: str
    now: datetime
    options: Mapping[str, Any] = field(default_factory=dict)
    is_dry_run: bool = False


@dataclass(slots=True)
class Tally:
    """How many rows made something new, changed something, or found it as it should be."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.created + other.created, self.updated + other.updated, self.unchanged + other.unchanged)


class Outcome(StrEnum):
    """What one row came to."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Importer(ABC):
    """One kind of import, set-based: `apply` takes a chunk of staged rows and writes them with a handful of statements."""

    kind: ClassVar[str]
    label: ClassVar[str | Promise]
    help: ClassVar[str | Promise] = ""
    permission: ClassVar[str]
    # In whose faces the kind is offered.
    audiences: ClassVar[frozenset[Audience]] = frozenset({Audience.SELLER})
    columns: ClassVar[tuple[Column, ...]]
    # Rows per transaction: enough to make a statement worth its price, few enough to keep locks short.
    chunk_size: ClassVar[int] = 5_000

    @abstractmethod
    def apply(self, stage: CopyStage, context: ImportContext) -> Tally:
        """
        Write one chunk inside the caller's transaction, reject rows through the stage, and count the rest.

        An `IntegrityError` or `DataError` makes the chunk be tried again in halves until the row at fault is alone and reported.

        :raises DomainError: when the import as a whole must stop.
        """

    def finish(self, context: ImportContext) -> None:  # noqa: B027 - most importers have nothing more to do
        """Do what must follow the last chunk, in the transaction that ends the job. Not called for a dry run."""


class RowImporter(Importer):
    """One kind of import, row by row through a service: for small tables and rules that SQL cannot tell."""

    chunk_size = 200

    @abstractmethod
    def import_row(self, row: Mapping[str, Any], context: ImportContext) -> Outcome:
        """
        Write one row of typed values.

        :raises DomainError: when the row is refused; the others go on.
        """

    def apply(self, stage: CopyStage, context: ImportContext) -> Tally:
        """Write the rows of a chunk, each in a savepoint of its own."""
        tally = Tally()
        for number, row in stage.rows():
            try:
                with transaction.atomic():
                    outcome = self.import_row(row, context)
            except DomainError as refusal:
                stage.refuse(number, refusal)
            else:
                setattr(tally, outcome, getattr(tally, outcome) + 1)
        return tally


class Exporter(ABC):
    """One kind of export: a header and the rows that the actor may see."""

    kind: ClassVar[str]
    label: ClassVar[str | Promise]
    help: ClassVar[str | Promise] = ""
    permission: ClassVar[str]
    audiences: ClassVar[frozenset[Audience]] = frozenset({Audience.SELLER})
    # Headings in the order of the cells. Take the importer's labels to make a file that can come back in.
    headings: ClassVar[tuple[str | Promise, ...]]

    @abstractmethod
    def rows(self, *, actor: Actor, filters: Mapping[str, Any]) -> Iterator[Sequence[Any]] | Iterable[Sequence[Any]]:
        """Yield rows of plain values (str, int, Decimal, date, datetime, bool, None), starting from `visible_to(actor)`."""

    def count(self, *, actor: Actor, filters: Mapping[str, Any]) -> int | None:
        """Return how many rows there will be, for the progress bar; None when that would cost too much."""
        return None


_importers: dict[str, Importer] = {}
_exporters: dict[str, Exporter] = {}


def register_importer(importer: Importer) -> None:
    """Make a kind of import known; a kind registered again is replaced."""
    _importers[importer.kind] = importer
    allow_import(importer.permission)


def register_exporter(exporter: Exporter) -> None:
    """Make a kind of export known; a kind registered again is replaced."""
    _exporters[exporter.kind] = exporter
    allow_export(exporter.permission)


def importers_for(actor: Actor, audience: Audience | None = None) -> list[Importer]:
    """Return the kinds that the actor may import, for one face or for all."""
    return [each for each in _importers.values() if _is_offered(each, actor, audience)]


def exporters_for(actor: Actor, audience: Audience | None = None) -> list[Exporter]:
    """Return the kinds that the actor may export, for one face or for all."""
    return [each for each in _exporters.values() if _is_offered(each, actor, audience)]


def _is_offered(each: Importer | Exporter, actor: Actor, audience: Audience | None) -> bool:
    return actor.has(each.permission) and (audience is None or audience in each.audiences)


def importer_of(kind: str, actor: Actor | None = None) -> Importer:
    """
    Return the importer of a kind.

    :raises UnknownKind: when there is none, or the given actor may not use it.
    """
    importer = _importers.get(kind)
    if importer is None or (actor is not None and not actor.has(importer.permission)):
        raise UnknownKind(kind=kind)
    return importer


def exporter_of(kind: str, actor: Actor | None = None) -> Exporter:
    """
    Return the exporter of a kind.

    :raises UnknownKind: when there is none, or the given actor may not use it.
    """
    exporter = _exporters.get(kind)
    if exporter is None or (actor is not None and not actor.has(exporter.permission)):
        raise UnknownKind(kind=kind)
    return exporter


def kind_label(kind: str, *, exports: bool = False) -> str:
    """Return what a kind is called in the active language; its code when no app knows it any more."""
    found: Importer | Exporter | None = _exporters.get(kind) if exports else _importers.get(kind)
    return str(found.label) if found else kind
