"""The yardstick: the same rows by plain SQL, as one would write it by hand for exactly this purpose."""

from __future__ import annotations

import secrets
from typing import Any

_CARDS = """
SELECT p.public_id, p.name_zh, p.name_en, p.picture, l.offer_count, o.public_id, s.public_id, s.name_zh, s.name_en, o.unit,
    o.minimum_order_quantity, o.order_multiple, o.lead_time_days, o.currency, o.price_includes_tax, o.is_stocked,
    (SELECT json_agg(json_build_array(t.minimum_quantity, t.unit_price) ORDER BY t.minimum_quantity)
        FROM catalog_pricetier t WHERE t.offer_id = o.id),
    (SELECT sum(k.on_hand + k.backorder_limit - k.reserved)
        FROM catalog_stocklevel k JOIN catalog_warehouse w ON w.id = k.warehouse_id AND w.is_active WHERE k.offer_id = o.id)
FROM ({page}) l
JOIN catalog_product p ON p.id = l.product_id
JOIN catalog_offer o ON o.id = l.best_offer_id
JOIN accounts_organization s ON s.id = o.supplier_id
ORDER BY {order}
"""
LIST = _CARDS.format(
    page="SELECT * FROM catalog_productlisting WHERE is_listed AND category_id = %s ORDER BY sort_price, product_id LIMIT 25",
    order="l.sort_price, l.product_id",
)
SEARCH = _CARDS.format(
    page="SELECT *, ts_rank(document, %s::tsquery) AS rank FROM catalog_productlisting "
    "WHERE is_listed AND document @@ %s::tsquery ORDER BY rank DESC, product_id LIMIT 25",
    order="l.rank DESC, l.product_id",
)
DETAIL = """
SELECT p.*, c.slug, b.name_zh, o.*, v.*, s.public_id, s.name_zh, s.name_en,
    (SELECT json_agg(f.path) FROM catalog_productimage i JOIN kernel_storedfile f ON f.id = i.file_id WHERE i.product_id = p.id),
    (SELECT json_agg(json_build_array(t.minimum_quantity, t.unit_price)) FROM catalog_pricetier t WHERE t.offer_id = o.id),
    (SELECT sum(k.on_hand + k.backorder_limit - k.reserved) FROM catalog_stocklevel k WHERE k.offer_id = o.id)
FROM catalog_product p
JOIN catalog_category c ON c.id = p.category_id
LEFT JOIN catalog_brand b ON b.id = p.brand_id
JOIN catalog_offer o ON o.product_id = p.id AND o.status = 'active'
JOIN catalog_productvariant v ON v.id = o.variant_id
JOIN accounts_organization s ON s.id = o.supplier_id
WHERE p.public_id = %s
"""


def read(cursor: Any, statement: str, parameters: list[Any]) -> None:
    """Read the rows and end the transaction, as a request does."""
    cursor.execute(statement, parameters)
    cursor.fetchall()
    cursor.connection.rollback()


class OrderCopier:
    """Writes the rows of an order once more under new numbers: the least that placing one can cost."""

    def __init__(self, cursor: Any) -> None:
        cursor.execute("SELECT max(group_id) FROM orders_order")
        self.group = cursor.fetchone()[0]
        cursor.execute("SELECT id FROM orders_order WHERE group_id = %s", [self.group])
        self.order = cursor.fetchone()[0]
        cursor.execute("SELECT max(id) FROM kernel_outboxevent WHERE name = 'orders.order.placed'")
        self.event = cursor.fetchone()[0]
        self.columns = {table: _columns(cursor, table) for table in _ORDER_TABLES}

    def write(self, cursor: Any) -> None:
        """Write and commit one order."""
        group = self._copy(cursor, "orders_ordergroup", "id = %(group)s")[0]
        order = self._copy(cursor, "orders_order", "id = %(order)s", group_id=group)[0]
        lines = self._copy(cursor, "orders_orderline", "order_id = %(order)s ORDER BY id", order_id=order)
        self._copy(
            cursor,
            "kernel_transitionlog",
            "document_type = 'orders.order' AND document_id = %(order)s",
            document_id=order,
        )
        self._copy(cursor, "kernel_outboxevent", "id = %(event)s")
        cursor.execute(_RESERVE, [lines])
        cursor.connection.commit()

    def _copy(self, cursor: Any, table: str, condition: str, **replaced: int) -> list[int]:
        values = {name: f"'{value}'" for name, value in replaced.items()}
        values |= {name: f"'{secrets.token_hex(12)}'" for name in ("public_id", "number", "event_id")}
        columns = self.columns[table]
        picked = ", ".join(values.get(name, name) for name in columns)
        statement = (
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {picked} FROM {table} WHERE {condition} RETURNING id"  # noqa: S608
        )
        cursor.execute(statement, {"group": self.group, "order": self.order, "event": self.event})
        return [row[0] for row in cursor.fetchall()]


_ORDER_TABLES = ("orders_ordergroup", "orders_order", "orders_orderline", "kernel_transitionlog", "kernel_outboxevent")
_RESERVE = """
WITH taken AS (
    UPDATE catalog_stocklevel l SET reserved = l.reserved + n.quantity FROM orders_orderline n
    WHERE n.id = ANY(%s) AND n.offer_id = l.offer_id RETURNING l.id AS level_id, n.id AS line_id, n.quantity
)
INSERT INTO catalog_stockreservation (level_id, holder_type, holder_id, quantity, status, created_at)
SELECT level_id, 'orders.line', line_id, quantity, 'held', now() FROM taken
"""


def _columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND column_name <> 'id'", [table]
    )
    return [name for (name,) in cursor.fetchall()]
