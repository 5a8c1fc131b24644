"""
Write a chunk of orders that were completed before the platform knew of them, each table with one statement for all rows.

An order is found again by the importing system's number, its lines by their numbers: a file that comes twice writes nothing, and an order
that is torn apart by the end of a chunk is put together. History announces nothing, and leaves stock as it is: the goods had left before
it was counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_noop
from psycopg2.extras import execute_values

from accounts.enums import AddressKind
from accounts.models import Address, Organization
from accounts.selectors.organizations import organization_ids_of
from kernel.actors import Actor, Channel
from kernel.money import currency_exponent
from kernel.numbering import take_numbers
from openplatform.selectors.external_ids import get_object_ids
from openplatform.services.external_ids import map_external_ids
from orders.enums import OrderStatus, PaymentMethod, ShipmentStatus
from orders.models import GoodsReceipt, Order, OrderGroup, Shipment
from orders.permissions import StaffOrdersPermission
from orders.selectors.orders import ORDER_TYPE, SHIPMENT_TYPE
from reference.selectors.currencies import list_currencies
from transfer.staging import CopyStage

EXTERNAL_KIND = "past_order"
COMPANY_KIND = "organization"
UNKNOWN_BUYER = gettext_noop("There is no company “%(value)s”. Give its number, name, credit code or id.")
UNKNOWN_SUPPLIER = gettext_noop("There is no supplier “%(value)s”. Give its number, name, credit code or id.")
UNKNOWN_ARTICLE = gettext_noop("There is no article “%(value)s”, or several suppliers have it: name the supplier.")
OWN_ARTICLE = gettext_noop("A company cannot order from itself.")
OTHER_BUYER = gettext_noop("The order's other lines have another buyer or currency.")
NO_TAX_RATE = gettext_noop("The article's tax has no rate on this day.")
DISCOUNT_TOO_LARGE = gettext_noop("The discount is larger than the line.")
_LOOKED_UP = {
    **dict.fromkeys(["buyer_id", "supplier_id", "offer_id", "group_id", "order_id", "shipment_id"], "bigint"),
    **dict.fromkeys(["rate", "net", "tax", "gross"], "numeric"),
    "currency": "text",
    "exponent": "integer",
    "placed": "timestamptz",
    "shipped": "timestamptz",
}


def import_past_orders(*, actor: Actor, stage: CopyStage, system: str, time_zone: str) -> int:
    """
    Write staged lines as completed orders with shipment and receipt, inside the caller's transaction; returns how many lines are new.

    `system` names the numbers' origin, `time_zone` whose clock the file's moments were read from.
    :raises Forbidden: without `staff.order.import`.
    """
    actor.require(StaffOrdersPermission.IMPORT_ORDER)
    stage.reject_duplicates("order_number", "line")
    for name, kind in _LOOKED_UP.items():
        stage.add_column(name, kind)
    stage.execute(
        "UPDATE {stage} SET placed = placed_at AT TIME ZONE %s, shipped = COALESCE(shipped_at, placed_at) AT TIME ZONE %s",
        [time_zone, time_zone],
    )
    _find_companies(stage, actor, system)
    _find_offers(stage)
    _find_orders(stage, actor, system)
    _price(stage)
    if not stage.count():
        return 0
    _create_groups(stage, actor, system)
    new_orders = _create_orders(stage)
    _create_shipments(stage)
    written = _create_lines(stage)
    _add_up(stage)
    _record(new_orders, actor)
    return written


# ── Looking up ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _find_companies(stage: CopyStage, actor: Actor, system: str) -> None:
    for column, message in (("buyer", UNKNOWN_BUYER), ("supplier", UNKNOWN_SUPPLIER)):
        if column not in stage.given:
            continue
        # Column names from this module.
        rows = stage.fetch(f"SELECT DISTINCT {column} FROM {{stage}} WHERE {column} IS NOT NULL")  # noqa: S608
        keys = _company_ids(actor, system, [row[0] for row in rows])
        _fill(stage, f"SET {column}_id = k.id FROM (VALUES %s) AS k (key, id) WHERE s.{column} = k.key", keys.items())
        stage.reject(
            f"{column} IS NOT NULL AND {column}_id IS NULL", code=f"unknown_{column}", message=message, column=column
        )


def _company_ids(actor: Actor, system: str, names: Sequence[str]) -> dict[str, int]:
    """Return companies by what the file calls them; a name that several have is nobody's."""
    public_ids = get_object_ids(actor=actor, kind=COMPANY_KIND, external_ids=names, system=system)
    ids = organization_ids_of(public_ids=public_ids.values())
    found = {name: ids[public_id] for name, public_id in public_ids.items()}
    left = set(names) - found.keys()
    wanted = Q(public_id__in=left) | Q(credit_code__in=left) | Q(name_zh__in=left) | Q(name_en__in=left)
    candidates: dict[str, set[int]] = {}
    if left:
        rows = Organization.objects.visible_to(actor).filter(wanted).order_by("pk")
        for pk, *keys in rows.values_list("pk", "public_id", "credit_code", "name_zh", "name_en"):
            for key in left.intersection(keys):
                candidates.setdefault(key, set()).add(pk)
    return found | {name: pks.pop() for name, pks in candidates.items() if len(pks) == 1}


def _fill(stage: CopyStage, assignment: str, rows: Iterable[Sequence[object]]) -> None:
    values = list(rows)
    if values:
        with connection.cursor() as cursor:
            execute_values(cursor, stage.named("UPDATE {stage} s " + assignment), values, page_size=len(values))


def _find_offers(stage: CopyStage) -> None:
    stage.execute(
        """
        UPDATE {stage} s SET offer_id = o.id FROM catalog_offer o
        WHERE o.supplier_id = s.supplier_id AND o.supplier_sku = s.supplier_sku
        """
    )
    stage.execute(
        """
        UPDATE {stage} s SET offer_id = o.id FROM (
            SELECT supplier_sku, min(id) AS id FROM catalog_offer
            WHERE supplier_sku IN (SELECT supplier_sku FROM {stage} WHERE supplier_id IS NULL)
            GROUP BY supplier_sku HAVING count(*) = 1
        ) o WHERE s.supplier_id IS NULL AND o.supplier_sku = s.supplier_sku
        """
    )
    stage.reject("offer_id IS NULL", code="unknown_article", message=UNKNOWN_ARTICLE, column="supplier_sku")
    stage.execute(
        """
        UPDATE {stage} s SET supplier_id = o.supplier_id, currency = o.currency, rate = (
            SELECT t.rate FROM reference_taxrate t
            WHERE t.country = 'CN' AND t.code = o.tax_code AND s.placed_at::date BETWEEN t.valid_from AND COALESCE(t.valid_to, 'infinity')
        ) FROM catalog_offer o WHERE o.id = s.offer_id
        """
    )
    stage.reject("buyer_id = supplier_id", code="own_offer", message=OWN_ARTICLE, column="supplier_sku")
    stage.reject("rate IS NULL", code="no_tax_rate", message=NO_TAX_RATE, column="supplier_sku")


def _find_orders(stage: CopyStage, actor: Actor, system: str) -> None:
    """Find what an earlier chunk or file has brought already, and drop the lines that are there."""
    stage.execute(
        """
        UPDATE {stage} s SET group_id = g.id
        FROM openplatform_externalid e JOIN orders_ordergroup g ON g.public_id = e.object_id
        WHERE e.organization_id = %s AND e.system = %s AND e.kind = %s AND e.external_id = s.order_number
        """,
        [actor.organization_id, system, EXTERNAL_KIND],
    )
    stage.reject(
        """
        row_number IN (
            SELECT row_number FROM (
                SELECT s.row_number, s.buyer_id, s.currency, COALESCE(g.buyer_id, first_value(s.buyer_id) OVER of_order) AS first_buyer,
                       COALESCE(g.currency, first_value(s.currency) OVER of_order) AS first_currency
                FROM {stage} s LEFT JOIN orders_ordergroup g ON g.id = s.group_id
                WINDOW of_order AS (PARTITION BY s.order_number ORDER BY s.row_number)
            ) compared WHERE (buyer_id, currency) <> (first_buyer, first_currency)
        )
        """,
        code="other_buyer",
        message=OTHER_BUYER,
        column="buyer",
    )
    stage.execute(
        "UPDATE {stage} s SET order_id = o.id FROM orders_order o "
        "WHERE o.group_id = s.group_id AND o.supplier_id = s.supplier_id"
    )
    stage.execute(
        "DELETE FROM {stage} s USING orders_orderline l WHERE l.order_id = s.order_id AND l.position = s.line"
    )


def _price(stage: CopyStage) -> None:
    """Give every line its amounts, rounded as `orders.amounts` rounds them."""
    exponents = [(currency.code, currency_exponent(currency.code)) for currency in list_currencies()]
    _fill(
        stage, "SET exponent = k.exponent FROM (VALUES %s) AS k (code, exponent) WHERE s.currency = k.code", exponents
    )
    stage.execute("UPDATE {stage} SET gross = round(quantity * unit_price, exponent) - COALESCE(discount_amount, 0)")
    stage.reject("gross < 0", code="discount_too_large", message=DISCOUNT_TOO_LARGE, column="discount_amount")
    stage.execute(
        """
        UPDATE {stage} s SET
            net = CASE WHEN o.price_includes_tax THEN round(s.gross / (1 + s.rate), s.exponent) ELSE s.gross END,
            gross = CASE WHEN o.price_includes_tax THEN s.gross ELSE s.gross + round(s.gross * s.rate, s.exponent) END
        FROM catalog_offer o WHERE o.id = s.offer_id
        """
    )
    stage.execute("UPDATE {stage} SET tax = gross - net")


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _create_groups(stage: CopyStage, actor: Actor, system: str) -> None:
    rows = stage.fetch(
        """
        SELECT order_number, min(buyer_id), min(currency), min(placed), max(freight_amount)
        FROM {stage} WHERE group_id IS NULL GROUP BY order_number ORDER BY min(row_number)
        """
    )
    addresses = _addresses({row[1] for row in rows})
    groups = [
        OrderGroup(
            number=number,
            buyer_id=buyer_id,
            purchase_order_number=key,
            payment_method=PaymentMethod.TERMS,
            shipping_address=addresses.get(buyer_id, {}),
            channel=Channel.IMPORT,
            currency=currency,
            gross_amount=0,
            placed_at=placed,
        )
        for (key, buyer_id, currency, placed, _freight), number in zip(
            rows, _numbers("SO", [row[3] for row in rows]), strict=True
        )
    ]
    OrderGroup.objects.bulk_create(groups)
    keys = [row[0] for row in rows]
    object_ids = {key: group.public_id for key, group in zip(keys, groups, strict=True)}
    map_external_ids(actor=actor, kind=EXTERNAL_KIND, object_ids=object_ids, system=system)
    pairs = [(key, group.pk) for key, group in zip(keys, groups, strict=True)]
    _fill(stage, "SET group_id = k.id FROM (VALUES %s) AS k (key, id) WHERE s.order_number = k.key", pairs)


def _addresses(buyer_ids: set[int]) -> dict[int, dict[str, str]]:
    """Return the copies of the buyers' usual delivery addresses."""
    usual = Address.objects.filter(
        organization_id__in=buyer_ids, kind=AddressKind.SHIPPING, is_default=True, is_active=True
    )
    return {address.organization_id: address.snapshot() for address in usual}


def _numbers(prefix: str, moments: Sequence[datetime]) -> list[str]:
    """Take document numbers for many days, one statement for a day, in the order of the moments."""
    places: dict[object, list[int]] = {}
    for place, moment in enumerate(moments):
        places.setdefault(moment.date(), []).append(place)
    numbers = [""] * len(moments)
    for members in places.values():
        taken = take_numbers(prefix, on=moments[members[0]].date(), count=len(members))
        for place, number in zip(members, taken, strict=True):
            numbers[place] = number
    return numbers


def _create_orders(stage: CopyStage) -> list[int]:
    """Create an order for every supplier that a group does not have yet; freight is on a group's first one."""
    rows = stage.fetch(
        """
        SELECT s.group_id, s.supplier_id, min(g.number), min(s.buyer_id), min(s.currency), min(g.placed_at), max(s.shipped),
               CASE WHEN bool_or(o.parts IS NULL) AND row_number() OVER of_group = 1 THEN COALESCE(max(s.freight_amount), 0) ELSE 0 END,
               row_number() OVER of_group + COALESCE(max(o.parts), 0)
        FROM {stage} s JOIN orders_ordergroup g ON g.id = s.group_id
        LEFT JOIN (SELECT group_id, count(*) AS parts FROM orders_order GROUP BY group_id) o ON o.group_id = s.group_id
        WHERE s.order_id IS NULL GROUP BY s.group_id, s.supplier_id
        WINDOW of_group AS (PARTITION BY s.group_id ORDER BY min(s.row_number)) ORDER BY s.group_id, 9
        """
    )
    orders = Order.objects.bulk_create(
        Order(
            number=f"{number}-{part}",
            group_id=group_id,
            buyer_id=buyer_id,
            supplier_id=supplier_id,
            status=OrderStatus.COMPLETED,
            currency=currency,
            net_amount=0,
            tax_amount=0,
            freight_amount=freight,
            gross_amount=freight,
            placed_at=placed,
            confirmed_at=placed,
            shipped_at=max(placed, shipped),
            completed_at=max(placed, shipped),
        )
        for group_id, supplier_id, number, buyer_id, currency, placed, shipped, freight, part in rows
    )
    pairs = [(order.group_id, order.supplier_id, order.pk) for order in orders]
    _fill(
        stage,
        "SET order_id = k.id FROM (VALUES %s) AS k (group_id, supplier_id, id) "
        "WHERE s.group_id = k.group_id AND s.supplier_id = k.supplier_id",
        pairs,
    )
    return [order.pk for order in orders]


def _create_shipments(stage: CopyStage) -> None:
    """Give every order that has none its one shipment, wholly received."""
    rows = stage.fetch(
        """
        SELECT o.id, o.shipped_at, COALESCE(max(s.carrier), '') FROM {stage} s JOIN orders_order o ON o.id = s.order_id
        WHERE NOT EXISTS (SELECT 1 FROM orders_shipment h WHERE h.order_id = o.id) GROUP BY o.id ORDER BY o.id
        """
    )
    moments = [row[1] for row in rows]
    shipments = Shipment.objects.bulk_create(
        Shipment(
            number=number,
            order_id=order_id,
            status=ShipmentStatus.RECEIVED,
            carrier=carrier,
            shipped_at=shipped,
            received_at=shipped,
        )
        for (order_id, shipped, carrier), number in zip(rows, _numbers("SH", moments), strict=True)
    )
    GoodsReceipt.objects.bulk_create(
        GoodsReceipt(number=number, shipment=shipment, received_at=shipment.shipped_at)
        for shipment, number in zip(shipments, _numbers("GR", moments), strict=True)
    )
    stage.execute(
        "UPDATE {stage} s SET shipment_id = h.id FROM (SELECT order_id, min(id) AS id FROM orders_shipment "
        "WHERE order_id IN (SELECT order_id FROM {stage}) GROUP BY order_id) h WHERE h.order_id = s.order_id"
    )


def _create_lines(stage: CopyStage) -> int:
    """Create the lines of orders, shipments and receipts together; returns how many of each."""
    return stage.execute(
        """
        WITH line AS (
            INSERT INTO orders_orderline (order_id, position, offer_id, name_zh, name_en, options_zh, options_en, sku, supplier_sku,
                picture, unit, quantity, unit_price, price_includes_tax, discount_amount, tax_code, tax_rate, net_amount, tax_amount,
                gross_amount, requested_on, cancelled_quantity, shipped_quantity, received_quantity, note)
            SELECT s.order_id, s.line, o.id, p.name_zh, p.name_en, option_zh.text, option_en.text, v.sku, o.supplier_sku,
                p.picture, o.unit, s.quantity, s.unit_price, o.price_includes_tax, COALESCE(s.discount_amount, 0), o.tax_code, s.rate,
                s.net, s.tax, s.gross, s.requested_on, 0, s.quantity, s.quantity, ''
            FROM {stage} s JOIN catalog_offer o ON o.id = s.offer_id
            JOIN catalog_product p ON p.id = o.product_id JOIN catalog_productvariant v ON v.id = o.variant_id
            CROSS JOIN LATERAL (
                SELECT left(COALESCE(string_agg(each->>'value_zh', ' / '), ''), 200) AS text FROM jsonb_array_elements(v.options) each
            ) option_zh
            CROSS JOIN LATERAL (
                SELECT left(COALESCE(string_agg(each->>'value_en', ' / '), ''), 200) AS text FROM jsonb_array_elements(v.options) each
            ) option_en
            ORDER BY s.row_number
            RETURNING id, order_id, quantity
        ), part AS (
            INSERT INTO orders_shipmentline (shipment_id, order_line_id, quantity, received_quantity)
            SELECT h.shipment_id, line.id, line.quantity, line.quantity
            FROM line JOIN (SELECT DISTINCT order_id, shipment_id FROM {stage}) h ON h.order_id = line.order_id
            RETURNING id, shipment_id, quantity
        )
        INSERT INTO orders_goodsreceiptline (receipt_id, shipment_line_id, quantity)
        SELECT r.id, part.id, part.quantity FROM part JOIN orders_goodsreceipt r ON r.shipment_id = part.shipment_id
        """
    )


def _add_up(stage: CopyStage) -> None:
    """Make the totals of the orders and groups that have got lines the sums of their parts."""
    stage.execute(
        """
        UPDATE orders_order o SET net_amount = l.net, tax_amount = l.tax, gross_amount = l.net + l.tax + o.freight_amount
        FROM (
            SELECT order_id, sum(net_amount) AS net, sum(tax_amount) AS tax FROM orders_orderline
            WHERE order_id IN (SELECT order_id FROM {stage}) GROUP BY order_id
        ) l WHERE o.id = l.order_id
        """
    )
    stage.execute(
        """
        UPDATE orders_ordergroup g SET gross_amount = o.gross FROM (
            SELECT group_id, sum(gross_amount) AS gross FROM orders_order
            WHERE group_id IN (SELECT group_id FROM {stage}) GROUP BY group_id
        ) o WHERE g.id = o.group_id
        """
    )


_TRAIL = """
INSERT INTO kernel_transitionlog (document_type, document_id, from_status, to_status, reason, data, actor_user_id, actor_client_id,
    actor_organization_id, on_behalf_of_user_id, actor_name, channel, occurred_at)
SELECT step.kind, CASE WHEN step.kind = %s THEN o.id ELSE h.id END, step.before, step.after, '', '{}', %s, %s, %s, NULL, %s, %s,
    CASE WHEN step.place <= 2 THEN o.placed_at ELSE o.shipped_at END
FROM orders_order o JOIN orders_shipment h ON h.order_id = o.id
CROSS JOIN (VALUES %%s) AS step (place, kind, before, after)
WHERE o.id = ANY(%s) ORDER BY o.id, step.place
"""
_STEPS = (
    (1, ORDER_TYPE, "", OrderStatus.PLACED.value),
    (2, ORDER_TYPE, OrderStatus.PLACED.value, OrderStatus.CONFIRMED.value),
    (3, SHIPMENT_TYPE, "", ShipmentStatus.SHIPPED.value),
    (4, ORDER_TYPE, OrderStatus.CONFIRMED.value, OrderStatus.SHIPPED.value),
    (5, SHIPMENT_TYPE, ShipmentStatus.SHIPPED.value, ShipmentStatus.RECEIVED.value),
    (6, ORDER_TYPE, OrderStatus.SHIPPED.value, OrderStatus.COMPLETED.value),
)


def _record(order_ids: Sequence[int], actor: Actor) -> None:
    """Leave the trail that each order would have left."""
    if not order_ids:
        return
    who = [actor.user_id, actor.client_id, actor.organization_id, actor.name, Channel.IMPORT.value]
    with connection.cursor() as cursor:
        statement = cursor.mogrify(_TRAIL, [ORDER_TYPE, *who, list(order_ids)]).decode()
        execute_values(cursor, statement, _STEPS, page_size=len(_STEPS))
