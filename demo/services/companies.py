"""Load companies, their people, papers and addresses."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.enums import (
    AddressKind,
    Audience,
    OrganizationKind,
    OrganizationStatus,
    VerificationKind,
    VerificationStatus,
)
from accounts.models import (
    Address,
    Certificate,
    EsgRecord,
    Membership,
    MembershipRole,
    Organization,
    Role,
    User,
    Verification,
)
from accounts.permissions import presets_for
from demo.content.buyers import Branch, Buyer
from demo.content.places import Address as Place
from demo.content.suppliers import Seat, Supplier
from demo.services.copying import PublicIds, Row, copy_rows, take_keys
from demo.services.logins import PASSWORD, fixed_email, fixed_roles
from demo.services.scenario import Scenario
from kernel.models import TransitionLog

Company = Supplier | Buyer
ROLE_OF = {
    Audience.BUYER: {
        "owner": "administrator",
        "purchaser": "purchaser",
        "approver": "approver",
        "finance": "finance",
        "receiver": "warehouse",
    },
    Audience.SELLER: {
        "owner": "administrator",
        "sales": "orders",
        "warehouse": "warehouse",
        "finance": "accounting",
        "catalog": "catalog",
    },
}
_INDUSTRY_OF_GROUP = {
    "fasteners": "metals",
    "bearings-transmission": "machinery",
    "tools": "tools",
    "seals-fluid": "machinery",
    "low-voltage": "electrical",
    "cable": "electrical",
    "electronic-components": "electronics",
    "automation": "electrical",
    "lighting": "electrical",
    "packaging": "packaging",
    "office-cleaning": "office",
    "ingredients": "food",
    "food-service": "food",
}
_INDUSTRY_OF_SEGMENT = {
    "machinery": "machinery",
    "electronics": "electronics",
    "engineering": "construction",
    "restaurant": "food",
    "hospital": "medical",
}


@dataclass
class Directory:
    """The keys of everybody who was loaded, by the codes of the scenario."""

    organizations: dict[str, int] = field(default_factory=dict)
    people: dict[tuple[str, int], int] = field(default_factory=dict)
    """User keys by company and place at its table."""
    addresses: dict[tuple[str, int | None], dict[str, str]] = field(default_factory=dict)
    """What orders copy, by company and branch; None is the head office."""
    parties: dict[str, dict[str, str]] = field(default_factory=dict)
    """What invoices copy of a company."""
    names: dict[int, str] = field(default_factory=dict)
    """Names of people by user key."""

    def person_with(self, company: Company, role: str) -> int:
        """Return the user who plays a part in a company, or its first one."""
        chairs = [chair for chair, seat in enumerate(company.seats) if seat.role == role]
        return self.people[company.code, (chairs or [0])[0]]


def load_companies(scenario: Scenario, ids: PublicIds) -> Directory:
    """Load suppliers and buyers with everything that hangs on them."""
    directory = Directory()
    companies: tuple[Company, ...] = (*scenario.suppliers, *scenario.buyers)
    keys = take_keys(Organization, len(companies))
    directory.organizations = {company.code: next(keys) for company in companies}
    copy_rows(Organization, _organizations(scenario, companies, directory, ids), now=scenario.now)
    _load_branches(scenario, directory, ids)
    copy_rows(TransitionLog, _trail(scenario, companies, directory), now=scenario.now)
    _load_people(scenario, companies, directory, ids)
    _load_addresses(scenario, companies, directory, ids)
    _load_papers(scenario, companies, directory, ids)
    return directory


def joined_at(scenario: Scenario, company: Company) -> datetime:
    """Return when a company became active; suppliers and old customers came first."""
    return scenario.opened_at + timedelta(days=int(company.code[1:]) % 40, hours=3)


def _organizations(
    scenario: Scenario, companies: tuple[Company, ...], directory: Directory, ids: PublicIds
) -> Iterator[Row]:
    for company in companies:
        joined = joined_at(scenario, company)
        row = _common(company, company.address, joined, ids)
        row["id"] = directory.organizations[company.code]
        row |= _of_supplier(company) if isinstance(company, Supplier) else _of_buyer(company)
        row["license_expires_on"] = scenario.today + timedelta(days=900 + int(company.code[1:]))
        directory.parties[company.code] = {
            "name_zh": company.name.zh,
            "name_en": company.name.en,
            "tax_number": company.uscc,
            "phone": company.phone,
            "bank_name": row["bank_name"],
            "bank_account": row["bank_account"],
            "country": "CN",
        }
        yield row


def _common(company: Company, address: Place, joined: datetime, ids: PublicIds) -> dict[str, Any]:
    return {
        "public_id": ids.new("org", joined),
        "status": OrganizationStatus.ACTIVE,
        "name_zh": company.name.zh,
        "name_en": company.name.en,
        "credit_code": company.uscc,
        "tax_number": company.uscc,
        "region_code": address.place.region_code,
        "phone": company.phone,
        "email": f"info@{company.domain}",
        "website": f"https://www.{company.domain}",
        "bank_account": company.bank_account,
        "activated_at": joined,
        "created_at": joined - timedelta(days=2),
        "updated_at": joined,
    }


def _of_supplier(supplier: Supplier) -> dict[str, Any]:
    return {
        "kind": OrganizationKind.SUPPLIER,
        "can_sell": True,
        "party_type": supplier.party_type,
        "legal_representative": supplier.legal_representative.zh,
        "industry": _INDUSTRY_OF_GROUP.get(supplier.groups[0], "other"),
        "about_zh": supplier.introduction.zh,
        "about_en": supplier.introduction.en,
        "bank_name": supplier.bank.zh,
    }


def _of_buyer(buyer: Buyer) -> dict[str, Any]:
    return {
        "kind": OrganizationKind.BUYER,
        "can_buy": True,
        "party_type": buyer.segment.party_type,
        "legal_representative": buyer.seats[0].person.name.zh,
        "industry": _INDUSTRY_OF_SEGMENT.get(buyer.segment.code, "services"),
        "bank_name": f"中国农业银行{buyer.address.place.city.zh}分行",
        "segments": [buyer.segment.code],
    }


def _load_branches(scenario: Scenario, directory: Directory, ids: PublicIds) -> None:
    branches = [(buyer, branch) for buyer in scenario.buyers for branch in buyer.branches]
    keys = take_keys(Organization, len(branches))
    directory.organizations |= {branch.code: next(keys) for _, branch in branches}
    copy_rows(Organization, _branch_rows(scenario, branches, directory, ids), now=scenario.now)


def _branch_rows(
    scenario: Scenario, branches: list[tuple[Buyer, Branch]], directory: Directory, ids: PublicIds
) -> Iterator[Row]:
    for buyer, branch in branches:
        parent = directory.organizations[buyer.code]
        yield {
            **_common(buyer, branch.address, joined_at(scenario, buyer), ids),
            **_of_buyer(buyer),
            "id": directory.organizations[branch.code],
            "name_zh": f"{buyer.short_name.zh}{branch.name.zh}",
            "name_en": f"{buyer.short_name.en} {branch.name.en}",
            "parent_id": parent,
            "path": [parent],
        }


def _trail(scenario: Scenario, companies: tuple[Company, ...], directory: Directory) -> Iterator[Row]:
    """Leave the trail of registration, review and activation."""
    steps = (
        ("", OrganizationStatus.PENDING, -48),
        (OrganizationStatus.PENDING, OrganizationStatus.IN_REVIEW, -46),
        (OrganizationStatus.IN_REVIEW, OrganizationStatus.ACTIVE, 0),
    )
    for company in companies:
        key = directory.organizations[company.code]
        for before, after, hours in steps:
            yield {
                "document_type": "organization",
                "document_id": key,
                "from_status": before,
                "to_status": after,
                "actor_organization_id": key,
                "actor_name": "demo",
                "channel": "system",
                "occurred_at": joined_at(scenario, company) + timedelta(hours=hours),
            }


# ── People ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _load_people(scenario: Scenario, companies: tuple[Company, ...], directory: Directory, ids: PublicIds) -> None:
    roles = _load_roles(scenario, companies, directory, ids)
    seats = [(company, chair, seat) for company in companies for chair, seat in enumerate(company.seats)]
    users, members = take_keys(User, len(seats)), list(take_keys(Membership, len(seats)))
    directory.people = {(company.code, chair): next(users) for company, chair, _ in seats}
    directory.names = {directory.people[company.code, chair]: seat.person.name.zh for company, chair, seat in seats}
    # Everybody shares one hash: a thousand of them would take a minute, and the password is printed anyway.
    password = make_password(PASSWORD)
    copy_rows(User, _user_rows(scenario, seats, directory, ids, password), now=scenario.now)
    copy_rows(EmailAddress, _email_rows(seats, directory), now=scenario.now)
    copy_rows(Membership, _member_rows(scenario, seats, directory, ids, members), now=scenario.now)
    links = [
        {"membership_id": member, "role_id": roles[company.code, code]}
        for (company, chair, seat), member in zip(seats, members, strict=True)
        for code in _role_codes(company, chair, seat)
    ]
    copy_rows(MembershipRole, links, now=scenario.now)


def _load_roles(
    scenario: Scenario, companies: tuple[Company, ...], directory: Directory, ids: PublicIds
) -> dict[tuple[str, str], int]:
    """Give every company the preset roles; return their keys by company and code."""
    wanted = [
        (company, code, *preset)
        for company in (*companies, *(branch for buyer in scenario.buyers for branch in buyer.branches))
        for code, preset in presets_for(_audience(company)).items()
    ]
    keys = list(take_keys(Role, len(wanted)))
    rows = (
        {
            "id": key,
            "public_id": ids.new("rol", scenario.opened_at),
            "organization_id": directory.organizations[company.code],
            "audience": _audience(company),
            "code": code,
            "name_zh": name_zh,
            "name_en": name_en,
            "permission_sets": sets,
        }
        for key, (company, code, name_zh, name_en, sets) in zip(keys, wanted, strict=True)
    )
    copy_rows(Role, rows, now=scenario.opened_at)
    return {(company.code, code): key for key, (company, code, *_) in zip(keys, wanted, strict=True)}


def _audience(company: Company | Branch) -> Audience:
    return Audience.SELLER if isinstance(company, Supplier) else Audience.BUYER


def _role_codes(company: Company, chair: int, seat: Seat) -> list[str]:
    own = ROLE_OF[_audience(company)][seat.role]
    return list(dict.fromkeys([own, *fixed_roles(company.code, chair)]))


def _user_rows(
    scenario: Scenario,
    seats: list[tuple[Company, int, Seat]],
    directory: Directory,
    ids: PublicIds,
    password: str,
) -> Iterator[Row]:
    for company, chair, seat in seats:
        joined = joined_at(scenario, company)
        yield {
            "id": directory.people[company.code, chair],
            "public_id": ids.new("usr", joined),
            "password": password,
            "email": _email(company, chair, seat),
            "name": seat.person.name.zh,
            "phone": seat.phone,
            "last_organization_id": directory.organizations[company.code],
            "created_at": joined,
            "updated_at": joined,
        }


def _email(company: Company, chair: int, seat: Seat) -> str:
    return fixed_email(company.code, chair) or company.email(seat.person)


def _email_rows(seats: list[tuple[Company, int, Seat]], directory: Directory) -> Iterator[Row]:
    for company, chair, seat in seats:
        yield {
            "user_id": directory.people[company.code, chair],
            "email": _email(company, chair, seat),
            "verified": True,
            "primary": True,
        }


def _member_rows(
    scenario: Scenario,
    seats: list[tuple[Company, int, Seat]],
    directory: Directory,
    ids: PublicIds,
    members: list[int],
) -> Iterator[Row]:
    for (company, chair, _seat), member in zip(seats, members, strict=True):
        joined = joined_at(scenario, company)
        yield {
            "id": member,
            "public_id": ids.new("mem", joined),
            "user_id": directory.people[company.code, chair],
            "organization_id": directory.organizations[company.code],
            "created_at": joined,
            "updated_at": joined,
        }


# ── Addresses and papers ─────────────────────────────────────────────────────────────────────────────────────────────


def _load_addresses(scenario: Scenario, companies: tuple[Company, ...], directory: Directory, ids: PublicIds) -> None:
    addresses: list[Address] = []
    for company in companies:
        key, moment = directory.organizations[company.code], joined_at(scenario, company)
        office = _address(company, company.address, ids, moment, organization_id=key, is_default=True)
        office.kind = AddressKind.REGISTERED if isinstance(company, Supplier) else AddressKind.SHIPPING
        addresses.append(office)
        directory.addresses[company.code, None] = office.snapshot()
        if isinstance(company, Supplier):
            back = _address(company, company.warehouse, ids, moment, organization_id=key, is_default=True)
            back.kind, back.label = AddressKind.RETURNS, "退货仓库"
            addresses.append(back)
            continue
        for number, branch in enumerate(company.branches):
            delivery = _address(company, branch.address, ids, moment, organization_id=key, is_default=False)
            delivery.label = branch.name.zh
            addresses.append(delivery)
            directory.addresses[company.code, number] = delivery.snapshot()
    Address.objects.bulk_create(addresses, batch_size=500)


def _address(
    company: Company, address: Place, ids: PublicIds, moment: datetime, *, organization_id: int, is_default: bool
) -> Address:
    contact = next((seat for seat in company.seats if seat.role in {"receiver", "warehouse"}), company.seats[0])
    place = address.place
    return Address(
        public_id=ids.new("adr", moment),
        organization_id=organization_id,
        recipient=contact.person.name.zh,
        phone=contact.phone,
        region_code=place.region_code,
        province=place.province.zh,
        city=place.city.zh,
        district=place.district.zh,
        street=address.street.zh,
        postal_code=address.postcode,
        is_default=is_default,
    )


def _load_papers(scenario: Scenario, companies: tuple[Company, ...], directory: Directory, ids: PublicIds) -> None:
    copy_rows(Verification, _verifications(scenario, companies, directory, ids), now=scenario.now)
    copy_rows(Certificate, _certificates(scenario, directory, ids), now=scenario.now)
    copy_rows(EsgRecord, _esg_records(scenario, directory, ids), now=scenario.now)


def _verifications(
    scenario: Scenario, companies: tuple[Company, ...], directory: Directory, ids: PublicIds
) -> Iterator[Row]:
    for company in companies:
        joined = joined_at(scenario, company)
        yield {
            "public_id": ids.new("ver", joined),
            "organization_id": directory.organizations[company.code],
            "kind": VerificationKind.COMPANY,
            "status": VerificationStatus.VERIFIED,
            "legal_name": company.name.zh,
            "document_number": company.uscc,
            "legal_representative": company.seats[0].person.name.zh,
            "valid_until": scenario.today + timedelta(days=900 + int(company.code[1:])),
            "submitted_by_id": directory.people[company.code, 0],
            "reviewed_at": joined,
            "created_at": joined - timedelta(days=1),
            "updated_at": joined,
        }


def _certificates(scenario: Scenario, directory: Directory, ids: PublicIds) -> Iterator[Row]:
    for supplier in scenario.suppliers:
        for certificate in supplier.certificates:
            yield {
                "public_id": ids.new("crt", scenario.opened_at),
                "organization_id": directory.organizations[supplier.code],
                "certificate_type": certificate.scheme,
                "number": certificate.number,
                "issuer": certificate.issuer.zh,
                "valid_from": certificate.valid_from,
                "valid_until": certificate.valid_until,
            }


def _esg_records(scenario: Scenario, directory: Directory, ids: PublicIds) -> Iterator[Row]:
    year = scenario.today.year - 1
    for supplier in scenario.suppliers:
        figures = supplier.esg
        yield {
            "public_id": ids.new("esg", scenario.opened_at),
            "organization_id": directory.organizations[supplier.code],
            "period_start": date(year, 1, 1),
            "period_end": date(year, 12, 31),
            "environment_score": Decimal(figures.environment_score),
            "social_score": Decimal(figures.social_score),
            "governance_score": Decimal(figures.governance_score),
            "renewable_share": figures.renewable_share,
            "carbon_per_unit": figures.carbon_kg_per_unit,
        }
