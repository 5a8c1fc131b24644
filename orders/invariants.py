"""What must hold of orders, shipments and receipts."""

from kernel.verification import sql_invariant

sql_invariant(
    "orders.group_total_is_sum_of_orders",
    "SELECT g.number, g.gross_amount, sum(o.gross_amount) AS total FROM orders_ordergroup g "
    "JOIN orders_order o ON o.group_id = g.id GROUP BY g.id HAVING g.gross_amount <> sum(o.gross_amount)",
    "{number}: the group says {gross_amount}, its orders {total}",
)
sql_invariant(
    "orders.order_total_is_sum_of_lines",
    "SELECT o.number FROM orders_order o JOIN orders_orderline l ON l.order_id = o.id GROUP BY o.id "
    "HAVING o.net_amount <> sum(l.net_amount) OR o.tax_amount <> sum(l.tax_amount)",
    "{number}: the totals are not the sums of the lines",
)
sql_invariant(
    "orders.every_order_has_lines",
    "SELECT number FROM orders_order o WHERE NOT EXISTS (SELECT 1 FROM orders_orderline l WHERE l.order_id = o.id)",
    "{number}: no lines",
)
sql_invariant(
    "orders.shipped_is_sum_of_shipments",
    "SELECT o.number, l.position FROM orders_orderline l JOIN orders_order o ON o.id = l.order_id "
    "LEFT JOIN (SELECT order_line_id, sum(quantity) AS shipped, sum(received_quantity) AS received FROM orders_shipmentline "
    "GROUP BY order_line_id) s ON s.order_line_id = l.id "
    "WHERE l.shipped_quantity <> COALESCE(s.shipped, 0) OR l.received_quantity <> COALESCE(s.received, 0)",
    "{number} line {position}: shipped or received quantity differs from its shipments",
)
sql_invariant(
    "orders.received_is_sum_of_receipts",
    "SELECT s.number FROM orders_shipmentline l JOIN orders_shipment s ON s.id = l.shipment_id "
    "LEFT JOIN (SELECT shipment_line_id, sum(quantity) AS received FROM orders_goodsreceiptline GROUP BY shipment_line_id) r "
    "ON r.shipment_line_id = l.id WHERE l.received_quantity <> COALESCE(r.received, 0)",
    "{number}: received quantity differs from its receipts",
)
# Status is a cache of facts: what the lines' quantities say it must be.
sql_invariant(
    "orders.status_follows_from_quantities",
    """
    SELECT number, status, expected FROM (
        SELECT o.number, o.status,
            CASE
                WHEN o.status IN ('placed', 'rejected', 'cancelled') AND sum(l.shipped_quantity) = 0
                     AND (o.status = 'placed') = (sum(l.quantity - l.cancelled_quantity) > 0) THEN o.status
                WHEN sum(l.shipped_quantity) = 0 THEN 'confirmed'
                WHEN sum(l.quantity - l.cancelled_quantity - l.shipped_quantity) > 0 THEN 'partially_shipped'
                WHEN sum(l.shipped_quantity - l.received_quantity) > 0 THEN 'shipped'
                ELSE 'completed'
            END AS expected
        FROM orders_order o JOIN orders_orderline l ON l.order_id = o.id GROUP BY o.id
    ) derived WHERE status <> expected
    """,
    "{number}: stored as {status}, its quantities say {expected}",
)
sql_invariant(
    "orders.trail_ends_in_the_status",
    "SELECT o.number, o.status FROM orders_order o WHERE o.status IS DISTINCT FROM (SELECT t.to_status FROM kernel_transitionlog t "
    "WHERE t.document_type = 'orders.order' AND t.document_id = o.id ORDER BY t.id DESC LIMIT 1)",
    "{number}: stored as {status}, its trail ends elsewhere",
)
sql_invariant(
    "orders.open_lines_hold_their_stock",
    """
    SELECT o.number, l.position FROM orders_orderline l
    JOIN orders_order o ON o.id = l.order_id JOIN catalog_offer f ON f.id = l.offer_id
    LEFT JOIN (
        SELECT holder_id, sum(quantity) AS held FROM catalog_stockreservation WHERE holder_type = 'orders.line' GROUP BY holder_id
    ) r ON r.holder_id = l.id
    WHERE (f.is_stocked OR r.held > 0) AND COALESCE(r.held, 0) <> l.quantity - l.cancelled_quantity - l.shipped_quantity
    """,
    "{number} line {position}: reserved stock is not the open quantity",
)
