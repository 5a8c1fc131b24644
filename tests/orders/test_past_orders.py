"""Past orders through the public import job, as staff upload them."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from accounts.permissions import StaffAccountsPermission
from catalog.models import StockLevel
from kernel.actors import Actor
from kernel.models import OutboxEvent, TransitionLog
from kernel.verification import invariants
from orders.models import GoodsReceipt, Order, OrderGroup, OrderLine, Shipment
from tests.factories.accounts import NOW, BuyerFactory, SupplierFactory, staff_actor
from tests.factories.catalog import ProductFactory, VariantFactory, make_offer
from transfer.errors import UnknownKind
from transfer.models import ImportJob, RowError
from transfer.services.running import run_import

pytestmark = pytest.mark.django_db(transaction=True)
HEADER = "order_number,line,placed_at,buyer,supplier,supplier_sku,quantity,unit_price,discount_amount,freight_amount\n"


@pytest.fixture
def staff() -> Actor:
    return staff_actor()


def sell(sku: str, supplier=None, **offer):
    supplier = supplier or SupplierFactory()
    return make_offer(variant=VariantFactory(product=ProductFactory(owner=supplier)), supplier_sku=sku, **offer)


def bring_in(actor: Actor, rows: str) -> ImportJob:
    content = (HEADER + rows).encode()
    return run_import(
        actor=actor,
        kind="past_orders",
        file=io.BytesIO(content),
        file_name="orders.csv",
        size=len(content),
        options={"time_zone": "UTC"},
        clock=lambda: NOW,
    )


def codes() -> list[str]:
    return sorted(RowError.objects.values_list("code", flat=True))


def test_past_orders_are_split_taxed_and_complete(staff: Actor):
    buyer = BuyerFactory(name_en="Old customer")
    first, second = sell("A-1", price_includes_tax=True), sell("B-1", price_includes_tax=False)

    job = bring_in(
        staff,
        "PO-7,1,2025-03-31 14:05,Old customer,,A-1,10,11.30,,25\n"
        f"PO-7,2,2025-03-31 14:05,{buyer.public_id},{second.supplier.name_zh},B-1,3,1.005,0.02,\n",
    )

    assert (job.status, job.created_count, codes()) == ("done", 2, [])
    group = OrderGroup.objects.get()
    assert (group.purchase_order_number, group.channel, group.gross_amount) == ("PO-7", "import", Decimal("141.39"))
    assert group.placed_at == datetime(2025, 3, 31, 14, 5, tzinfo=UTC)
    orders = {order.supplier_id: order for order in Order.objects.all()}
    with_tax, without = orders[first.supplier_id], orders[second.supplier_id]
    assert (with_tax.net_amount, with_tax.tax_amount, with_tax.freight_amount) == (100, 13, 25)
    assert (without.net_amount, without.tax_amount, without.freight_amount) == (Decimal("3.00"), Decimal("0.39"), 0)
    assert {order.status for order in orders.values()} == {"completed"}
    assert (Shipment.objects.count(), GoodsReceipt.objects.count()) == (2, 2)
    assert TransitionLog.objects.filter(document_type="orders.order", document_id=with_tax.pk).count() == 4
    assert [
        sentence for name, check in invariants().items() if name.startswith("orders.") for sentence in check()
    ] == []


def test_past_orders_leave_stock_alone_and_tell_nobody(staff: Actor):
    buyer = BuyerFactory()
    sell("A-1", stock="5")

    bring_in(staff, f"PO-7,1,2025-03-31,{buyer.name_en},,A-1,10,11.30,,\n")

    assert OrderLine.objects.get().shipped_quantity == 10
    assert StockLevel.objects.get().on_hand == 5
    assert not OutboxEvent.objects.filter(name__startswith="orders.").exists()


def test_past_orders_that_come_again_write_only_new_lines(staff: Actor):
    buyer, offer = BuyerFactory(), sell("A-1")
    sell("A-2", supplier=offer.supplier)
    line = f"PO-7,1,2025-03-31,{buyer.name_en},,A-1,1,10,,\n"
    bring_in(staff, line)

    job = bring_in(staff, line + f"PO-7,2,2025-03-31,{buyer.name_en},,A-2,1,5,,\n")

    assert (job.created_count, job.unchanged_count) == (1, 1)
    order = Order.objects.get()
    assert (order.gross_amount, order.group.gross_amount, order.lines.count()) == (15, 15, 2)
    assert Shipment.objects.get().lines.count() == 2


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("PO-7,1,2025-03-31,Nobody,,A-1,1,10,,\n", "unknown_buyer"),
        ("PO-7,1,2025-03-31,Buyer,Nobody,A-1,1,10,,\n", "unknown_supplier"),
        ("PO-7,1,2025-03-31,Buyer,,A-9,1,10,,\n", "unknown_article"),
        ("PO-7,1,2025-03-31,Buyer,,TWICE,1,10,,\n", "unknown_article"),
        ("PO-7,1,2025-03-31,Twins,,A-1,1,10,,\n", "unknown_buyer"),
        ("PO-7,1,1949-10-01,Buyer,,A-1,1,10,,\n", "no_tax_rate"),
        ("PO-7,1,2025-03-31,Buyer,,A-1,1,10,10.01,\n", "discount_too_large"),
        ("PO-7,1,2025-03-31,Buyer,,A-1,0,10,,\n", "too_small"),
        ("PO-7,1,2025-03-31,Seller,,A-1,1,10,,\n", "own_offer"),
        ("PO-6,1,2025-03-31,Buyer,,A-1,1,10,,\nPO-6,2,2025-03-31,Other,,A-1,1,10,,\n", "other_buyer"),
        ("PO-6,1,2025-03-31,Buyer,,A-1,1,10,,\nPO-6,1,2025-03-31,Buyer,,A-1,1,10,,\n", "duplicate"),
    ],
)
def test_past_orders_refuse_rows_with_the_reason(staff: Actor, row: str, code: str):
    for name in ("Buyer", "Other", "Twins", "Twins"):
        BuyerFactory(name_en=name)
    sell("A-1", supplier=SupplierFactory(name_en="Seller"))
    sell("TWICE")
    sell("TWICE")

    bring_in(staff, row)

    assert codes() == [code]
    assert OrderLine.objects.count() == row.count("\n") - 1


def test_past_orders_are_for_staff_who_may_import_them():
    actor = staff_actor(permissions=[StaffAccountsPermission.VIEW_ORGANIZATION])

    with pytest.raises(UnknownKind):
        bring_in(actor, "PO-7,1,2025-03-31,Buyer,,A-1,1,10,,\n")
