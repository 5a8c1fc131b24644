"""Fill a migrated database with the market: companies in bulk, articles through the product's own import service."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.db import connection, transaction
from oauth2_provider.models import get_application_model

from accounts.enums import Audience, OrganizationKind, OrganizationStatus
from accounts.models import Address, Membership, Organization, User
from bench.market import (
    BRANDS,
    HEADINGS,
    NOUNS,
    PRODUCTS_PER_GROUP,
    api_key,
    articles,
    category_slug,
    limited_article,
)
from bench.scale import Scale
from catalog.columns import COLUMNS
from catalog.models import Brand, Category, Warehouse
from catalog.services.imports import import_offers
from kernel.actors import Actor
from openplatform.enums import CredentialKind
from openplatform.models import ApiClient, ApiCredential
from openplatform.scopes import scopes_for
from openplatform.selectors.credentials import secret_digest
from transfer.staging import CopyStage

NOW = datetime(2026, 1, 5, 1, tzinfo=UTC)
CHUNK = 5_000


def build(scale: Scale) -> None:
    """Write the whole market; everything but the random public ids follows from the seed."""
    with transaction.atomic():
        supplier, importer = _suppliers()
        _buyers(scale, [supplier, importer])
        _categories(scale)
    _articles(scale, supplier)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE, FREEZE)")


def _suppliers() -> tuple[int, int]:

    made = [
        Organization.objects.create(
            kind=OrganizationKind.SUPPLIER,
            status=OrganizationStatus.ACTIVE,
            can_sell=True,
            name_zh=f"基准供应商{place}",
            name_en=f"Bench supplier {place}",
            activated_at=NOW,
        )
        for place in (1, 2)
    ]
    Warehouse.objects.create(organization=made[0], code="MAIN", name="主仓库 Main warehouse")
    Brand.objects.bulk_create(Brand(name_zh=name) for name in BRANDS)
    return made[0].pk, made[1].pk


def _buyers(scale: Scale, suppliers: Sequence[int]) -> None:

    companies = Organization.objects.bulk_create(
        Organization(
            kind=OrganizationKind.BUYER,
            status=OrganizationStatus.ACTIVE,
            can_buy=True,
            name_zh=f"基准采购商{place}",
            name_en=f"Bench buyer {place}",
            activated_at=NOW,
        )
        for place in range(scale.buyers)
    )
    people = User.objects.bulk_create(
        User(email=f"buyer{place}@bench.example", name=f"Buyer {place}", password="!")  # noqa: S106 - opens nothing
        for place in range(scale.buyers)
    )
    Membership.objects.bulk_create(
        Membership(user=person, organization=company) for person, company in zip(people, companies, strict=True)
    )
    Address.objects.bulk_create(
        Address(
            organization=company, recipient="收货部", phone="021-55550000", street=f"基准路{place}号", is_default=True
        )
        for place, company in enumerate(companies)
    )
    _clients({f"buyer-{place}": company.pk for place, company in enumerate(companies)}, sells=False)
    _clients({f"supplier-{place}": pk for place, pk in enumerate(suppliers, start=1)}, sells=True)


def _clients(companies: dict[str, int], *, sells: bool) -> None:
    """Give every company an API client with every scope it can use, and the key that `api_key` names."""
    application = get_application_model()
    applications = application.objects.bulk_create(
        application(
            name=name,
            client_id=f"bench-{name}",
            client_type="confidential",
            authorization_grant_type="client-credentials",
        )
        for name in companies
    )
    scopes = sorted(scope.code for scope in scopes_for([Audience.SELLER if sells else Audience.BUYER]))
    clients = ApiClient.objects.bulk_create(
        ApiClient(organization_id=pk, application=made, name="ERP", scopes=scopes)
        for pk, made in zip(companies.values(), applications, strict=True)
    )
    ApiCredential.objects.bulk_create(
        ApiCredential(
            client=client,
            kind=CredentialKind.API_KEY,
            prefix=api_key(name)[:14],
            secret_hash=secret_digest(api_key(name)),
            created_at=NOW,
        )
        for name, client in zip(companies, clients, strict=True)
    )


def _categories(scale: Scale) -> None:
    """Put every ten categories below one of their own."""
    groups = Category.objects.bulk_create(
        Category(slug=f"bench-group-{place}", name_zh=f"类组{place}", name_en=f"Group {place}", position=place)
        for place in range((scale.categories + PRODUCTS_PER_GROUP - 1) // PRODUCTS_PER_GROUP)
    )
    leaves = Category.objects.bulk_create(
        Category(
            slug=category_slug(place),
            name_zh=f"{NOUNS[place % len(NOUNS)][0]}系列{place}",
            name_en=f"{NOUNS[place % len(NOUNS)][1]} series {place}",
            parent=groups[place // PRODUCTS_PER_GROUP],
            position=place,
        )
        for place in range(scale.categories)
    )
    for category in (*groups, *leaves):
        category.path = [category.parent_id, category.pk] if category.parent_id else [category.pk]
    Category.objects.bulk_update((*groups, *leaves), ["path"])


def _articles(scale: Scale, supplier: int) -> None:
    rows = [limited_article(scale), *articles(scale)]
    for start in range(0, len(rows), CHUNK):
        _import(rows[start : start + CHUNK], supplier)


@transaction.atomic
def _import(rows: Iterable[tuple[str, ...]], supplier: int) -> None:

    columns = dict(zip(HEADINGS, map(list, zip(*rows, strict=True)), strict=True))
    stage = CopyStage(COLUMNS, given=HEADINGS)
    stage.load(range(1, len(columns["supplier_sku"]) + 1), columns)
    actor = Actor(user_id=None, organization_id=supplier, is_system=True)
    import_offers(actor=actor, stage=stage, now=NOW)
    if stage.faults:
        raise RuntimeError(stage.faults[0])
    stage.drop()
