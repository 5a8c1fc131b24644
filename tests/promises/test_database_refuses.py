"""What the database refuses by itself, whatever the code above it does (promise R2): raw SQL over the application's own connection."""

import pytest
from django.db import Error, connection, transaction

from finance.models import Invoice
from tests.factories.openplatform import api_client
from tests.factories.trade import invoiced_shipment

pytestmark = pytest.mark.django_db
CHECK, UNIQUE = "23514", "23505"


@pytest.fixture
def trade() -> Invoice:
    """One deal from order to issued invoice, with every deferred check done."""
    invoice, _buyer = invoiced_shipment()
    connection.check_constraints()
    return invoice


def refusal_of(statement: str) -> str:
    """Return the SQLSTATE with which the database refuses a statement, deferred checks included."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except Error as refusal:
        return str(refusal.__cause__.pgcode)
    return ""


def rows_of(table: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
        return cursor.fetchall()


ATTEMPTS = {
    "oversell": ("catalog_stocklevel", "UPDATE catalog_stocklevel SET reserved = on_hand + 1", CHECK),
    "negative stock": ("catalog_stocklevel", "UPDATE catalog_stocklevel SET on_hand = -1, reserved = 0", CHECK),
    "negative reservation": ("catalog_stocklevel", "UPDATE catalog_stocklevel SET reserved = -1", CHECK),
    "second stock level": (
        "catalog_stocklevel",
        "INSERT INTO catalog_stocklevel SELECT (jsonb_populate_record(l, '{\"id\": 999999}')).* FROM catalog_stocklevel l",
        UNIQUE,
    ),
    "changed movement": ("catalog_stockmovement", "UPDATE catalog_stockmovement SET quantity = quantity + 1", CHECK),
    "deleted movement": ("catalog_stockmovement", "DELETE FROM catalog_stockmovement", CHECK),
    "emptied movements": ("catalog_stockmovement", "TRUNCATE catalog_stockmovement CASCADE", CHECK),
    "changed step": ("kernel_transitionlog", "UPDATE kernel_transitionlog SET to_status = 'completed'", CHECK),
    "deleted step": ("kernel_transitionlog", "DELETE FROM kernel_transitionlog", CHECK),
    "emptied steps": ("kernel_transitionlog", "TRUNCATE kernel_transitionlog CASCADE", CHECK),
    "changed booking": ("finance_journalline", "UPDATE finance_journalline SET amount = amount + 1", CHECK),
    "deleted booking": ("finance_journalline", "DELETE FROM finance_journalline", CHECK),
    "emptied ledger": ("finance_journalline", "TRUNCATE finance_journalline CASCADE", CHECK),
    "changed entry": ("finance_journalentry", "UPDATE finance_journalentry SET kind = 'other'", CHECK),
    "deleted entry": ("finance_journalentry", "DELETE FROM finance_journalentry", CHECK),
    "one leg appended": (
        "finance_journalline",
        (
            "INSERT INTO finance_journalline (entry_id, account_id, currency, amount)"
            " SELECT entry_id, account_id, currency, 1 FROM finance_journalline LIMIT 1"
        ),
        CHECK,
    ),
    "balanced only across currencies": (
        "finance_journalline",
        (
            "INSERT INTO finance_journalline (entry_id, account_id, currency, amount)"
            " (SELECT entry_id, account_id, 'CNY', 5 FROM finance_journalline LIMIT 1)"
            " UNION ALL (SELECT entry_id, account_id, 'USD', -5 FROM finance_journalline LIMIT 1)"
        ),
        CHECK,
    ),
    "leg of nothing": (
        "finance_journalline",
        (
            "INSERT INTO finance_journalline (entry_id, account_id, currency, amount)"
            " SELECT entry_id, account_id, currency, 0 FROM finance_journalline LIMIT 1"
        ),
        CHECK,
    ),
    "second booking of a document": (
        "finance_journalentry",
        (
            "INSERT INTO finance_journalentry"
            ' SELECT (jsonb_populate_record(e, \'{"id": 999999, "public_id": "jou_x"}\')).* FROM finance_journalentry e'
        ),
        UNIQUE,
    ),
    "changed invoice": ("finance_invoice", "UPDATE finance_invoice SET due_on = due_on + 30", CHECK),
    "cheaper invoice": (
        "finance_invoice",
        "UPDATE finance_invoice SET net_amount = 1, tax_amount = 0, gross_amount = 1",
        CHECK,
    ),
    "rewritten parties": ("finance_invoice", "UPDATE finance_invoice SET snapshot = '{}'", CHECK),
    "invoice back to draft": ("finance_invoice", "UPDATE finance_invoice SET status = 'draft', number = ''", CHECK),
    "deleted invoice": ("finance_invoice", "DELETE FROM finance_invoiceline", CHECK),
    "deleted invoice itself": ("finance_invoice", "DELETE FROM finance_invoice", CHECK),
    "changed invoice line": ("finance_invoiceline", "UPDATE finance_invoiceline SET quantity = 1", CHECK),
    "added invoice line": (
        "finance_invoiceline",
        (
            "INSERT INTO finance_invoiceline"
            ' SELECT (jsonb_populate_record(l, \'{"id": 999999, "position": 99}\')).* FROM finance_invoiceline l'
        ),
        CHECK,
    ),
    "order that does not add up": ("orders_order", "UPDATE orders_order SET gross_amount = gross_amount - 1", CHECK),
    "negative order": (
        "orders_order",
        "UPDATE orders_order SET net_amount = -1, tax_amount = 0, freight_amount = 0, gross_amount = -1",
        CHECK,
    ),
    "order with oneself": ("orders_order", "UPDATE orders_order SET supplier_id = buyer_id", CHECK),
    "unknown status": ("orders_order", "UPDATE orders_order SET status = 'gifted'", CHECK),
    "line that does not add up": ("orders_orderline", "UPDATE orders_orderline SET net_amount = net_amount - 1", CHECK),
    "more shipped than ordered": (
        "orders_orderline",
        "UPDATE orders_orderline SET shipped_quantity = quantity + 1",
        CHECK,
    ),
    "more received than shipped": (
        "orders_orderline",
        "UPDATE orders_orderline SET received_quantity = shipped_quantity + 1",
        CHECK,
    ),
    "second number": (
        "orders_order",
        (
            'INSERT INTO orders_order SELECT (jsonb_populate_record(o, \'{"id": 999999, "public_id": "ord_x"}\')).*'
            " FROM orders_order o"
        ),
        UNIQUE,
    ),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_database_refuses_by_itself(trade: Invoice, attempt: str):
    table, statement, expected = ATTEMPTS[attempt]
    before = rows_of(table)
    assert before != []

    assert refusal_of(statement) == expected
    assert rows_of(table) == before


def test_idempotency_key_is_stored_once():
    client = api_client().client
    columns = "(organization_id, caller, key, request_hash, created_at)"
    values = f"({client.organization_id}, 'client:{client.pk}', 'k-1', '{'0' * 64}', now())"
    insert = f"INSERT INTO openplatform_idempotencyrecord {columns} VALUES {values}"

    assert refusal_of(insert) == ""
    assert refusal_of(insert) == UNIQUE
