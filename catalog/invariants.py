"""What must hold of products, prices and stock."""

from catalog.models import StockMovement
from kernel.services.sealing import seal_source
from kernel.verification import sql_invariant

seal_source(
    "stock_movement",
    StockMovement,
    ("level_id", "kind", "quantity", "reason", "document_type", "document_id", "actor_user_id", "occurred_at"),
)

sql_invariant(
    "catalog.on_hand_is_sum_of_movements",
    "SELECT l.id, l.on_hand, COALESCE(m.total, 0) AS total FROM catalog_stocklevel l "
    "LEFT JOIN (SELECT level_id, sum(quantity) AS total FROM catalog_stockmovement GROUP BY level_id) m ON m.level_id = l.id "
    "WHERE l.on_hand <> COALESCE(m.total, 0)",
    "stock level {id}: on hand {on_hand}, movements say {total}",
)
sql_invariant(
    "catalog.reserved_is_sum_of_reservations",
    "SELECT l.id, l.reserved, COALESCE(r.total, 0) AS total FROM catalog_stocklevel l "
    "LEFT JOIN (SELECT level_id, sum(quantity) AS total FROM catalog_stockreservation WHERE status = 'held' GROUP BY level_id) r "
    "ON r.level_id = l.id WHERE l.reserved <> COALESCE(r.total, 0)",
    "stock level {id}: reserved {reserved}, reservations say {total}",
)
sql_invariant(
    "catalog.stock_lies_in_the_suppliers_warehouse",
    "SELECT l.id FROM catalog_stocklevel l JOIN catalog_offer o ON o.id = l.offer_id "
    "JOIN catalog_warehouse w ON w.id = l.warehouse_id WHERE w.organization_id <> o.supplier_id",
    "stock level {id}: the warehouse is another company's",
)
sql_invariant(
    "catalog.offer_and_variant_share_the_product",
    "SELECT o.public_id FROM catalog_offer o JOIN catalog_productvariant v ON v.id = o.variant_id WHERE v.product_id <> o.product_id",
    "{public_id}: offer and variant name different products",
)
sql_invariant(
    "catalog.category_paths",
    "SELECT c.slug FROM catalog_category c LEFT JOIN catalog_category p ON p.id = c.parent_id "
    "WHERE c.path <> COALESCE(p.path, '{}') || c.id",
    "{slug}: the stored path is not the way from the root",
)
sql_invariant(
    "catalog.listing_for_every_product",
    "SELECT p.public_id FROM catalog_product p LEFT JOIN catalog_productlisting l ON l.product_id = p.id WHERE l.product_id IS NULL",
    "{public_id}: no listing row",
)
# Written anew, not taken from the service, so that a mistake there shows.
sql_invariant(
    "catalog.listing_shows_what_is_for_sale",
    """
    SELECT p.public_id, l.is_listed FROM catalog_productlisting l JOIN catalog_product p ON p.id = l.product_id
    WHERE l.is_listed <> (
        p.status = 'published' AND EXISTS (
            SELECT 1 FROM catalog_offer o
            JOIN catalog_productvariant v ON v.id = o.variant_id JOIN accounts_organization s ON s.id = o.supplier_id
            JOIN catalog_pricetier t ON t.offer_id = o.id
            WHERE o.product_id = p.id AND o.status = 'active' AND v.is_active AND s.status = 'active'
              AND t.minimum_quantity <= GREATEST(o.minimum_order_quantity, o.order_multiple)
        )
    )
    """,
    "{public_id}: listed {is_listed}, but the offers say otherwise",
)
sql_invariant(
    "catalog.listing_price_is_its_best_offers",
    """
    SELECT p.public_id, l.price FROM catalog_productlisting l
    JOIN catalog_product p ON p.id = l.product_id JOIN catalog_offer o ON o.id = l.best_offer_id
    WHERE l.is_listed AND l.price IS DISTINCT FROM (
        SELECT t.unit_price FROM catalog_pricetier t
        WHERE t.offer_id = o.id AND t.minimum_quantity <= GREATEST(o.minimum_order_quantity, o.order_multiple)
        ORDER BY t.minimum_quantity DESC LIMIT 1
    )
    """,
    "{public_id}: the list shows {price}, the best offer another price",
)
