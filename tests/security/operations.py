"""The object and the body of every operation of the API, for its owner; `PUBLIC` and `OWN` operations name no object of a company."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.security.routes import Call
from tests.security.world import Company, World
from transfer.enums import ExportStatus, ImportStatus


@dataclass(frozen=True)
class Deed:
    """How the owner calls an operation so that it works, and what its answer is then."""

    side: str = "buyer"
    path: Callable[[World, Company], list[str]] = lambda _world, _company: []
    body: dict[str, Any] | Callable[[World, Company], dict[str, Any]] | None = None
    status: int = 200
    # Both parties of the deal may call it.
    is_shared: bool = False
    extra: dict[str, Any] = field(default_factory=dict)

    def body_for(self, world: World, company: Company) -> dict[str, Any] | None:
        """Return what is sent."""
        return self.body(world, company) if callable(self.body) else self.body


def row(name: str) -> Callable[[World, Company], list[str]]:
    """Point to a row that each company has."""
    return lambda _world, company: [getattr(company, name).public_id]


def deal(name: str) -> Callable[[World, Company], list[str]]:
    """Point to a document of the deal."""
    return lambda world, _company: [getattr(world, name).public_id]


def _import(status: str) -> Callable[[World, Company], list[str]]:
    return lambda _world, company: [company.import_jobs[status].public_id]


def _export(status: str) -> Callable[[World, Company], list[str]]:
    return lambda _world, company: [company.export_jobs[status].public_id]


ADDRESS = {
    "kind": "shipping",
    "recipient": "Han Meimei",
    "country": "CN",
    "region_code": "440305",
    "street": "1 Keyuan Road",
}


def _order(world: World, company: Company) -> dict[str, Any]:
    return {"lines": [{"offer_id": world.offer.public_id, "quantity": "2"}], "address_id": company.address.public_id}


def _stock(_world: World, company: Company) -> dict[str, Any]:
    return {"on_hand": "70", "warehouse": company.canary("warehouse")}


DEEDS: dict[str, Deed] = {
    # With an object of one company.
    "get_address": Deed(path=row("address")),
    "update_address": Deed(path=row("address"), body=ADDRESS),
    "delete_address": Deed(path=row("spare_address"), status=204),
    "make_address_default": Deed(path=row("spare_address")),
    "get_member": Deed(path=row("person")),
    "get_import": Deed("seller", _import(ImportStatus.READY)),
    "list_import_errors": Deed("seller", _import(ImportStatus.READY)),
    "get_import_error_file": Deed("seller", _import(ImportStatus.READY)),
    "start_import": Deed("seller", _import(ImportStatus.READY), status=202),
    "cancel_import": Deed("seller", _import(ImportStatus.READY)),
    "get_export": Deed("seller", _export(ExportStatus.DONE)),
    "get_export_file": Deed("seller", _export(ExportStatus.DONE)),
    "cancel_export": Deed("seller", _export(ExportStatus.QUEUED)),
    "get_offer": Deed("seller", deal("offer")),
    "set_prices": Deed("seller", deal("offer"), {"tiers": [{"minimum_quantity": "1", "unit_price": "9"}]}),
    "set_stock": Deed("seller", deal("offer"), _stock),
    "get_order": Deed(path=deal("placed"), is_shared=True),
    "cancel_order": Deed(path=deal("placed"), body={"reason": "no need"}),
    "confirm_order": Deed("seller", deal("placed"), {}),
    "reject_order": Deed("seller", deal("placed"), {"reason": "out of stock"}),
    "ship_order": Deed("seller", deal("confirmed"), {}, status=201),
    "get_shipment": Deed(path=deal("shipment"), is_shared=True),
    "receive_shipment": Deed(path=deal("shipment"), body={}, status=201),
    "get_invoice": Deed(path=deal("invoice"), is_shared=True),
    "get_invoice_pdf": Deed(path=deal("invoice"), is_shared=True),
    # With nothing but the caller's own company.
    "create_address": Deed(body=ADDRESS, status=201),
    "place_order": Deed(body=_order, status=201),
    "upsert_offers": Deed(
        "seller",
        body=lambda _world, company: {
            "rows": [
                {
                    "external_id": company.canary("supplier_sku_SKU-1"),
                    "tiers": [{"minimum_quantity": "1", "unit_price": "8"}],
                }
            ]
        },
    ),
    "create_export": Deed("seller", body={"kind": "offers", "file_format": "csv"}, status=202),
    "create_import": Deed("seller", status=202),
}
# Fetching a file is put on the record.
READS_ON_RECORD = {"get_export_file"}
# Operations whose argument is no company's secret, with an argument that exists.
PUBLIC = {
    "get_product": lambda world: [world.offer.product.public_id],
    "get_supplier": lambda world: [world.seller.organization.public_id],
    "get_dictionary": lambda _world: ["payment_term"],
    "get_exchange_rate": lambda _world: ["USD", "CNY"],
    "get_region": lambda _world: ["310115"],
    "issue_token": lambda _world: [],
}


def deed_of(call: Call) -> Deed | None:
    """Return how an operation is carried out; a list needs nothing to be named."""
    if call.id in DEEDS:
        return DEEDS[call.id]
    if call.id.startswith(("list_import", "list_export")):
        return Deed("seller")
    return Deed() if call.method == "get" and not call.parameters else None
