"""
One market for a whole module: two companies that trade with each other, two strangers, staff; everything named after its owner.

Every text that a company writes is a canary: `zz<company>-<what>`. Found in an answer to somebody else it is a leak (promise S2).
"""

import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.enums import MembershipStatus
from accounts.models import Membership, Organization
from accounts.selectors.actors import actor_for_user
from catalog.services.pictures import add_picture
from finance.models import Invoice
from finance.services.documents import get_invoice_pdf
from finance.services.invoices import issue_invoice
from kernel.actors import Actor
from kernel.models import StoredFile
from kernel.services.files import store_file
from openplatform.services.clients import IssuedSecret
from orders.models import Order, OrderGroup
from orders.services.carts import add_to_cart
from orders.services.orders import confirm_order
from orders.services.placement import LineRequest, OrderRequest, place_order
from orders.services.shipments import ship_order
from tests.factories import accounts as made
from tests.factories import catalog, messaging, openplatform
from transfer.enums import ExportStatus, ImportStatus
from transfer.models import ExportJob, ImportJob, RowError

NOW = made.NOW


class Company:
    """A company with one of everything that belongs to companies, its administrator's browser and its API client."""

    def __init__(self, mark: str, *, sells: bool) -> None:
        self.mark, self.sells = mark, sells
        factory = made.SupplierFactory if sells else made.BuyerFactory
        self.organization: Organization = factory(
            name_zh=self.canary("name_zh"),
            name_en=self.canary("name_en"),
            tax_number=self.canary("tax_number"),
            legal_representative=self.canary("legal_representative"),
            phone=self.canary("phone"),
            email=f"{self.canary('email')}@example.com",
            website=f"https://{self.canary('website')}.example.com/",
            bank_name=self.canary("bank_name"),
            bank_account=self.canary("bank_account"),
            about_zh=self.canary("about_zh"),
            about_en=self.canary("about_en"),
        )
        self.admin = self.member("admin")
        self.actor: Actor = actor_for_user(self.admin.user, organization_id=self.organization.pk)
        self.browser = signed_in(self.admin)
        self.colleague = signed_in(self.member("colleague", preset=None))
        self.issued: IssuedSecret = openplatform.api_client(self.organization, scopes=None)
        self.issued.client.name = self.canary("client")
        self.issued.client.save(update_fields=["name"])
        self.api = Client(headers=openplatform.bearer(self.issued.secret))
        self._add_people()
        self._add_papers()
        self._add_jobs()

    def canary(self, what: str) -> str:
        """Return a text that names its owner and its place."""
        return f"zz{self.mark}-{what}"

    def member(self, what: str, **kwargs: Any) -> Membership:
        """Return a new member named after the company."""
        user = made.UserFactory(name=self.canary(f"person_{what}"), email=f"{self.canary(what)}@example.com")
        kwargs.setdefault("job_title", self.canary("job_title"))
        return made.MembershipFactory(user=user, organization=self.organization, **kwargs)

    def _add_people(self) -> None:
        company = self.organization
        names = {"name_zh": self.canary("role_zh"), "name_en": self.canary("role_en")}
        audience = "seller" if self.sells else "buyer"
        self.role = made.RoleFactory(organization=company, audience=audience, **names)
        self.role_sets = [f"{audience}.company_read"]
        self.person = self.member("person", roles=[self.role])
        self.disabled = self.member("disabled", roles=[self.role], status=MembershipStatus.DISABLED)
        self.spare_role = made.RoleFactory(organization=company, audience=audience)
        self.team = made.TeamFactory(organization=company, name=self.canary("team"))
        self.invitation = made.InvitationFactory(
            organization=company,
            email=f"{self.canary('invited')}@example.com",
            expires_at=timezone.now() + timezone.timedelta(days=3),
        )
        self.invitation.roles.set([self.role])
        address = {name: self.canary(f"address_{name}") for name in ("recipient", "phone", "street", "label")}
        self.address = made.AddressFactory(organization=company, is_default=False, **address)
        self.spare_address = made.AddressFactory(organization=company, is_default=False, **address)
        self.message = messaging.InboxMessageFactory(
            member=self.admin, title=self.canary("message_title"), body=self.canary("message_body")
        )
        self.read_message = messaging.InboxMessageFactory(member=self.admin, read_at=NOW)

    def _add_papers(self) -> None:
        company = self.organization
        self.certificate = made.CertificateFactory(organization=company, number=self.canary("certificate_number"))
        self.esg = made.EsgRecordFactory(organization=company)
        self.verification = made.VerificationFactory(
            organization=company, legal_name=self.canary("legal_name"), document_number=self.canary("document_number")
        )
        self.file = self.stored("paper.pdf")

    def stored(self, name: str) -> StoredFile:
        """Return a private file of the company."""
        return store_file(
            actor=self.actor,
            content=io.BytesIO(self.canary("file_content").encode()),
            name=f"{self.canary('file')}-{name}",
            content_type="application/pdf",
            purpose="verification",
            organization_id=self.organization.pk,
        )

    @property
    def import_mapping(self) -> dict[str, int]:
        """Return which column of the company's file is which."""
        return {"supplier_sku": 0} if self.sells else {"sku": 0, "name": 1}

    def _add_jobs(self) -> None:
        shared = {
            "organization": self.organization,
            "asked_by": {"user_id": self.admin.user_id},
            "expires_at": timezone.now() + timezone.timedelta(days=3),
            "kind": "offers" if self.sells else "tested_goods",
        }
        self.import_jobs = {
            status: ImportJob.objects.create(
                **shared,
                status=status,
                file=self.stored("rows.csv"),
                file_name=self.canary("import_file"),
                file_format="csv",
                headers=["SKU", "Name"],
                mapping=self.import_mapping,
                error_file=self.stored("errors.csv"),
            )
            for status in (ImportStatus.MAPPING, ImportStatus.READY)
        }
        RowError.objects.create(
            job=self.import_jobs[ImportStatus.READY],
            row_number=1,
            code="odd",
            message=self.canary("row_error"),
            raw=[self.canary("row_error_raw")],
        )
        self.export_jobs = {
            status: ExportJob.objects.create(**shared, status=status, file=self.stored("export.csv"))
            for status in (ExportStatus.QUEUED, ExportStatus.DONE)
        }


@dataclass
class World:
    """Who is there, and what they trade."""

    buyer: Company
    seller: Company
    other_buyer: Company
    other_seller: Company
    staff: Client
    powerless_staff: Client
    offer: Any
    cart_offer: Any
    hidden_offer: Any
    placed: Order
    confirmed: Order
    group: OrderGroup
    shipment: Any
    invoice: Invoice
    invoice_file: StoredFile
    pictures: list[StoredFile]

    @property
    def companies(self) -> tuple[Company, ...]:
        """Return every company."""
        return (self.buyer, self.seller, self.other_buyer, self.other_seller)

    @property
    def strangers(self) -> dict[str, Client]:
        """Return who has nothing to do with the deal of buyer and seller."""
        return {
            "another buyer": self.other_buyer.browser,
            "another supplier": self.other_seller.browser,
            "staff without permission": self.powerless_staff,
        }


def signed_in(member: Membership) -> Client:
    """Return the browser of a member."""
    EmailAddress.objects.create(user=member.user, email=member.user.email, verified=True, primary=True)
    client = Client()
    client.force_login(member.user)
    return client


def staff_browser(**kwargs: Any) -> Client:
    """Return the browser of a member of the staff who has a second factor."""
    member = made.staff_membership(**kwargs)
    TOTP.activate(member.user, generate_totp_secret())
    return signed_in(member)


def build_world() -> World:
    """Make the market."""
    buyer, seller = Company("buya", sells=False), Company("sella", sells=True)
    other_buyer, other_seller = Company("buyb", sells=False), Company("sellb", sells=True)
    offer, cart_offer = _offer(seller, "SKU-1"), _offer(seller, "SKU-2")
    hidden = _offer(seller, "SKU-3")
    hidden.product.status = "draft"
    hidden.product.save(update_fields=["status"])
    catalog.index_products([hidden.product_id], now=NOW)
    for company in (other_buyer,):
        _order(company, _offer(other_seller, "SKU-9"))
    group, placed = _order(buyer, offer)
    _group, confirmed = _order(buyer, offer)
    confirm_order(actor=seller.actor, order_id=confirmed.public_id, now=NOW)
    _group, shipped = _order(buyer, offer)
    confirm_order(actor=seller.actor, order_id=shipped.public_id, now=NOW)
    note = seller.canary("shipment_note")
    shipment = ship_order(actor=seller.actor, order_id=shipped.public_id, note=note, now=NOW)
    invoice = issue_invoice(actor=Actor.system("finance"), shipment_id=shipment.public_id, now=NOW)
    add_to_cart(actor=buyer.actor, offer_id=cart_offer.public_id, quantity=Decimal(2), now=NOW)
    drawn = [
        get_invoice_pdf(actor=buyer.actor, invoice_id=invoice.public_id, language=language)
        for language in ("en", "zh-hans")
    ]
    return World(
        buyer=buyer,
        seller=seller,
        other_buyer=other_buyer,
        other_seller=other_seller,
        staff=staff_browser(),
        powerless_staff=staff_browser(preset=None),
        offer=offer,
        cart_offer=cart_offer,
        hidden_offer=hidden,
        placed=placed,
        confirmed=Order.objects.get(pk=confirmed.pk),
        group=group,
        shipment=shipment,
        invoice=invoice,
        invoice_file=drawn[0],
        pictures=[
            add_picture(actor=seller.actor, product_id=offer.product.public_id, content=picture()).file
            for _each in range(2)
        ],
    )


def _offer(company: Company, sku: str) -> Any:
    product = catalog.ProductFactory(
        owner=company.organization,
        name_zh=company.canary("product_zh"),
        name_en=company.canary("product_en"),
        code=company.canary(f"code_{sku}"),
    )
    variant = catalog.VariantFactory(product=product, sku=company.canary("part_number"))
    warehouse = company.organization.warehouses.first() or catalog.WarehouseFactory(
        organization=company.organization, code=company.canary("warehouse"), name=company.canary("warehouse_name")
    )
    offer = catalog.make_offer(
        price="10", stock=None, variant=variant, supplier_sku=company.canary(f"supplier_sku_{sku}")
    )
    catalog.put_in_stock(offer, "100", warehouse=warehouse)
    catalog.index_products([product.pk], now=NOW)
    return offer


def _order(company: Company, offer: Any) -> tuple[OrderGroup, Order]:
    request = OrderRequest(
        lines=[LineRequest(offer.public_id, Decimal(3), note=company.canary("line_note"))],
        address_id=company.address.public_id,
        purchase_order_number=company.canary("purchase_order"),
        cost_center=company.canary("cost_center"),
        note=company.canary("order_note"),
    )
    group = place_order(actor=company.actor, request=request, now=NOW)
    return group, Order.objects.get(group=group)


def picture() -> bytes:
    """Return a small picture as a browser uploads it."""
    content = io.BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    return content.getvalue()


# Tables whose rows change by looking: when a client called last is not the company's data.
UNWATCHED = ("django_session", "reference_", "django_", "auth_", "account_", "mfa_", "usersessions_", "pghistory_")
NOTED = "'{last_used_at,last_login}'::text[]"


def fingerprint() -> dict[str, str]:
    """Return a hash over the rows of every table that holds companies' data."""
    with connection.cursor() as cursor:
        tables = [
            name
            for name in connection.introspection.table_names(cursor)
            if not name.startswith(UNWATCHED) and not name.endswith("_partition")
        ]
        parts = (
            f"SELECT '{name}', count(*) || coalesce(md5(string_agg(md5((to_jsonb(t) - {NOTED})::text), '' ORDER BY "
            f"md5((to_jsonb(t) - {NOTED})::text))), '') FROM \"{name}\" t"
            for name in tables
        )
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


def changed_tables(before: dict[str, str]) -> list[str]:
    """Return the tables that are not as they were."""
    return sorted(name for name, digest in fingerprint().items() if before.get(name) != digest)
