"""Northwind's employees as staff of the platform who place the orders of its customers, and its shippers as carriers to choose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import Membership, Role, User
from accounts.services.members import add_member
from accounts.services.registration import register_user
from accounts.services.teams import create_team
from demo.northwind.source import Northwind, Row
from kernel.actors import Actor
from openplatform.selectors.external_ids import get_object_ids
from openplatform.services.external_ids import map_external_ids
from reference.models import Dictionary, DictionaryEntry
from reference.services.records import save_record

SYSTEM = "northwind"
EMPLOYEE = "employee"
ROLE = "service"


@transaction.atomic
def hire(source: Northwind, *, actor: Actor, now: datetime) -> int:
    """
    Enter the employees who are missing, with their titles, and a team for everybody to whom others report; returns how many.

    They have no password: a person who takes over such an account sets one through the link for a forgotten one.
    """
    known = get_object_ids(actor=actor, kind=EMPLOYEE, external_ids=_keys(source), system=SYSTEM)
    roles = Role.objects.filter(organization_id=actor.own_organization_id, code=ROLE).order_by("pk")
    role_ids = list(roles.values_list("public_id", flat=True))
    fresh = [row for row in source.employees if row["employeeID"] not in known]
    for row in fresh:
        user = register_user(actor=actor, email=_email(row), name=_name(row), password=None, language="en")
        add_member(actor=actor, user=user, role_ids=role_ids, job_title=row["title"], now=now)
        known[row["employeeID"]] = user.public_id
    if fresh:
        map_external_ids(actor=actor, kind=EMPLOYEE, object_ids=known, system=SYSTEM)
        _form_teams(source, actor, known)
    return len(fresh)


def employees(source: Northwind, *, actor: Actor) -> dict[str, User]:
    """Return the users behind the employees' numbers."""
    known = get_object_ids(actor=actor, kind=EMPLOYEE, external_ids=_keys(source), system=SYSTEM)
    users = {user.public_id: user for user in User.objects.filter(public_id__in=known.values())}
    return {number: users[public_id] for number, public_id in known.items()}


def _form_teams(source: Northwind, actor: Actor, known: Mapping[str, str]) -> None:
    names = {row["employeeID"]: _name(row) for row in source.employees}
    members = dict(
        Membership.objects.filter(
            organization_id=actor.own_organization_id, user__public_id__in=known.values()
        ).values_list("user__public_id", "public_id")
    )
    for manager in sorted({row["reportsTo"] for row in source.employees if row["reportsTo"]}):
        reports = [row["employeeID"] for row in source.employees if row["reportsTo"] == manager]
        ids = [members[known[number]] for number in (manager, *reports)]
        create_team(actor=actor, name=f"Sales team of {names[manager]}", member_ids=ids)


def _keys(source: Northwind) -> list[str]:
    return [row["employeeID"] for row in source.employees]


def _name(row: Row) -> str:
    return f"{row['firstName']} {row['lastName']}"


def _email(row: Row) -> str:
    letters = unicodedata.normalize("NFKD", _name(row)).encode("ascii", "ignore").decode().lower()
    return f"{'.'.join(letters.split())}@northwind.example"


def carrier_code(row: Row) -> str:
    """Return the code of a shipper in the dictionary of carriers."""
    return re.sub(r"[^a-z]+", "_", row["companyName"].lower())


@transaction.atomic
def add_carriers(source: Northwind, *, actor: Actor) -> int:
    """Offer the shippers as carriers; returns how many are new."""
    carriers = Dictionary.objects.get(code="carrier")
    known = set(DictionaryEntry.objects.filter(dictionary=carriers).values_list("code", flat=True))
    fresh = [row for row in source.shippers if carrier_code(row) not in known]
    for row in fresh:
        entry = DictionaryEntry(
            dictionary=carriers,
            code=carrier_code(row),
            name_zh=row["companyName"],
            name_en=row["companyName"],
            position=len(known),
        )
        save_record(actor=actor, record=entry)
    return len(fresh)
