"""
The vocabulary of permissions: every app adds its codes and named sets here, and a role is made of such sets.

A permission is held in one organization. Buyers' and suppliers' codes (workflows 6.1) are apart from the staff's `staff.*` codes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Audience
from kernel.models import guard_files


@dataclass(frozen=True, slots=True)
class PermissionSet:
    """A named set that a customer's administrator can understand, such as “Order management”."""

    code: str
    audience: Audience
    label: str | Promise
    description: str | Promise
    permissions: frozenset[str]


_labels: dict[str, str | Promise] = {}
_audiences: dict[str, set[Audience]] = {}
_sets: dict[str, PermissionSet] = {}
_presets: dict[tuple[Audience, str], list[str]] = {}
_preset_labels: dict[tuple[Audience, str], tuple[str, str]] = {}


def register_permissions(audience: Audience, choices: type[TextChoices]) -> None:
    """Add an app's codes with their labels to the vocabulary of one audience."""
    for choice in choices:
        _labels[choice.value] = choice.label
        _audiences.setdefault(choice.value, set()).add(audience)


def register_set(permission_set: PermissionSet) -> None:
    """Add a named set; its permissions join the set when several apps register the same code."""
    known = _sets.get(permission_set.code)
    if known:
        permissions = known.permissions | permission_set.permissions
        permission_set = PermissionSet(known.code, known.audience, known.label, known.description, permissions)
    _sets[permission_set.code] = permission_set


def register_preset(audience: Audience, code: str, *, name_zh: str, name_en: str, sets: Iterable[str]) -> None:
    """Add a role that every new organization of the audience starts with; several apps may add sets to one preset."""
    _presets.setdefault((audience, code), []).extend(sets)
    _preset_labels[(audience, code)] = (name_zh, name_en)


def extend_preset(audience: Audience, *codes: str, sets: Iterable[str]) -> None:
    """Add named sets to presets that accounts defined; organizations that exist already keep their roles as they are."""
    for code in codes:
        _presets[(audience, code)].extend(sets)


def presets_for(audience: Audience) -> dict[str, tuple[str, str, list[str]]]:
    """Return the roles to create for a new organization: code → (Chinese name, English name, set codes)."""
    return {
        code: (*_preset_labels[(owner, code)], list(dict.fromkeys(sets)))
        for (owner, code), sets in _presets.items()
        if owner == audience
    }


def permission_sets(audience: Audience | None = None) -> list[PermissionSet]:
    """Return the named sets of an audience, or all, in a stable order."""
    return [found for _code, found in sorted(_sets.items()) if audience in (None, found.audience)]


def permission_label(code: str) -> str:
    """Return what a permission is called in the active language."""
    return str(_labels.get(code, code))


def permissions_of(audience: Audience) -> frozenset[str]:
    """Return every code of an audience's vocabulary."""
    return frozenset(code for code, audiences in _audiences.items() if audience in audiences)


def expand(set_codes: Iterable[str], extra: Iterable[str] = ()) -> frozenset[str]:
    """Return the permissions of named sets plus single ones; names that no app knows any more give nothing."""
    known = (_sets[code].permissions for code in set_codes if code in _sets)
    return frozenset(extra).union(*known)


class CompanyPermission(TextChoices):
    """What members of a buying or supplying company may do with the company itself."""

    VIEW_COMPANY = "company.view", _("See the company")
    EDIT_COMPANY = "company.edit", _("Edit the company, its papers and certificates")
    VIEW_HIERARCHY = "company.hierarchy.view", _("See the branches")
    VIEW_USER = "user.view", _("See members")
    INVITE_USER = "user.create", _("Invite members")
    UPDATE_USER = "user.update", _("Change members and teams")
    REMOVE_USER = "user.delete", _("Remove members")
    MANAGE_ROLE = "role.manage", _("Manage roles")
    VIEW_ADDRESS = "address.view", _("See addresses")
    CREATE_ADDRESS = "address.create", _("Add addresses")
    UPDATE_ADDRESS = "address.update", _("Change addresses")
    DELETE_ADDRESS = "address.delete", _("Delete addresses")
    MANAGE_API_KEY = "api_key.manage", _("Manage API clients")


class StaffAccountsPermission(TextChoices):
    """What the operator's staff may do with companies and people."""

    VIEW_ORGANIZATION = "staff.organization.view", _("See every company")
    EDIT_ORGANIZATION = "staff.organization.edit", _("Edit every company")
    REVIEW_ORGANIZATION = "staff.organization.review", _("Approve, reject and suspend companies")
    REVIEW_VERIFICATION = "staff.verification.review", _("Review identity and company papers")
    MANAGE_STAFF = "staff.member.manage", _("Manage staff and their roles")
    IMPERSONATE = "staff.impersonate", _("Act for a customer")
    VIEW_AUDIT = "staff.audit.view", _("See the audit trail")
    VIEW_FILES = "staff.files.view", _("Open every company's files")
    MANAGE_PLATFORM = "staff.platform.manage", _("Watch events, deliveries and jobs of the platform")


register_permissions(Audience.BUYER, CompanyPermission)
register_permissions(Audience.SELLER, CompanyPermission)
register_permissions(Audience.STAFF, StaffAccountsPermission)
# Identity cards and licences are for those who hand them in, not for every colleague.
guard_files("verification", [CompanyPermission.EDIT_COMPANY])

_COMPANY_READ = frozenset(
    {
        CompanyPermission.VIEW_COMPANY,
        CompanyPermission.VIEW_HIERARCHY,
        CompanyPermission.VIEW_USER,
        CompanyPermission.VIEW_ADDRESS,
    }
)
_COMPANY_ALL = frozenset(CompanyPermission.values)

for _audience in (Audience.BUYER, Audience.SELLER):
    register_set(
        PermissionSet(
            f"{_audience.value}.company_read",
            _audience,
            _("Company: read"),
            _("See the company, its members and addresses."),
            _COMPANY_READ,
        )
    )
    register_set(
        PermissionSet(
            f"{_audience.value}.company_admin",
            _audience,
            _("Company: administration"),
            _("Edit the company, its papers, members, roles, addresses and API clients."),
            _COMPANY_ALL,
        )
    )
    register_preset(
        _audience, "administrator", name_zh="管理员", name_en="Administrator", sets=[f"{_audience.value}.company_admin"]
    )
register_preset(Audience.BUYER, "purchaser", name_zh="采购员", name_en="Purchaser", sets=["buyer.company_read"])
register_preset(Audience.BUYER, "approver", name_zh="审批人", name_en="Approver", sets=["buyer.company_read"])
register_preset(Audience.BUYER, "warehouse", name_zh="收货员", name_en="Receiving", sets=["buyer.company_read"])
register_preset(Audience.BUYER, "finance", name_zh="财务", name_en="Accounts payable", sets=["buyer.company_read"])
register_preset(Audience.SELLER, "catalog", name_zh="商品管理", name_en="Catalogue", sets=["seller.company_read"])
register_preset(Audience.SELLER, "orders", name_zh="订单管理", name_en="Orders", sets=["seller.company_read"])
register_preset(Audience.SELLER, "warehouse", name_zh="仓库", name_en="Warehouse", sets=["seller.company_read"])
register_preset(Audience.SELLER, "accounting", name_zh="财务", name_en="Accounting", sets=["seller.company_read"])
register_set(
    PermissionSet(
        "staff.administration",
        Audience.STAFF,
        _("Administration"),
        _("Companies, staff, roles and everything of the platform itself."),
        frozenset(StaffAccountsPermission.values),
    )
)
register_set(
    PermissionSet(
        "staff.review",
        Audience.STAFF,
        _("Onboarding review"),
        _("Review companies and their papers."),
        frozenset(
            {
                StaffAccountsPermission.VIEW_ORGANIZATION,
                StaffAccountsPermission.REVIEW_ORGANIZATION,
                StaffAccountsPermission.REVIEW_VERIFICATION,
                StaffAccountsPermission.VIEW_FILES,
            }
        ),
    )
)
register_set(
    PermissionSet(
        "staff.customer_service",
        Audience.STAFF,
        _("Customer service"),
        _("See companies and act for a customer on request."),
        frozenset({StaffAccountsPermission.VIEW_ORGANIZATION, StaffAccountsPermission.IMPERSONATE}),
    )
)
register_preset(
    Audience.STAFF,
    "administrator",
    name_zh="平台管理员",
    name_en="Platform administrator",
    sets=["staff.administration"],
)
register_preset(Audience.STAFF, "reviewer", name_zh="审核员", name_en="Reviewer", sets=["staff.review"])
register_preset(Audience.STAFF, "service", name_zh="客服", name_en="Customer service", sets=["staff.customer_service"])
