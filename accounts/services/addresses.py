"""A company's addresses: at most one default of each kind, and one as soon as there is any."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import AddressKind
from accounts.models import Address, Organization
from accounts.permissions import CompanyPermission
from accounts.selectors.access import get_managed_organization, require_in
from accounts.selectors.addresses import get_address
from accounts.services.codes import ensure_known_codes
from kernel.actors import Actor
from kernel.errors import InvalidInput
from reference.enums import RegionLevel
from reference.selectors.regions import list_ancestors


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressDetails:
    """An address as it is entered; province, city and district follow from a Chinese region where they are left empty."""

    kind: str = AddressKind.SHIPPING
    label: str = ""
    recipient: str
    phone: str = ""
    country: str = "CN"
    region_code: str = ""
    province: str = ""
    city: str = ""
    district: str = ""
    street: str
    postal_code: str = ""


@transaction.atomic
def create_address(
    *, actor: Actor, address: AddressDetails, is_default: bool = False, organization_id: str | None = None
) -> Address:
    """
    Add an address; the first of its kind becomes the default.

    :raises NotFound: when the company is not the actor's to manage.
    :raises Forbidden: when the actor may not add addresses.
    :raises InvalidInput: when recipient or street are missing, or a code is unknown.
    """
    organization = get_managed_organization(actor=actor, organization_id=organization_id, lock=True)
    require_in(actor, CompanyPermission.CREATE_ADDRESS, organization)
    created = Address(organization=organization, **clean_address(address))
    created.save()
    if is_default or _default_of(created) is None:
        _make_default(created)
    return created


@transaction.atomic
def update_address(*, actor: Actor, address_id: str, address: AddressDetails, is_default: bool = False) -> Address:
    """
    Change an address; documents that were issued keep the copy they have.

    :raises NotFound: when the address is not of a company the actor manages.
    :raises Forbidden: when the actor may not change addresses.
    :raises InvalidInput: when recipient or street are missing, or a code is unknown.
    """
    changed = _lock_address(actor, address_id, CompanyPermission.UPDATE_ADDRESS)
    old_kind, values = changed.kind, clean_address(address)
    if values["kind"] != old_kind and changed.is_default:
        _hand_on_default(changed)
    for column, value in values.items():
        setattr(changed, column, value)
    changed.save()
    if is_default or _default_of(changed) is None:
        _make_default(changed)
    return changed


@transaction.atomic
def set_default_address(*, actor: Actor, address_id: str) -> Address:
    """
    Use an address unless another is chosen.

    :raises NotFound: when the address is not of a company the actor manages.
    :raises Forbidden: when the actor may not change addresses.
    """
    address = _lock_address(actor, address_id, CompanyPermission.UPDATE_ADDRESS)
    _make_default(address)
    return address


@transaction.atomic
def delete_address(*, actor: Actor, address_id: str) -> None:
    """
    Take an address out of use; the oldest one left of its kind becomes the default.

    :raises NotFound: when the address is not of a company the actor manages.
    :raises Forbidden: when the actor may not delete addresses.
    """
    address = _lock_address(actor, address_id, CompanyPermission.DELETE_ADDRESS)
    if address.is_default:
        _hand_on_default(address)
    address.is_active = False
    address.save(update_fields=["is_active", "updated_at"])


def _lock_address(actor: Actor, address_id: str, permission: CompanyPermission) -> Address:
    """Lock the company, so that its defaults change one at a time, and return the address."""
    found = get_address(actor=actor, address_id=address_id)
    organization = Organization.objects.locked().get(pk=found.organization_id)
    require_in(actor, permission, organization)
    return get_address(actor=actor, address_id=address_id, lock=True)


def clean_address(address: AddressDetails) -> dict[str, str]:
    """
    Return an address's columns, trimmed, checked and completed from its region.

    :raises InvalidInput: when recipient or street are missing, or a code is unknown.
    """
    values = {column: str(value).strip() for column, value in asdict(address).items()}
    is_chinese = values["country"] == "CN"
    errors = ensure_known_codes({"region_code": values["region_code"]} if is_chinese else {})
    errors |= {column: [_("This field is required.")] for column in ("recipient", "street") if not values[column]}
    if values["kind"] not in AddressKind.values:
        errors["kind"] = [_("There is no “%(code)s” to choose here.") % {"code": values["kind"]}]
    if errors:
        raise InvalidInput(errors=errors)
    if is_chinese and values["region_code"]:
        _fill_in_region(values)
    return values


_COLUMN_OF_LEVEL = {
    RegionLevel.PROVINCE: "province",
    RegionLevel.CITY: "city",
    RegionLevel.COUNTY: "district",
}


def _fill_in_region(values: dict[str, str]) -> None:
    for region in list_ancestors(values["region_code"]):
        column = _COLUMN_OF_LEVEL[RegionLevel(region.level)]
        values[column] = values[column] or region.name_zh


def _default_of(address: Address) -> Address | None:
    same = Address.objects.filter(organization_id=address.organization_id, kind=address.kind, is_active=True)
    return same.filter(is_default=True).first()


def _make_default(address: Address) -> None:
    same = Address.objects.filter(organization_id=address.organization_id, kind=address.kind, is_default=True)
    same.exclude(pk=address.pk).update(is_default=False)
    address.is_default = True
    address.save(update_fields=["is_default", "updated_at"])


def _hand_on_default(address: Address) -> None:
    address.is_default = False
    address.save(update_fields=["is_default", "updated_at"])
    same = Address.objects.filter(organization_id=address.organization_id, kind=address.kind, is_active=True)
    heir = same.exclude(pk=address.pk).order_by("pk").first()
    if heir is not None:
        _make_default(heir)
