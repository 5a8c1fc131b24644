"""Past orders in."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.enums import Audience
from openplatform.models.external_ids import DEFAULT_SYSTEM
from orders.permissions import StaffOrdersPermission
from orders.services.past_orders import import_past_orders
from transfer.columns import DateColumn, DecimalColumn, IntegerColumn, MomentColumn, TextColumn
from transfer.registry import ImportContext, Importer, Tally, register_importer
from transfer.staging import CopyStage


class PastOrderImporter(Importer):
    """Orders from before: one row per line. Each is complete when it arrives: shipped, received, its stock long gone."""

    kind = "past_orders"
    label = _("Past orders")
    help = _(
        "One row per order line. Orders are found again by number, lines by line number: nothing is written twice. "
        "The orders count as received, stock stays as it is and nobody is notified."
    )
    permission = StaffOrdersPermission.IMPORT_ORDER
    audiences = frozenset({Audience.STAFF})
    chunk_size = 20_000
    columns = (
        TextColumn(
            name="order_number",
            label=_("Order number"),
            aliases=("order", "order id", "invoice no", "订单号"),
            required=True,
            max_length=60,
            example="10248",
        ),
        IntegerColumn(name="line", label=_("Line"), aliases=("行号",), required=True, minimum=1, maximum=1_000_000),
        MomentColumn(
            name="placed_at",
            label=_("Placed at"),
            aliases=("date", "order date", "下单时间"),
            required=True,
            example="2025-03-31 14:05",
        ),
        TextColumn(
            name="buyer", label=_("Buyer"), help=_("Number, name, credit code or id."), required=True, max_length=200
        ),
        TextColumn(name="supplier", label=_("Supplier"), help=_("Number, name, credit code or id."), max_length=200),
        TextColumn(
            name="supplier_sku", label=_("Article number"), aliases=("sku", "货号"), required=True, max_length=80
        ),
        DecimalColumn(
            name="quantity", label=_("Quantity"), aliases=("数量",), digits=18, minimum=Decimal("0.0001"), required=True
        ),
        DecimalColumn(name="unit_price", label=_("Unit price"), aliases=("单价",), places=6, minimum=0, required=True),
        DecimalColumn(name="discount_amount", label=_("Discount on the line"), aliases=("discount",), minimum=0),
        DecimalColumn(name="freight_amount", label=_("Freight of the order"), aliases=("freight", "运费"), minimum=0),
        DateColumn(name="requested_on", label=_("Wanted on"), aliases=("required date",)),
        MomentColumn(name="shipped_at", label=_("Shipped at"), aliases=("shipped date", "发货时间")),
        TextColumn(name="carrier", label=_("Carrier"), aliases=("承运商",), max_length=40),
    )

    def apply(self, stage: CopyStage, context: ImportContext) -> Tally:
        """Write one chunk."""
        written = import_past_orders(
            actor=context.actor,
            stage=stage,
            system=str(context.options.get("system", DEFAULT_SYSTEM)),
            time_zone=str(context.options.get("time_zone", settings.TIME_ZONE)),
        )
        return Tally(created=written)


register_importer(PastOrderImporter())
