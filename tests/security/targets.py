"""
The object of every page that has an argument: how to find one that belongs to a company, and what writes to it.

Names without a face stand for the page in both faces. A new route needs a line here, or the matrix fails.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.security.routes import Route
from tests.security.world import Company, World, picture
from transfer.enums import ExportStatus, ImportStatus

Arguments = Callable[[World, Company], list[Any]]


@dataclass(frozen=True)
class Target:
    """One page's object; `body` is what its owner sends, `changes` whether that leaves a trace."""

    arguments: Arguments
    body: Mapping[str, Any] | Callable[[World, Company], Mapping[str, Any]] = field(default_factory=dict)
    changes: bool = True
    reads: int = 200

    def body_for(self, world: World, company: Company) -> dict[str, Any]:
        """Return what is sent."""
        return dict(self.body(world, company) if callable(self.body) else self.body)


def of_company(name: str, **rest: Any) -> Target:
    """Point to a row that each company has, by its public id."""
    return Target(lambda _world, company: [getattr(company, name).public_id], **rest)


def of_deal(name: str, **rest: Any) -> Target:
    """Point to a document of the deal between the two companies."""
    return Target(lambda world, _company: [getattr(world, name).public_id], **rest)


def import_in(status: str, **rest: Any) -> Target:
    """Point to an import that stands there."""
    return Target(lambda _world, company: [company.import_jobs[status].public_id], **rest)


def export_in(status: str, **rest: Any) -> Target:
    """Point to an export that stands there."""
    return Target(lambda _world, company: [company.export_jobs[status].public_id], **rest)


ADDRESS = {
    "kind": "shipping",
    "recipient": "Han Meimei",
    "country": "CN",
    "province_code": "440000",
    "city_code": "440300",
    "district_code": "440305",
    "street": "1 Keyuan Road",
}
CLIENT = {"name": "Renamed", "scopes": ["organization.read"], "allowed_networks": ""}


def _role_form(_world: World, company: Company) -> dict[str, Any]:
    return {"name_zh": "新", "name_en": "New", "sets": company.role_sets}


def _offer_in_cart(world: World, _company: Company) -> list[Any]:
    return [world.cart_offer.public_id]


def _secret(_world: World, company: Company) -> list[Any]:
    return [company.issued.client.public_id, company.issued.credential.public_id]


def _client(_world: World, company: Company) -> list[Any]:
    return [company.issued.client.public_id]


def _product(world: World, _company: Company) -> list[Any]:
    return [world.offer.product.public_id]


def _warehouse(_world: World, company: Company) -> list[Any]:
    return [company.organization.warehouses.get().public_id]


def _product_form(world: World, company: Company) -> dict[str, Any]:
    offer, product = world.offer, world.offer.product
    return {
        "name_zh": "改名",
        "code": product.code,
        "category": product.category.public_id,
        "kind": product.kind,
        "unit": product.unit,
        "variant": ["0"],
        "0-offer_id": offer.public_id,
        "0-supplier_sku": offer.supplier_sku,
        "0-sku": offer.variant.sku,
        "0-minimum_order_quantity": "1",
        "0-order_multiple": "1",
        "0-lead_time_days": "3",
        "0-currency": "CNY",
        "0-tax_code": "vat_standard",
        "0-status": "active",
        "0-tier_quantity": ["1"],
        "0-tier_price": ["9.50"],
    }


def _picture(_world: World, _company: Company) -> dict[str, Any]:
    return {"picture": SimpleUploadedFile("picture.png", picture(), content_type="image/png")}


def _picture_order(world: World, _company: Company) -> dict[str, Any]:
    return {"file": [each.public_id for each in reversed(world.pictures)]}


def _counted(_world: World, company: Company) -> dict[str, Any]:
    warehouse = company.organization.warehouses.get().public_id
    return {"warehouse": warehouse, "mode": "count", "quantity": "70", "reason": "count"}


COMPANY_PAGES = {
    "certificate_delete": of_company("certificate"),
    "esg_delete": of_company("esg"),
    "member": of_company("person", body=lambda _w, company: {"role_ids": [company.spare_role.public_id]}),
    "member_position": of_company("person", body={"job_title": "Buyer of screws"}),
    "member_disable": of_company("person"),
    "member_enable": of_company("disabled"),
    "member_remove": of_company("person"),
    "invitation_resend": of_company("invitation"),
    "invitation_revoke": of_company("invitation"),
    "role": of_company("role", body=_role_form),
    "role_delete": of_company("spare_role"),
    "team": of_company("team", body={"name": "Renamed"}),
    "team_delete": of_company("team"),
    "address": of_company("address", body=ADDRESS),
    "address_default": of_company("spare_address"),
    "address_delete": of_company("spare_address"),
    "client": Target(_client, body=CLIENT),
    "client_revoke": Target(_client),
    "rotate_client_secret": Target(_client),
    "rotate_api_key": Target(_client),
    "secret_revoke": Target(_secret),
    # Opening a message marks it as read.
    "inbox_message": of_company("message"),
    "inbox_message_read": of_company("message"),
    "inbox_message_unread": of_company("read_message"),
    "inbox_message_archive": of_company("message"),
    "import": import_in(ImportStatus.MAPPING, body=lambda _world, company: company.import_mapping),
    "import_start": import_in(ImportStatus.READY),
    "import_reopen": import_in(ImportStatus.READY),
    "import_cancel": import_in(ImportStatus.READY),
    "import_errors": import_in(ImportStatus.READY),
    "export_file": export_in(ExportStatus.DONE),
    "export_cancel": export_in(ExportStatus.QUEUED),
}
DEAL_PAGES = {
    "account:file": of_company("file"),
    "storefront:cart_line": Target(_offer_in_cart, body={"quantity": "5"}),
    "storefront:cart_remove": Target(_offer_in_cart),
    "storefront:cart_note": Target(_offer_in_cart, body={"note": "the blue ones"}),
    "storefront:order": of_deal("placed"),
    "storefront:order_group": of_deal("group"),
    "storefront:order_cancel": of_deal("placed", body={"reason": "no_longer_needed"}),
    "storefront:order_reorder": of_deal("placed"),
    "storefront:shipment_receive": of_deal("shipment", body={"line_1": "3"}),
    "storefront:invoice": of_deal("invoice"),
    "storefront:invoice_print": of_deal("invoice"),
    "storefront:invoice_pdf": of_deal("invoice"),
    "seller:order": of_deal("placed"),
    "seller:order_confirm": of_deal("placed", body={"line_1": "3"}),
    "seller:order_reject": of_deal("placed", body={"reason": "out_of_stock"}),
    "seller:order_ship": of_deal("confirmed", body={"line_1": "3", "carrier": "pickup"}),
    "seller:shipment": of_deal("shipment"),
    "seller:delivery_note": of_deal("shipment"),
    "seller:product": Target(_product, body=_product_form),
    "seller:product_move": Target(_product, body={"step": "take_down"}),
    "seller:product_copy": Target(_product),
    "seller:picture_add": Target(_product, body=_picture),
    "seller:picture_order": Target(_product, body=_picture_order),
    "seller:picture_remove": Target(lambda world, _c: [world.offer.product.public_id, world.pictures[0].public_id]),
    "seller:stock": of_deal("offer", body=_counted),
    "seller:warehouse": Target(_warehouse, body={"name": "Renamed", "code": "W-1", "priority": "2"}),
    "seller:invoice": of_deal("invoice"),
    "seller:invoice_print": of_deal("invoice"),
    "seller:invoice_pdf": of_deal("invoice"),
}
# What has an argument and nothing of any one company behind it, with the reason.
NOBODYS = {
    "storefront:product": "the published catalogue, for everybody",
    "storefront:supplier": "the public profile of an active supplier",
    "storefront:import_blank": "an empty file of a kind, the same for everybody who may import it",
    "seller:import_blank": "an empty file of a kind, the same for everybody who may import it",
    "account:invitation": "the link itself is the secret; tests/accounts/services/test_invitations.py",
    "account_confirm_email": "the signed key is the secret, by allauth",
    "account_reset_password_from_key": "the signed key is the secret, by allauth; tests/accounts/pages/test_signing_in.py",
    "openid_connect_login": "the way to the company's own sign-in service",
    "openid_connect_callback": "the way back from the company's own sign-in service",
}


def target_of(route: Route) -> Target | None:
    """Return the object of a route, by its full name or by its name in either face."""
    return DEAL_PAGES.get(route.name) or COMPANY_PAGES.get(route.short_name)


def owner_of(world: World, route: Route) -> Company:
    """Return whose objects a face shows."""
    return world.seller if route.namespace.startswith("seller") else world.buyer
