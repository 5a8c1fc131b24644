"""Trading partners in: suppliers, buyers and carriers with contact and address, found again by the importing system's own key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import AddressKind, Audience, OrganizationKind
from accounts.permissions import StaffAccountsPermission
from accounts.selectors.organizations import list_organizations
from accounts.services.addresses import AddressDetails
from accounts.services.enrolment import Partner, ensure_sound, enter_partners
from accounts.services.profiles import update_organization
from accounts.services.registration import CompanyDetails
from kernel.errors import DomainError
from openplatform.models.external_ids import DEFAULT_SYSTEM
from openplatform.selectors.external_ids import get_object_ids
from openplatform.services.external_ids import map_external_ids
from transfer.columns import ChoiceColumn, TextColumn
from transfer.registry import ImportContext, Importer, Tally, register_importer
from transfer.staging import CopyStage

EXTERNAL_KIND = "organization"
_DETAILS = tuple(field.name for field in fields(CompanyDetails))
_ADDRESS = ("region_code", "province", "city", "district", "postal_code", "country", "phone")


class OrganizationImporter(Importer):
    """Companies that trade already; they are active at once, and nobody is written to."""

    kind = "organizations"
    label = _("Companies with contact and address")
    help = _("Enters companies that are new and changes those that exist. Empty cells leave what is stored as it is.")
    permission = StaffAccountsPermission.EDIT_ORGANIZATION
    audiences = frozenset({Audience.STAFF})
    chunk_size = 1_000
    columns = (
        TextColumn(
            name="external_id",
            label=_("Number in your system"),
            aliases=("id", "company id", "customer id", "supplier id", "客户编号", "供应商编号"),
            required=True,
            max_length=200,
            example="C-10025",
        ),
        ChoiceColumn(name="kind", label=_("Kind"), choices=OrganizationKind, required=True, example="buyer"),
        TextColumn(name="name_zh", label=_("Name in Chinese"), aliases=("企业名称", "名称"), max_length=200),
        TextColumn(name="name_en", label=_("Name in English"), aliases=("name", "company name"), max_length=200),
        TextColumn(name="party_type", label=_("Party type"), max_length=40),
        TextColumn(name="credit_code", label=_("Unified social credit code"), aliases=("uscc",), max_length=18),
        TextColumn(name="tax_number", label=_("Tax number"), aliases=("vat number", "税号"), max_length=40),
        TextColumn(name="legal_representative", label=_("Legal representative"), max_length=100),
        TextColumn(name="industry", label=_("Industry"), max_length=40),
        TextColumn(name="phone", label=_("Phone"), aliases=("电话",), max_length=40),
        TextColumn(name="email", label=_("E-mail"), aliases=("邮箱",), max_length=254),
        TextColumn(name="website", label=_("Website"), aliases=("home page",), max_length=200),
        TextColumn(name="currency", label=_("Currency"), max_length=3, example="CNY"),
        TextColumn(name="language", label=_("Language"), max_length=10),
        TextColumn(name="time_zone", label=_("Time zone"), max_length=40, example="Asia/Shanghai"),
        TextColumn(name="country", label=_("Country"), aliases=("国家",), max_length=2, example="CN"),
        TextColumn(name="region_code", label=_("Region"), max_length=6),
        TextColumn(name="province", label=_("Province"), aliases=("state", "region"), max_length=80),
        TextColumn(name="city", label=_("City"), max_length=80),
        TextColumn(name="district", label=_("District"), max_length=80),
        TextColumn(name="street", label=_("Street and number"), aliases=("address", "地址"), max_length=300),
        TextColumn(name="postal_code", label=_("Postal code"), aliases=("zip",), max_length=20),
        TextColumn(name="contact", label=_("Contact"), aliases=("contact name", "联系人"), max_length=60),
        TextColumn(name="contact_title", label=_("Contact's position"), aliases=("contact title",), max_length=38),
    )

    def apply(self, stage: CopyStage, context: ImportContext) -> Tally:
        """Enter the new companies of a chunk together, and change the known ones that differ."""
        stage.reject_duplicates("external_id")
        rows = dict(stage.rows())
        known = get_object_ids(
            actor=context.actor,
            kind=EXTERNAL_KIND,
            external_ids=[row["external_id"] for row in rows.values()],
            system=_system(context),
        )
        fresh = {number: row for number, row in rows.items() if row["external_id"] not in known}
        created = self._enter(stage, context, fresh)
        updated = self._change(stage, context, [(n, row) for n, row in rows.items() if n not in fresh], known)
        return Tally(created=created, updated=updated)

    def _enter(self, stage: CopyStage, context: ImportContext, rows: Mapping[int, Mapping[str, Any]]) -> int:
        sound: dict[str, Partner] = {}
        for number, row in rows.items():
            partner = _partner(row)
            try:
                ensure_sound(partner)
            except DomainError as refusal:
                stage.refuse(number, refusal)
            else:
                sound[row["external_id"]] = partner
        entered = enter_partners(actor=context.actor, partners=list(sound.values()), now=context.now)
        object_ids = dict(zip(sound, (each.public_id for each in entered), strict=True))
        map_external_ids(actor=context.actor, kind=EXTERNAL_KIND, object_ids=object_ids, system=_system(context))
        return len(entered)

    def _change(
        self,
        stage: CopyStage,
        context: ImportContext,
        rows: list[tuple[int, dict[str, Any]]],
        known: Mapping[str, str],
    ) -> int:
        columns = [name for name in _DETAILS if name in stage.given]
        stored = {
            row["public_id"]: row
            for row in list_organizations(actor=context.actor)
            .filter(public_id__in=known.values())
            .values("public_id", *columns)
        }
        updated = 0
        for number, row in rows:
            organization_id = known[row["external_id"]]
            current = stored.get(organization_id, {})
            changes = {name: row[name] for name in columns if row[name] and row[name] != current.get(name)}
            if not changes:
                continue
            try:
                update_organization(
                    actor=context.actor, changes=changes, organization_id=organization_id, now=context.now
                )
            except DomainError as refusal:
                stage.refuse(number, refusal)
            else:
                updated += 1
        return updated


def _system(context: ImportContext) -> str:
    return str(context.options.get("system", DEFAULT_SYSTEM))


def _partner(row: Mapping[str, Any]) -> Partner:
    company = CompanyDetails(**{name: row[name] for name in _DETAILS if row[name]})
    return Partner(kind=OrganizationKind(row["kind"]), company=company, address=_address(row, company))


def _address(row: Mapping[str, Any], company: CompanyDetails) -> AddressDetails | None:
    """Return the delivery address of a buyer and the registered office of anybody else; the contact receives there."""
    if not row["street"]:
        return None
    contact = ", ".join(part for part in (row["contact"], row["contact_title"]) if part)
    is_buyer = row["kind"] == OrganizationKind.BUYER
    return AddressDetails(
        kind=AddressKind.SHIPPING if is_buyer else AddressKind.REGISTERED,
        recipient=contact or (company.name_zh or company.name_en)[:100],
        street=row["street"],
        **{name: row[name] for name in _ADDRESS if row[name]},
    )


register_importer(OrganizationImporter())
