"""Who changed what of a company: the history that the database itself writes, told for people (F223)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from accounts.models import Organization
from accounts.permissions import CompanyPermission, StaffAccountsPermission
from accounts.selectors.access import get_managed_organization, require_in
from accounts.selectors.users import names_of
from kernel.actors import Actor

# Event models of accounts, and how each one's rows lead to their company.
TRACKED: dict[str, str] = {
    "OrganizationEvent": "pgh_obj_id",
    "MembershipEvent": "organization_id",
    "RoleEvent": "organization_id",
    "VerificationEvent": "organization_id",
    "MembershipRoleEvent": "membership__organization_id",
    "UserEvent": "pgh_obj__memberships__organization_id",
}
# Columns that say nothing to a reader, or too much.
UNTOLD = frozenset({"id", "public_id", "created_at", "updated_at", "path", "document_number"})
ENTRIES_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Change:
    """One column before and after."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change of one row: when, who, for whom, what."""

    at: datetime
    action: str
    kind: str
    object_id: int
    who: str
    on_behalf_of: str
    changes: tuple[Change, ...]


def list_audit_entries(
    *, actor: Actor, organization_id: str | None = None, limit: int = ENTRIES_SHOWN
) -> list[AuditEntry]:
    """
    Return the latest changes of a company, its members, roles and papers, newest first.

    :raises NotFound: when the company is not the actor's to manage.
    :raises Forbidden: when the actor may neither edit the company nor see the audit trail.
    """
    organization = get_managed_organization(actor=actor, organization_id=organization_id)
    require_in(actor, CompanyPermission.EDIT_COMPANY, organization, staff=StaffAccountsPermission.VIEW_AUDIT)
    found = sorted(_latest(organization, limit), key=lambda row: (row.pgh_created_at, row.pgh_id), reverse=True)
    rows = list(islice(found, limit))
    names = names_of(chain.from_iterable(_people(row) for row in rows))
    earlier = _earlier_rows(rows)
    return [_entry(row, earlier.get((type(row), row.pgh_id)), names) for row in rows]


def _latest(organization: Organization, limit: int) -> Iterator[Any]:
    for name, lookup in TRACKED.items():
        rows = _events(name).filter(Q(**{lookup: organization.pk}))
        yield from rows.select_related("pgh_context").order_by("-pgh_id").distinct()[:limit]


def _events(name: str) -> QuerySet[Any]:
    model: type[Model] = apps.get_model("accounts", name)
    return model._default_manager.all()


def _metadata(row: Any) -> dict[str, Any]:
    return row.pgh_context.metadata if row.pgh_context_id else {}


def _people(row: Any) -> Iterator[int]:
    metadata = _metadata(row)
    yield from (metadata[key] for key in ("user", "on_behalf_of") if metadata.get(key))


def _earlier_rows(rows: Iterable[Any]) -> dict[tuple[type[Model], int], Any]:
    """Return for each row the version before it, in one query per model."""
    found: dict[tuple[type[Model], int], Any] = {}
    by_model: dict[type[Model], set[int]] = {}
    for row in rows:
        by_model.setdefault(type(row), set()).add(row.pgh_obj_id)
    for model, objects in by_model.items():
        previous: dict[int, Any] = {}
        versions: QuerySet[Any] = model._default_manager.filter(pgh_obj_id__in=objects)
        for version in versions.order_by("pgh_id"):
            if version.pgh_obj_id in previous:
                found[(model, version.pgh_id)] = previous[version.pgh_obj_id]
            previous[version.pgh_obj_id] = version
    return found


def _entry(row: Any, earlier: Any, names: dict[int, str]) -> AuditEntry:
    metadata = _metadata(row)
    tracked = row.pgh_tracked_model
    return AuditEntry(
        at=row.pgh_created_at,
        action=row.pgh_label,
        kind=str(tracked._meta.verbose_name),
        object_id=row.pgh_obj_id or row.id,
        who=names.get(metadata.get("user") or 0, ""),
        on_behalf_of=names.get(metadata.get("on_behalf_of") or 0, ""),
        changes=tuple(_changes(row, earlier)),
    )


def _changes(row: Any, earlier: Any) -> Iterator[Change]:
    if row.pgh_label == "delete":
        return
    for field in row._meta.concrete_fields:
        if field.name.startswith("pgh_") or field.name in UNTOLD:
            continue
        before = getattr(earlier, field.attname) if earlier is not None else None
        after = getattr(row, field.attname)
        if (before or "") != (after or ""):
            yield Change(field.name, str(field.verbose_name), _told(before), _told(after))


def _told(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
