"""What must hold of invoices and the ledger."""

from collections.abc import Iterator

from django.db.models import Prefetch

from finance.models import Invoice, InvoiceLine, JournalLine
from finance.services.invoices import content_hash
from kernel.services.sealing import seal_source
from kernel.verification import invariant, sql_invariant

seal_source("journal_line", JournalLine, ("entry_id", "account_id", "currency", "amount"))

sql_invariant(
    "finance.entries_balance",
    "SELECT entry_id, currency, sum(amount) AS total FROM finance_journalline GROUP BY entry_id, currency HAVING sum(amount) <> 0",
    "journal entry {entry_id}: {currency} {total} is missing",
)
sql_invariant(
    "finance.invoice_total_is_sum_of_lines",
    "SELECT i.number FROM finance_invoice i LEFT JOIN finance_invoiceline l ON l.invoice_id = i.id GROUP BY i.id "
    "HAVING i.net_amount <> COALESCE(sum(l.net_amount), 0) OR i.tax_amount <> COALESCE(sum(l.tax_amount), 0)",
    "{number}: the totals are not the sums of the lines",
)
sql_invariant(
    "finance.issued_invoices_are_booked",
    """
    SELECT i.number FROM finance_invoice i
    LEFT JOIN finance_journalentry e ON e.kind = 'invoice' AND e.document_type = 'finance.invoice' AND e.document_id = i.id
    LEFT JOIN finance_journalline l ON l.entry_id = e.id
    LEFT JOIN finance_ledgeraccount a ON a.id = l.account_id AND a.kind = 'receivable'
    WHERE i.status = 'issued' GROUP BY i.id
    HAVING COALESCE(sum(l.amount) FILTER (WHERE a.id IS NOT NULL), 0) <> i.gross_amount
    """,
    "{number}: the ledger's receivable is not the invoice's total",
)
sql_invariant(
    "finance.numbers_have_no_gaps",
    """
    SELECT supplier_id, year, count, last FROM (
        SELECT supplier_id, substr(number, 4, 4) AS year, count(*) AS count, max(substr(number, 9)::bigint) AS last
        FROM finance_invoice WHERE number <> '' GROUP BY supplier_id, substr(number, 4, 4)
    ) series WHERE count <> last
    """,
    "supplier {supplier_id}, {year}: {count} invoices, but the last number is {last}",
)
sql_invariant(
    "finance.invoiced_is_what_was_shipped",
    """
    SELECT i.number, ol.position FROM finance_invoiceline l
    JOIN finance_invoice i ON i.id = l.invoice_id JOIN orders_orderline ol ON ol.id = l.order_line_id
    LEFT JOIN orders_shipmentline s ON s.order_line_id = l.order_line_id AND s.shipment_id = i.shipment_id
    WHERE s.quantity IS DISTINCT FROM l.quantity
    """,
    "{number}: order line {position} is billed in another quantity than shipped",
)
sql_invariant(
    "finance.completely_billed_lines_cost_what_was_ordered",
    """
    SELECT o.number, ol.position FROM orders_orderline ol JOIN orders_order o ON o.id = ol.order_id
    JOIN finance_invoiceline l ON l.order_line_id = ol.id GROUP BY ol.id, o.id
    HAVING sum(l.quantity) = ol.quantity
       AND (sum(l.net_amount) <> ol.net_amount OR sum(l.gross_amount) <> ol.gross_amount)
    """,
    "{number} line {position}: its invoices do not add up to it",
)


@invariant("finance.issued_invoices_are_unchanged")
def check_content() -> Iterator[str]:
    """Every issued invoice still says what its hash was taken over."""
    invoices = (
        Invoice.objects.filter(status="issued")
        .order_by("pk")
        .prefetch_related(Prefetch("lines", InvoiceLine.objects.order_by("position")))
    )
    for invoice in invoices.iterator(chunk_size=500):
        if invoice.issued_on is None or invoice.due_on is None:
            yield f"{invoice.public_id}: issued without dates"
            continue
        lines = list(invoice.lines.all())
        digest = content_hash(invoice, lines, number=invoice.number, on=invoice.issued_on, due_on=invoice.due_on)
        if digest != invoice.content_hash:
            yield f"{invoice.number}: the content is not what was issued"
